import { existsSync } from "node:fs";
import { lstat, mkdir, readdir, readlink, rm, rmdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cgroupRoot } from "./cluster-files.ts";
import { tryCommand } from "../install/command.ts";
import { endProcesses, findNeighbours, findOwnProcesses } from "../install/daemon.ts";
import type { Run } from "../run.ts";

const CGROUPS = "/sys/fs/cgroup";
const CONTROLLERS = ["cpu", "cpuset", "memory", "pids", "io", "hugetlb"];

/** Makes the cgroup under which the kubelet puts its pods; with another kubelet's root it would end that one's pods. */
export async function prepareCgroups(run: Run): Promise<void> {
  // The kubelet wants every controller in its root; what the machine does not have, it says itself.
  if (isUnified())
    for (const name of CONTROLLERS) await writeFile(join(CGROUPS, "cgroup.subtree_control"), `+${name}`).catch(() => undefined);
  for (const hierarchy of await hierarchies()) {
    const path = join(hierarchy, cgroupRoot(run));
    await mkdir(path, { recursive: true });
    if (hierarchy.endsWith("/cpuset")) await inheritCpus(hierarchy, path);
  }
}

/** Ends the containers of all pods and what holds them. */
export async function endPods(run: Run, ctr: () => Promise<string>): Promise<void> {
  if (existsSync(run.path("containerd.sock"))) {
    const args = ["-a", run.path("containerd.sock"), "-n", "k8s.io", "tasks", "ls", "-q"];
    const listed = await tryCommand(await ctr(), args, { timeoutMs: 5_000 });
    for (const task of listed.stdout.split("\n").filter(Boolean)) {
      await tryCommand(await ctr(), [...args.slice(0, 5), "rm", "-f", task], { timeoutMs: 5_000 });
    }
  }
  await endShims(run);
}

async function endShims(run: Run): Promise<void> {
  const own = await findOwnProcesses(run);
  const shims = [];
  for (const pid of own) if ((await commandOf(pid)).includes(run.path("containerd.sock"))) shims.push(pid);
  if (shims.length > 0) await endProcesses(shims, 1_000);
}

async function commandOf(pid: number): Promise<string> {
  const { stdout } = await tryCommand("cat", [`/proc/${pid}/cmdline`]);
  return stdout.includes("containerd-shim") ? stdout : "";
}

/** Removes what a cluster leaves outside the run directory: rules, links to logs, network results, cgroups. */
export async function cleanCluster(run: Run): Promise<void> {
  await removeProxyRules();
  await removeLinksInto("/var/log/containers", run.directory);
  await removeNetworkResults(run);
  for (const hierarchy of await hierarchies()) {
    for (const name of [cgroupRoot(run), `/waybill-${run.id}-docker`, `/waybill-${run.id}-buildkit`])
      await removeCgroup(join(hierarchy, name));
  }
}

/** kube-proxy's chains have the same names in every cluster, so they go only with the last one. */
async function removeProxyRules(): Promise<void> {
  for (const program of ["kube-proxy", "kubelet"]) if ((await findNeighbours(program)).length > 0) return;
  for (const program of ["iptables", "ip6tables"]) {
    const { code, stdout } = await tryCommand(`${program}-save`, []);
    if (code !== 0 || !stdout.includes(":KUBE-")) continue;
    const kept = stdout.split("\n").filter((line) => !/^(:|-A )KUBE-/.test(line) && !/-j KUBE-/.test(line));
    await tryCommand(`${program}-restore`, ["-w"], { input: kept.join("\n") });
  }
}

async function removeLinksInto(directory: string, target: string): Promise<void> {
  for (const name of await names(directory)) {
    const path = join(directory, name);
    const isLink = (await lstat(path)).isSymbolicLink();
    if (isLink && (await readlink(path)).startsWith(`${target}/`)) await rm(path, { force: true });
  }
}

/** The network plugins write down what they did for each pod; a pod that was ended by force leaves its notes. */
async function removeNetworkResults(run: Run): Promise<void> {
  const pods = await names(run.path("kubernetes", "containerd", "io.containerd.grpc.v1.cri", "sandboxes"));
  const alive = await names(run.path("kubernetes", "containerd-state", "io.containerd.grpc.v1.cri", "sandboxes"));
  const ids = [...pods, ...alive];
  for (const directory of ["/var/lib/cni/results", "/var/lib/cni/cache/results"]) {
    for (const name of await names(directory)) {
      const isOurs = name.startsWith(`waybill-${run.id}-`) || ids.some((id) => name.includes(id));
      if (isOurs) await rm(join(directory, name), { force: true });
    }
  }
}

async function names(directory: string): Promise<string[]> {
  return existsSync(directory) ? readdir(directory) : [];
}

function isUnified(): boolean {
  return existsSync(join(CGROUPS, "cgroup.controllers"));
}

/** cgroup v1 has a folder for each controller, v2 one for all. */
async function hierarchies(): Promise<string[]> {
  if (isUnified()) return [CGROUPS];
  const folders = await readdir(CGROUPS, { withFileTypes: true });
  return folders.filter((entry) => entry.isDirectory()).map((entry) => join(CGROUPS, entry.name));
}

/** A new cpuset has no processors, and nothing can run in it. */
async function inheritCpus(from: string, to: string): Promise<void> {
  for (const file of ["cpuset.cpus", "cpuset.mems"]) {
    await tryCommand("sh", ["-c", `[ -n "$(cat "$2/$3")" ] || cat "$1/$3" > "$2/$3"`, "sh", from, to, file]);
  }
}

/** The folders of a cgroup are removed from the inside out; a file in them is not a real one. */
async function removeCgroup(path: string): Promise<void> {
  if (!existsSync(path)) return;
  const inner = (await readdir(path, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  for (const entry of inner) await removeCgroup(join(path, entry.name));
  await rmdir(path).catch(() => undefined); // A process that is just ending still holds it; the next stop removes it.
}
