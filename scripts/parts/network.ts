import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { runCommand, tryCommand } from "./command.ts";
import { otherRunLives } from "./daemon.ts";
import { debianPackages, debianVersion } from "./debian.ts";
import type { Part } from "./part.ts";
import type { Run } from "./run.ts";

const FORWARDING = "/proc/sys/net/ipv4/ip_forward";
/** Servers on loopback that pods and containers may reach through the address of the host. */
const REACHABLE = ["postgres-15", "postgres-18", "mariadb", "registry"];

/** Two bridges, one for containers and one for pods, and the rules that let them reach the databases and the registry on loopback. */
export const network: Part = {
  name: "network",
  version: "of the kernel",
  needs: [],
  install: async () => {
    await debianPackages("iptables", "iproute2", "conntrack");
    return `Debian iptables ${await debianVersion("iptables")}`;
  },
  start: async (run) => {
    await enableForwarding(run);
    await addBridge(bridgeName(run, "docker"), `${run.network}.1.1/24`);
    await addBridge(bridgeName(run, "pods"), `${run.network}.2.1/24`);
    await addRules(run);
    return {};
  },
  ready: async (run) => {
    if (!(await linkExists(bridgeName(run, "docker")))) return false;
    return (await linkExists(bridgeName(run, "pods"))) && (await tryCommand("iptables", ["-w", "-t", "nat", "-C", ...jump(run)])).code === 0;
  },
  stop: async (run) => {
    await removeRules(run);
    for (const kind of ["docker", "pods"] as const) await tryCommand("ip", ["link", "delete", bridgeName(run, kind)]);
    await restoreForwarding(run);
  },
};

/** Returns the address at which pods and containers reach the host. */
export function hostFromPods(run: Run): string {
  return `${run.network}.2.1`;
}

/** Returns the name of one of this run's bridges. */
export function bridgeName(run: Run, kind: "docker" | "pods"): string {
  return `wb${run.id}${kind === "docker" ? "d" : "p"}`;
}

async function linkExists(name: string): Promise<boolean> {
  return (await tryCommand("ip", ["link", "show", name])).code === 0;
}

async function addBridge(name: string, address: string): Promise<void> {
  if (!(await linkExists(name))) await runCommand("ip", ["link", "add", name, "type", "bridge"]);
  await runCommand("ip", ["address", "replace", address, "dev", name]);
  await runCommand("ip", ["link", "set", name, "up"]);
  // Loopback addresses are otherwise refused as the target of a packet that came from elsewhere.
  await writeFile(`/proc/sys/net/ipv4/conf/${name}/route_localnet`, "1");
}

/** dockerd would set the policy of the FORWARD chain to DROP, for everybody, if it had to enable forwarding itself. */
async function enableForwarding(run: Run): Promise<void> {
  if ((await readFile(FORWARDING, "utf8")).trim() === "1") return;
  await writeFile(FORWARDING, "1");
  await writeFile(run.path("forwarding-was-off"), "");
}

async function restoreForwarding(run: Run): Promise<void> {
  if (existsSync(run.path("forwarding-was-off")) && !(await otherRunLives(run))) await writeFile(FORWARDING, "0");
}

async function addRules(run: Run): Promise<void> {
  await removeRules(run);
  const nat = (...args: string[]): Promise<string> => runCommand("iptables", ["-w", "-t", "nat", ...args]);
  await nat("-N", chain(run));
  for (const name of REACHABLE) {
    const port = String(await run.port(name));
    await nat("-A", chain(run), "-p", "tcp", "--dport", port, "-j", "DNAT", "--to-destination", `127.0.0.1:${port}`);
  }
  await nat("-I", ...jump(run));
  for (const rule of forwards(run)) await runCommand("iptables", ["-w", "-I", ...rule]);
}

async function removeRules(run: Run): Promise<void> {
  await tryCommand("iptables", ["-w", "-t", "nat", "-D", ...jump(run)]);
  for (const action of ["-F", "-X"]) await tryCommand("iptables", ["-w", "-t", "nat", action, chain(run)]);
  for (const rule of forwards(run)) await tryCommand("iptables", ["-w", "-D", ...rule]);
}

function chain(run: Run): string {
  return `WAYBILL-${run.id}`;
}

function jump(run: Run): string[] {
  return ["PREROUTING", "-i", `wb${run.id}+`, "-d", hostFromPods(run), "-p", "tcp", "-j", chain(run)];
}

function forwards(run: Run): string[][] {
  const pods = bridgeName(run, "pods");
  return [
    ["FORWARD", "-i", pods, "-j", "ACCEPT"],
    ["FORWARD", "-o", pods, "-j", "ACCEPT"],
  ];
}
