import { chmod, mkdir, mkdtemp, realpath, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { runCommand } from "./command.ts";
import { isAlive } from "./process.ts";

const env = { PATH: process.env["PATH"] ?? "" };
const node = (code: string, options: Partial<Parameters<typeof runCommand>[2]> = {}): ReturnType<typeof runCommand> =>
  runCommand(process.execPath, ["-e", code], { env, ...options });

async function script(name: string, text: string): Promise<string> {
  const dir = join(await mkdtemp(join(tmpdir(), "waybill-command-")), 'a "quoted" folder');
  await mkdir(dir);
  await writeFile(join(dir, name), text);
  await chmod(join(dir, name), 0o755);
  return dir;
}

test("gives both outputs and the exit code, and prints neither the command nor its output", async () => {
  const write = vi.spyOn(process.stdout, "write");
  const lines: string[] = [];
  const result = await node("console.log('ö1\\nö2'); console.error('e'); process.exitCode = 3", { onLine: (line) => lines.push(line) });
  expect(result).toEqual({ exitCode: 3, stdout: "ö1\nö2\n", stderr: "e\n" });
  expect(lines.toSorted()).toEqual(["e", "ö1", "ö2"]);
  expect(write.mock.calls.join("")).not.toMatch(/ö1|\[command\]/);
  write.mockRestore();
});

test("gives the program exactly the arguments, environment, folder and input that it was given", async () => {
  const cwd = await realpath(await mkdtemp(join(tmpdir(), "waybill-command-")));
  const args = ["a b", "$HOME", 'it\'s "q"', "", "*"];
  const code =
    "process.stdin.on('data', d => i += d).on('end', () => console.log(JSON.stringify([process.argv.slice(1), process.env, process.cwd(), i]))); let i = ''";
  const { stdout } = await runCommand(process.execPath, ["-e", code, "--", ...args], { env: { ONLY: "this" }, cwd, input: "in\n" });
  expect(JSON.parse(stdout)).toEqual([args, { ONLY: "this" }, cwd, "in\n"]);
});

test("a program that reads its input when there is none sees its end", async () => {
  expect((await node("process.stdin.on('end', () => console.log('end')).resume()")).stdout).toBe("end\n");
});

test("a program that ends without reading its input does no harm", async () => {
  expect((await node("process.exit(0)", { input: "x".repeat(1 << 20) })).exitCode).toBe(0);
});

test("finds a program on the PATH that it was given, whatever the folder is called", async () => {
  const dir = await script("waybill-greet", "#!/bin/sh\necho hello $1\n");
  expect(await runCommand("waybill-greet", ["you"], { env: { PATH: `/nowhere:${dir}` } })).toMatchObject({ stdout: "hello you\n" });
});

test("says which program is missing, and which one cannot be started", async () => {
  await expect(runCommand("waybill-none", [], { env })).rejects.toMatchObject({
    kind: "environment",
    message: "The program 'waybill-none' is not on this machine. Install it or correct its path.",
  });
  const dir = await script("waybill-broken", "#!/nowhere/interpreter\n");
  await expect(runCommand("waybill-broken", [], { env: { PATH: dir } })).rejects.toMatchObject({
    kind: "environment",
    message: expect.stringContaining("'waybill-broken' could not be started"),
  });
});

test("a cancelled run ends its own program, with the reason of the cancellation, and no other", async () => {
  const controller = new AbortController();
  const reason = new Error("the user pressed a key");
  const pids: number[] = [];
  const wait = "console.log(process.pid); setTimeout(() => {}, 60_000)";
  let bystanderReady: () => void = () => undefined;
  const ready = new Promise<void>((done) => (bystanderReady = done));
  const stopBystander = new AbortController();
  const bystander = node(wait, { onLine: (line) => void (pids.push(Number(line)), bystanderReady()), signal: stopBystander.signal });
  await ready;
  const cancelled = node(wait, { onLine: (line) => void (pids.push(Number(line)), controller.abort(reason)), signal: controller.signal });
  await expect(cancelled).rejects.toBe(reason);
  expect(pids.map(isAlive)).toEqual([true, false]);
  stopBystander.abort(reason);
  await expect(bystander).rejects.toBe(reason);
});

test("a program that is cancelled before it starts does not start, or ends at once", async () => {
  const reason = new Error("too late");
  await expect(node("0", { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  const controller = new AbortController();
  const soon = node("setTimeout(() => {}, 60_000)", { signal: controller.signal });
  controller.abort(reason);
  await expect(soon).rejects.toBe(reason);
});

test("a program that takes too long is stopped", async () => {
  await expect(node("setTimeout(() => {}, 60_000)", { timeoutMs: 50 })).rejects.toMatchObject({
    kind: "command",
    message: expect.stringContaining("did not end within 0.05 s and was stopped"),
  });
});
