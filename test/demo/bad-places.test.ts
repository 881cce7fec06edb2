import { spawn, spawnSync } from "node:child_process";
import { appendFile, chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { collectingReporter, SILENT } from "@waybill/kit";
import { ROOT } from "@waybill/testing/repository";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rehearse } from "../../packages/cli/src/rehearse.ts";
import type { RehearsalOptions } from "../../packages/cli/src/rehearse.ts";

const TIMEOUT_MS = 120_000;
const MAIN = new URL("../../packages/cli/src/main.ts", import.meta.url).pathname;
const isRoot = process.getuid?.() === 0;

let folder: string;
let workspace: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "waybill-bad-"));
  workspace = join(folder, "Müllers Läden & Co/größe 2");
  // Another user's git asks for this.
  await writeFile(join(folder, ".gitconfig"), "[safe]\n  directory = *\n");
  await cp(join(ROOT, "examples/minimal"), workspace, { recursive: true });
  for (const name of await readdir(workspace, { recursive: true })) {
    if (!/\.(ya?ml|js|json)$|Dockerfile|\.dockerignore$/.test(name)) continue;
    const path = join(workspace, name);
    await writeFile(path, (await readFile(path, "utf8")).replaceAll("\n", "\r\n"));
  }
  const git = (...args: string[]): unknown => spawnSync("git", ["-C", workspace, "-c", "user.name=a", "-c", "user.email=a@b.c", ...args]);
  git("init", "--quiet", "--initial-branch", 'größe#1/(x)y&"z');
  git("add", "--all");
  git("commit", "--quiet", "--message", "All of it");
});
afterAll(async () => {
  await run({ stop: true });
  await rm(folder, { recursive: true, force: true });
}, TIMEOUT_MS);

async function run(options: Partial<RehearsalOptions> = {}): Promise<{ text: string; verdict?: string; error?: Error }> {
  let text = "";
  const print = (part: string): void => void (text += part);
  // There is no Docker Engine at this address.
  const env = { PATH: process.env["PATH"] ?? "", DOCKER_HOST: "unix:///nonexistent/docker.sock" };
  const around = { env, reporter: SILENT, signal: new AbortController().signal, print, workspace, rehearsalDir: join(folder, "the world") };
  try {
    return { verdict: await rehearse({ ...around, ...options }), text };
  } catch (error) {
    return { text, error: error as Error };
  }
}

/** Runs the program itself, as a shell would. */
async function program(
  script: string,
  env: Readonly<Record<string, string>>,
  options: { readonly uid?: number; readonly cwd?: string } = {},
) {
  return new Promise<{ code: number | null; out: string }>((done) => {
    const call = `${script} '${process.execPath}' --conditions=@waybill/source --no-warnings '${MAIN}' rehearse`;
    const child = spawn("bash", ["-c", call], {
      cwd: workspace,
      env: { PATH: process.env["PATH"] ?? "", HOME: folder, ...env },
      ...options,
    });
    let out = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => void (out += chunk.toString()));
    child.on("close", (code) => done({ code, out }));
  });
}

test(
  "without Docker, with the line ends of Windows, spaces and letters beyond ASCII in every path, on a branch of odd characters",
  { timeout: TIMEOUT_MS },
  async () => {
    const { text, verdict, error } = await run();
    expect(error).toBeUndefined();
    expect(verdict).toMatch(/^(pass|warn)$/);
    expect(text).toMatch(/Answers now +http:[^]*It runs\./);
    expect(text).toContain(`waybill rehearse --stop -C ${JSON.stringify(workspace)}`);
  },
);

test(
  "a rehearsal that is stopped while it is under way says so, and repeats no address that does not answer",
  { timeout: TIMEOUT_MS },
  async () => {
    const reporter = collectingReporter();
    const running = run({ reporter });
    await expect.poll(() => reporter.lines.join("\n"), { timeout: TIMEOUT_MS }).toContain("Look at what is needed");
    await run({ stop: true });
    const { error, text } = await running;
    expect(error?.message).toMatch(/^The rehearsal's background processes ended while it was under way: .* Rehearse again\.$/);
    expect(text).not.toContain("ECONNREFUSED");
  },
);

test("a disk without room is told in one sentence", { timeout: TIMEOUT_MS }, async () => {
  const state = join(folder, "full");
  await mkdir(state);
  // A database is what takes room.
  const cwd = join(folder, "with a database");
  await cp(workspace, cwd, { recursive: true });
  await mkdir(join(cwd, "db"));
  await writeFile(join(cwd, "db/0001_orders.up.sql"), "CREATE TABLE orders (id bigint PRIMARY KEY);\n");
  await appendFile(join(cwd, "waybill.yml"), "databases: { main: { url: env:DATABASE_URL, migrations: db } }\r\n");
  // As with a full disk, small files find room and a large one does not.
  const { code, out } = await program("ulimit -f 2000; trap '' XFSZ; exec", { XDG_STATE_HOME: state }, { cwd });
  expect(out).toMatch(
    /waybill: The rehearsal did not start, because there is no room for its images and data in '[^']+'\. Free some space/,
  );
  await run({ stop: true, workspace: cwd, rehearsalDir: undefined, env: { XDG_STATE_HOME: state } });
  expect(out).not.toMatch(/initdb|ENOSPC|EFBIG/);
  expect(code).toBe(1);
});

test.each([
  [
    "the user's own folder",
    "state",
    /waybill: The rehearsal keeps its images and data in '[^']+', which cannot be written \(EACCES\)\. Check who owns the folder/,
  ],
  ["the project", "project", /waybill: This user may not read or write a file\. Check who owns it \(EACCES: .*größe 2\/\.waybill'\)/],
])("without permission to write %s nothing is left behind, and the next step is said", { timeout: TIMEOUT_MS }, async (_, which, said) => {
  const state = await mkdtemp(join(folder, "state-"));
  await rm(join(workspace, ".waybill"), { recursive: true, force: true });
  for (const path of [folder, join(workspace, ".."), workspace]) await chmod(path, 0o755);
  await chmod(state, which === "state" ? 0o555 : 0o777);
  await chmod(workspace, 0o555);
  const { code, out } = await program("exec", { XDG_STATE_HOME: state, HOME: folder }, isRoot ? { uid: 65_534 } : {});
  await chmod(workspace, 0o755);
  await rehearse({
    env: { XDG_STATE_HOME: state, PATH: "" },
    reporter: SILENT,
    signal: new AbortController().signal,
    print: () => undefined,
    workspace,
    stop: true,
  });
  await chmod(state, 0o755);
  expect(out).toMatch(said);
  expect(code).toBe(1);
  expect(await readdir(workspace)).not.toContain(".waybill");
});
