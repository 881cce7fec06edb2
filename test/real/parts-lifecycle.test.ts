import { randomBytes } from "node:crypto";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCommand, tryCommand } from "../../scripts/parts/install/command.ts";
import type { PartsState } from "../../scripts/parts/state.ts";

// A second set of parts in a network of its own, so that the first one, which all other tests use, is left in peace.
const CLI = resolve(import.meta.dirname, "../../scripts/parts.ts");
const directory = join(tmpdir(), `waybill-parts-test-${randomBytes(4).toString("hex")}`);
let network: ChildProcess;

beforeAll(async () => {
  network = spawn("unshare", ["--net", "sleep", "infinity"], { stdio: "ignore" });
  await once(network, "spawn");
  for (let left = 50; left > 0 && (await inside("ip", "-br", "link")).split("\n").length > 2; left -= 1) await sleep(100);
  await inside("ip", "link", "set", "lo", "up");
});

afterAll(async () => {
  await tryCommand("nsenter", [`--net=/proc/${network.pid}/ns/net`, process.execPath, CLI, "stop"], { env: environment() });
  network.kill("SIGKILL");
  rmSync(directory, { recursive: true, force: true });
});

test("start makes everything run, a second start does nothing, and stop leaves nothing", async () => {
  const before = await traces();
  await parts("start");
  expect(missing(readState())).toEqual([]);
  await useEverything(readState());
  const first = readFileSync(join(directory, "parts.json"), "utf8");
  const processes = await ownProcesses();
  await parts("start");
  expect(readFileSync(join(directory, "parts.json"), "utf8")).toBe(first);
  expect(await ownProcesses()).toEqual(expect.arrayContaining(processes));
  await parts("stop");
  expect(await traces()).toEqual(before);
});

test("a part that was killed runs again with the same address and its data", async () => {
  await parts("start", "registry", "postgres-15", "images");
  const before = readState();
  for (const name of ["registry", "postgres-15"])
    process.kill(Number(readFileSync(join(directory, `${name}.pid`), "utf8").split(" ")[0]), "SIGKILL");
  await sleep(500);
  await parts("start", "registry", "postgres-15", "images");
  expect(readState()).toEqual(before);
  expect(await parts("status", "registry", "postgres-15", "images")).toMatch(/(?:.* runs .*\n){3}/);
  await parts("stop");
});

test.each([300, 1500, 4000, 7000])("what a start that was killed after %i ms left is gone after stop", async (milliseconds) => {
  const before = await traces();
  const start = spawn("nsenter", nsenter(process.execPath, CLI, "start"), { env: environment(), stdio: "ignore" });
  await sleep(milliseconds);
  start.kill("SIGKILL");
  await parts("stop");
  expect(await traces()).toEqual(before);
});

test("the start after one that was killed repairs what it left", async () => {
  const start = spawn("nsenter", nsenter(process.execPath, CLI, "start"), { env: environment(), stdio: "ignore" });
  await sleep(2500);
  start.kill("SIGKILL");
  await parts("start");
  expect(missing(readState())).toEqual([]);
  await useEverything(readState());
  await parts("stop");
});

test("status shows no password", async () => {
  await parts("start", "postgres-15", "mariadb");
  const { postgres, mariadb } = readState();
  const shown = await parts("status");
  for (const url of [postgres?.[0]?.url ?? "", mariadb?.url ?? ""]) expect(shown).not.toContain(new URL(url).password);
  await parts("stop");
});

test("an unknown part is named, with those there are", async () => {
  const { code, stderr } = await tryCommand(process.execPath, [CLI, "start", "mongodb"], { env: environment() });
  expect(code).toBe(1);
  expect(stderr).toMatch(/no part 'mongodb'. The parts are .*registry.*kubernetes/);
});

/** Leaves running containers and pods behind, which is what stopping has to deal with. */
async function useEverything(state: Partial<PartsState>): Promise<void> {
  const busybox = state.images?.busybox ?? "";
  const kubectl = ["--kubeconfig", state.kubernetes?.kubeconfig ?? ""];
  await inside(state.buildkit?.dockerBin ?? "", "-H", state.docker?.host ?? "", "run", "-d", busybox, "sleep", "1000");
  await inside(state.tools?.kubectl ?? "", ...kubectl, "run", "sleeper", `--image=${busybox}`, "--command", "--", "sleep", "1000");
  await inside(state.tools?.kubectl ?? "", ...kubectl, "wait", "pod/sleeper", "--for=condition=Ready", "--timeout=60s");
}

/** Everything on the machine that a run could leave behind, but for what carries the name of another run. */
async function traces(): Promise<Record<string, readonly string[]>> {
  const mounts = readFileSync("/proc/mounts", "utf8")
    .split("\n")
    .map((line) => line.split(" ")[1] ?? "");
  const cgroups = (await runCommand("find", ["/sys/fs/cgroup", "-maxdepth", "2", "-type", "d", "-name", "waybill-*"])).split("\n");
  return {
    processes: await ownProcesses(),
    mounts: mounts.filter((path) => path.startsWith(`${directory}/`)),
    links: (await inside("ip", "-br", "link")).split("\n"),
    rules: (await inside("iptables-save")).split("\n").filter((line) => /^-A|^:\S+ - /.test(line)),
    listeners: (await inside("ss", "-Hltn")).split("\n"),
    cgroups: cgroups.filter((path) => path !== "").toSorted(),
    logs: linksInto("/var/log/containers"),
    folders: existsSync(directory) ? readdirSync(directory) : [],
    lock: existsSync(`${directory}.lock`) ? ["held"] : [],
  };
}

async function ownProcesses(): Promise<string[]> {
  const found: string[] = [];
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    const { stdout } = await tryCommand("cat", [`/proc/${pid}/environ`, `/proc/${pid}/cmdline`]);
    if (stdout.includes(`WAYBILL_PARTS_OWNER=${directory}\0`) || stdout.includes(`${directory}/`)) found.push(pid);
  }
  // The helper that reads a process carries its number only; containers in our network have no name of ours.
  const { stdout } = await tryCommand("find", [
    "/proc",
    "-maxdepth",
    "3",
    "-path",
    "*/ns/net",
    "-lname",
    await inside("readlink", "-n", "/proc/self/ns/net"),
  ]);
  return [...new Set([...found, ...stdout.split("\n").map((path) => path.split("/")[2] ?? "")])]
    .filter((pid) => /^\d+$/.test(pid))
    .toSorted();
}

function linksInto(path: string): string[] {
  return existsSync(path) ? readdirSync(path).filter((name) => name.startsWith("sleeper_")) : [];
}

function missing(state: Partial<PartsState>): string[] {
  const keys = ["registry", "docker", "buildkit", "postgres", "mariadb", "kubernetes", "tools", "images"] as const;
  return keys.filter((key) => state[key] === undefined);
}

function readState(): Partial<PartsState> {
  return JSON.parse(readFileSync(join(directory, "parts.json"), "utf8")) as Partial<PartsState>;
}

function parts(...args: string[]): Promise<string> {
  return runCommand("nsenter", nsenter(process.execPath, CLI, ...args), { env: environment() });
}

function inside(...command: string[]): Promise<string> {
  return runCommand("nsenter", nsenter(...command));
}

function nsenter(...command: string[]): string[] {
  return [`--net=/proc/${network.pid}/ns/net`, ...command];
}

function environment(): Record<string, string | undefined> {
  return { ...process.env, WAYBILL_PARTS_RUN: directory };
}
