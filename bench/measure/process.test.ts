import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { measure } from "./process.ts";
import { ProcessTree } from "./process-tree.ts";

const cwd = tmpdir();
const HOG_MB = 150;
/** Fills memory, then keeps the processor busy for a while. */
const HOG = `const held = Buffer.alloc(${HOG_MB} * 1e6, 1); const end = process.cpuUsage().user + 4e5; while (process.cpuUsage().user < end); process.exitCode = held[0] - 1`;

test("memory and CPU time of a grandchild count, and its output and exit code arrive", async () => {
  const script = `"${process.execPath}" -e '${HOG}'; echo out; echo err >&2; exit 3`;
  const { code, stdout, stderr, peakBytes, cpuSeconds, wallSeconds } = await measure({ command: "sh", args: ["-c", script], cwd });
  expect({ code, stdout, stderr }).toEqual({ code: 3, stdout: "out\n", stderr: "err\n" });
  expect(peakBytes).toBeGreaterThan(HOG_MB * 1e6);
  expect(cpuSeconds).toBeGreaterThan(0.4);
  expect(wallSeconds).toBeGreaterThan(0);
});

test("a small process is not charged with the memory of whoever measures it", async () => {
  const { peakBytes } = await measure({ command: "sleep", args: ["0.3"], cwd });
  expect(peakBytes).toBeGreaterThan(0);
  expect(peakBytes).toBeLessThan(5e6);
});

test("a process that takes too long is ended with its children and has no exit code", async () => {
  const { code, stdout } = await measure({ command: "sh", args: ["-c", "sleep 61 & echo $!; wait"], cwd, timeoutMs: 300 });
  expect(code).toBeNull();
  await expect.poll(() => isAlive(Number(stdout))).toBe(false);
});

test("a program that does not exist is a failure with a reason", async () => {
  const { code, stderr } = await measure({ command: "no-such-program", args: [], cwd });
  expect(code).toBe(127);
  expect(stderr).toContain("no-such-program");
});

test("a child stays in the tree when its parent has ended", async () => {
  const parent = spawn("sh", ["-c", "sleep 62 & echo $!; read line"], { stdio: ["pipe", "pipe", "inherit"] });
  const [first] = await once(parent.stdout, "data");
  const child = Number(String(first));
  try {
    const tree = new ProcessTree(parent.pid ?? 0);
    expect(tree.look()).toEqual(expect.arrayContaining([parent.pid, child]));
    parent.stdin.end("\n");
    await once(parent, "exit");
    expect(tree.look()).toEqual([child]);
    expect(tree.memory()).toBeGreaterThan(0);
    expect(tree.memory(child)).toBe(0);
  } finally {
    process.kill(child);
  }
});

test("a process that nobody of the tree started is found by its command line", async () => {
  const stranger = spawn("sleep", ["63.25"], { stdio: "ignore" });
  try {
    await once(stranger, "spawn");
    await expect.poll(() => new ProcessTree(2 ** 30, "sleep 63.25").look()).toEqual([stranger.pid]);
  } finally {
    stranger.kill();
  }
});

/** Says whether a process runs; one that has ended and was not collected yet has no command line any more. */
function isAlive(pid: number): boolean {
  return existsSync(`/proc/${pid}/cmdline`) && readFileSync(`/proc/${pid}/cmdline`, "utf8") !== "";
}
