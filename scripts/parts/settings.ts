import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { otherRunLives } from "./daemon.ts";
import type { Run } from "./run.ts";

/** Settings of the kernel that the engines and the kubelet change without asking. */
const SETTINGS = [
  "net/ipv4/ip_forward",
  "net/ipv4/conf/all/route_localnet",
  "net/bridge/bridge-nf-call-iptables",
  "net/bridge/bridge-nf-call-ip6tables",
  "vm/overcommit_memory",
  "vm/panic_on_oom",
  "kernel/panic",
  "kernel/panic_on_oops",
  "kernel/keys/root_maxkeys",
  "kernel/keys/root_maxbytes",
];

/** Writes down the kernel's settings, once in a run. */
export async function keepSettings(run: Run): Promise<void> {
  if (existsSync(file(run))) return;
  const values: Record<string, string> = {};
  for (const name of SETTINGS) if (existsSync(path(name))) values[name] = (await readFile(path(name), "utf8")).trim();
  await writeFile(file(run), JSON.stringify(values));
}

/** Puts the kernel's settings back, unless another run still needs them. */
export async function restoreSettings(run: Run): Promise<void> {
  if (!existsSync(file(run)) || (await otherRunLives(run))) return;
  const values = JSON.parse(await readFile(file(run), "utf8")) as Record<string, string>;
  for (const [name, value] of Object.entries(values)) {
    const now = (await readFile(path(name), "utf8")).trim();
    if (now !== value) await writeFile(path(name), value);
  }
}

function file(run: Run): string {
  return run.path("settings.json");
}

function path(name: string): string {
  return join("/proc/sys", name);
}
