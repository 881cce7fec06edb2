import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { commitAll, layOutWorkflows, openFolder, pushWithAct, ROOT } from "./act.ts";
import type { ActOptions, ActRun } from "./act.ts";

/** One step of a stand-in action: which action, with which inputs, and what its environment held. */
export interface Call {
  readonly action: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
}

/** What the stand-ins answer. */
export interface Answers {
  readonly matrix: Readonly<Record<"data" | "models" | "images" | "databases" | "environments", readonly string[]>>;
  /** Call that fails, as `described` names it. */
  readonly failing?: string;
  /** Call that ends well without setting any output. */
  readonly silent?: string;
}

/** It says what the cloud's own actions are given, so it is the real one; its process is started with `SOURCES`. */
const READ_CLOUD = pathToFileURL(join(ROOT, "actions/read-cloud/src/main.ts")).href;
/** Lets a step run our sources as they are. */
const SOURCES = { NODE_OPTIONS: "--conditions=@waybill/source" };

/** A call in one line: `migrate-database apply production`. */
export function described({ action, inputs }: Call): string {
  return [action, inputs["command"], inputs["name"], inputs["environment"]].filter(Boolean).join(" ");
}

/**
 * Lays out the real workflows and the real metadata with actions that only write down how they were called, so that the wiring of the
 * workflows is tested without a registry, a database or a cluster.
 */
export async function layOutStandIns(into: string, answers: Answers): Promise<{ calls: () => Promise<Call[]> }> {
  const log = join(into, "calls.jsonl");
  await layOutWorkflows(into);
  // Pushing goes past the stand-ins; the command is there for its login alone.
  await writeFile(join(into, "bin/docker"), `#!/bin/sh\necho "cloud: docker $*, with $(cat)"\n`, { mode: 0o755 });
  for (const name of await readdir(join(ROOT, "actions"))) {
    await mkdir(join(into, "dist", name), { recursive: true });
    await writeFile(join(into, "dist", name, "package.json"), '{ "type": "module" }\n');
    await writeFile(
      join(into, "dist", name, "index.js"),
      name === "read-cloud"
        ? `import ${JSON.stringify(READ_CLOUD)};\n`
        : `const ACTION = ${JSON.stringify(name)};\nconst LOG = ${JSON.stringify(log)};\nconst ANSWERS = ${JSON.stringify(answers)};\n${STAND_IN}`,
    );
  }
  return {
    async calls() {
      const text = existsSync(log) ? await readFile(log, "utf8") : "";
      return text
        .trimEnd()
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as Call);
    },
  };
}

/** Runs a caller's workflow of `acme/churn` on the stand-ins; default: a push. */
export async function runOnStandIns(
  answers: Answers,
  caller: string,
  {
    secrets,
    start = pushWithAct,
  }: { secrets?: Readonly<Record<string, string>>; start?: ((options: ActOptions) => Promise<ActRun>) | undefined } = {},
): Promise<ActRun & { calls: Call[] }> {
  await using product = await openFolder("product");
  await using repository = await openFolder("caller");
  const { calls } = await layOutStandIns(product.path, answers);
  await mkdir(join(repository.path, ".github/workflows"), { recursive: true });
  await writeFile(join(repository.path, ".github/workflows/release.yml"), caller);
  await commitAll(repository.path, "acme/churn");
  const run = await start({ repository: repository.path, product: product.path, secrets: secrets ?? {}, env: SOURCES });
  return { ...run, calls: await calls() };
}

const STAND_IN = `
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
const inputs = {};
for (const [key, value] of Object.entries(process.env)) if (key.startsWith("INPUT_") && value !== "") inputs[key.slice(6).toLowerCase()] = value;
const environment = Object.fromEntries(["DATABASE_URL", "BASE_IMAGE", "WAYBILL_ENV"].filter((key) => process.env[key]).map((key) => [key, process.env[key]]));
appendFileSync(LOG, JSON.stringify({ action: ACTION, inputs, environment }) + "\\n");
const set = (name, value) => appendFileSync(process.env.GITHUB_OUTPUT, name + "=" + value + "\\n");
const digest = (letter) => "sha256:" + letter.repeat(64);
const described = [ACTION, inputs.command, inputs.name, inputs.environment].filter(Boolean).join(" ");
if (described === ANSWERS.silent) process.exit(0);
if (described === ANSWERS.failing) {
  if (ACTION === "waybill") set("artifact", ["waybill", inputs.environment, inputs.command].join("-"));
  console.log("::error::It fails on purpose.");
  process.exit(1);
}
const write = (folder, files) => {
  mkdirSync(".waybill/" + folder, { recursive: true });
  for (const file of files) writeFileSync(".waybill/" + folder + "/" + file, "");
};
if (ACTION === "waybill") {
  set("artifact", ["waybill", inputs.environment, inputs.command].filter(Boolean).join("-"));
  set("matrix", JSON.stringify(ANSWERS.matrix));
  if (inputs.command === "matrix") {
    for (const [kind, names] of Object.entries(ANSWERS.matrix)) set("matrix-" + kind, JSON.stringify(names));
  }
  if (inputs.command === "plan") {
    write("plan", ["report.html"]);
    set("report", ".waybill/plan/report.html");
    set("plan-digest", digest("d"));
  }
  if (inputs.command === "apply") {
    write(inputs.environment, ["record.json", "report.html", "brief.md"]);
    set("report", ".waybill/" + inputs.environment + "/report.html");
  }
  if (inputs.command === "apply" || inputs.command === "summary")
    set("images", JSON.stringify(Object.fromEntries(ANSWERS.matrix.images.map((name) => [name, "registry.example/acme/" + name + "@" + digest("a")]))));
}
if (ACTION === "migrate-database") { set("plan-digests", inputs["plan-digest"] ?? JSON.stringify({ main: digest("b") })); set("applied", 3); }
set("verdict", "pass");
`;
