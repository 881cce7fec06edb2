import { existsSync } from "node:fs";
import { readFile, rm, rmdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { otherRunLives } from "./install/daemon.ts";
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

/** Folders with fixed places that the kubelet, containerd and the network plugins make for themselves; inner ones last. */
const FOLDERS = [
  "/var/lib/kubelet",
  "/var/lib/kubelet/device-plugins",
  "/var/lib/cni",
  "/var/lib/cni/results",
  "/var/log/containers",
  "/run/containerd",
  "/run/containerd/s",
  "/run/containerd/runc",
  "/run/containerd/runc/k8s.io",
  "/run/docker",
  "/run/docker/plugins",
  "/opt/containerd",
  "/opt/containerd/bin",
  "/opt/containerd/lib",
];

/** Writes down the kernel's settings and which folders are not there, once in a run. */
export async function keepSettings(run: Run): Promise<void> {
  if (existsSync(file(run))) return;
  const values: Record<string, string> = {};
  for (const name of SETTINGS) if (existsSync(path(name))) values[name] = (await readFile(path(name), "utf8")).trim();
  const absent = FOLDERS.filter((folder) => !existsSync(folder));
  await writeFile(file(run), JSON.stringify({ values, absent }));
}

/** Puts the kernel's settings back and removes the folders that came, unless another run still needs them. */
export async function restoreSettings(run: Run): Promise<void> {
  if (!existsSync(file(run)) || (await otherRunLives(run))) return;
  const { values, absent } = JSON.parse(await readFile(file(run), "utf8")) as Kept;
  for (const [name, value] of Object.entries(values)) {
    const now = (await readFile(path(name), "utf8")).trim();
    if (now !== value) await writeFile(path(name), value);
  }
  if (absent.includes("/var/lib/kubelet")) await rm("/var/lib/kubelet/device-plugins/kubelet.sock", { force: true });
  // A folder in which somebody else has put something stays.
  for (const folder of absent.toReversed()) await rmdir(folder).catch(() => undefined);
}

interface Kept {
  readonly values: Readonly<Record<string, string>>;
  readonly absent: readonly string[];
}

function file(run: Run): string {
  return run.path("settings.json");
}

function path(name: string): string {
  return join("/proc/sys", name);
}
