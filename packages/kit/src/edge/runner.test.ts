import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sourceEnvironment } from "@waybill/testing/source-process";
import { expect, test } from "vitest";

/** Runs a step in a process of its own, as a runner does. */
async function runStep(body: string, env: Record<string, string> = {}): Promise<{ code: number; out: string; summary: string }> {
  const dir = await mkdtemp(join(tmpdir(), "step-"));
  const file = join(dir, "step.ts");
  const edge = new URL("./index.ts", import.meta.url).href;
  const index = new URL("../index.ts", import.meta.url).href;
  await writeFile(
    file,
    `import * as edge from "${edge}"; import { ActionError } from "${index}";\nawait edge.runMain(async (step) => {${body}});`,
  );
  const summaryFile = join(dir, "summary.md");
  await writeFile(summaryFile, "");
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      ["--conditions=@waybill/source", "--no-warnings", file],
      { env: sourceEnvironment({ GITHUB_STEP_SUMMARY: summaryFile, GITHUB_SHA: "f".repeat(40), ...env }) },
      async (error, stdout, stderr) => {
        done({ code: error ? Number(child.exitCode) : 0, out: stdout + stderr, summary: await readFile(summaryFile, "utf8") });
      },
    );
  });
}

test("a failure is told once and ends with exit code 1", async () => {
  const { code, out } = await runStep(`throw new ActionError("input", "Input 'x' is bad.");`);
  expect(code).toBe(1);
  expect(out.match(/::error/g)).toHaveLength(1);
  expect(out).toContain("::error::Input 'x' is bad.");
});

test("a step that ends early leaves a verdict that is no pass, and keeps the one that it had given", async () => {
  expect((await runStep(`throw new ActionError("verdict", "Refused.");`)).out).toContain("name=verdict::fail");
  expect((await runStep(`throw new ActionError("remote", "No answer.");`)).out).toContain("name=verdict::inconclusive");
  const { out } = await runStep(`edge.setOutput("verdict", "inconclusive"); throw new ActionError("verdict", "Refused.");`);
  expect(out.match(/name=verdict::\w+/g)).toEqual(["name=verdict::inconclusive"]);
  expect(out).toContain("::error::Refused.");
});

test("a masked secret appears in no log line and no error", async () => {
  const { out } = await runStep(
    `step.reporter.mask("topsecret1"); step.reporter.info("a topsecret1"); step.reporter.warn("b topsecret1"); throw new Error("c topsecret1");`,
  );
  expect(out.replace("::add-mask::topsecret1", "")).not.toContain("topsecret1");
});

/** Every annotation of a log, as the runner reads it. */
const annotationsOf = (out: string): string[] => out.split("\n").filter((line) => /^::(?:error|warning|notice)[ :]/.test(line));

test("what fails is an error at its place, and the cause of the failure comes first", async () => {
  const { out } = await runStep(
    `step.reporter.warn("First a warning."); step.reporter.finding({ rule: "config", severity: "error", what: "It is wrong.", where: { file: "waybill.yml", line: 3, column: 5 } });
     throw new ActionError("verdict", "The check failed.");`,
  );
  expect(annotationsOf(out)).toEqual([
    "::error::The check failed.",
    "::error title=config,file=waybill.yml,line=3,col=5::It is wrong.",
    "::warning::First a warning.",
  ]);
});

test("what an error lists is shown at its places, each once", async () => {
  const { out } = await runStep(
    `const findings = [{ rule: "config", severity: "error", what: "Key 'a' is unknown", where: { file: "waybill.yml", line: 2 } }];
     step.reporter.finding(findings[0]);
     throw new ActionError("input", "waybill.yml:2 Key 'a' is unknown.", { findings });`,
  );
  expect(annotationsOf(out)).toEqual([
    "::error::waybill.yml:2 Key 'a' is unknown.",
    "::error title=config,file=waybill.yml,line=2::Key 'a' is unknown",
  ]);
});

test("a step has ten annotations at most, errors before warnings, and the last says how many more there are", async () => {
  const { out } = await runStep(
    `for (let at = 1; at <= 30; at++) step.reporter.finding({ rule: "config", severity: at > 12 ? "error" : "warning", what: "Finding " + at, where: { file: "a.yml", line: at } });
     throw new ActionError("verdict", "The check failed.");`,
  );
  const shown = annotationsOf(out);
  expect(shown).toHaveLength(10);
  expect(shown[0]).toBe("::error::The check failed.");
  expect(shown[1]).toContain("Finding 13");
  expect(shown.slice(0, 9).every((line) => line.startsWith("::error"))).toBe(true);
  expect(shown[9]).toBe("::notice::and 22 more, see the summary");
  // None is lost: the log has every one where it was found.
  for (let at = 1; at <= 30; at++) expect(out).toMatch(new RegExp(`Finding ${at}\\b`));
});

test("a place is named from the root of the repository, wherever the project lies in it", async () => {
  const dir = await mkdtemp(join(tmpdir(), "repository-"));
  await mkdir(join(dir, "checkout/.git"), { recursive: true });
  await mkdir(join(dir, "checkout/services/shop/deploy"), { recursive: true });
  await writeFile(join(dir, "checkout/services/shop/deploy/api.yaml"), "");
  const finding = `step.reporter.finding({ rule: "config", severity: "error", what: "Wrong.", where: { file: "deploy/api.yaml", line: 1 } });`;
  for (const folder of ["checkout/services/shop", "./checkout/services/shop/", join(dir, "checkout/services/shop")]) {
    const { out } = await runStep(finding, { GITHUB_WORKSPACE: dir, "INPUT_WORKING-DIRECTORY": folder });
    expect(out, folder).toContain("file=services/shop/deploy/api.yaml,line=1");
  }
});

test("findings become annotations at their line", async () => {
  const { out } = await runStep(
    `step.reporter.finding({ rule: "missing", severity: "error", what: "A value is missing.", where: { file: "a.csv", line: 7 } });`,
  );
  expect(out).toContain("title=missing,file=a.csv,line=7::A value is missing.");
});

test("cancelling says that the run was cancelled and what to do", async () => {
  const { code, out } = await runStep(
    `const alive = setInterval(() => undefined, 1000); setTimeout(() => process.kill(process.pid, "SIGTERM"), 50); await new Promise((_, no) => step.signal.addEventListener("abort", () => { clearInterval(alive); no(new Error("aborted")); }));`,
  );
  expect(code).toBe(1);
  expect(out).toContain("::error::The run was cancelled (SIGTERM). Start it again");
});

test("inputs are read strictly", async () => {
  const { out } = await runStep(
    `step.reporter.info(String(edge.readBoolean("a")) + edge.readList("b").join("|")); try { edge.readBoolean("c") } catch (e) { step.reporter.info(e.message) } edge.readInput("d", { required: true });`,
    { INPUT_A: "true", INPUT_B: "x, y\nz", INPUT_C: "yes" },
  );
  expect(out).toContain("truex|y|z");
  expect(out).toContain("Input 'c' is 'yes'; allowed are true and false; did you mean 'true'?");
  expect(out).toContain("::error::Input 'd' is required but empty");
});
