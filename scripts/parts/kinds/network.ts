import { writeFile } from "node:fs/promises";
import { runCommand, tryCommand } from "../install/command.ts";
import { debianPackages, debianVersion } from "../install/debian.ts";
import type { Part } from "../part.ts";
import type { Run } from "../run.ts";
import { keepSettings, restoreSettings } from "../settings.ts";

/** Servers on loopback that pods and containers may reach through the address of the host. */
const REACHABLE = ["postgres-15", "postgres-18", "mariadb", "registry"];

/** Two bridges, one for containers and one for pods, and the rules that let them reach each other, other machines, and the databases and the registry on loopback. */
export const network: Part = {
  name: "network",
  version: "of the kernel",
  needs: [],
  install: async () => {
    await debianPackages("iptables", "iproute2", "conntrack");
    return `Debian iptables ${await debianVersion("iptables")}`;
  },
  start: async (run) => {
    await keepSettings(run);
    await writeFile("/proc/sys/net/ipv4/ip_forward", "1");
    await addBridge(bridgeName(run, "docker"), `${run.network}.1.1/24`);
    await addBridge(bridgeName(run, "pods"), `${run.network}.2.1/24`);
    // Without it the host finds a Service only where it has a default route.
    await runCommand("ip", ["route", "replace", serviceNetwork(run), "dev", bridgeName(run, "pods"), "src", hostFromPods(run)]);
    await addRules(run);
    return {};
  },
  ready: async (run) => {
    if (!(await linkExists(bridgeName(run, "docker")))) return false;
    return (
      (await linkExists(bridgeName(run, "pods"))) && (await tryCommand("iptables", ["-w", "-t", "nat", "-C", ...jump(run)])).code === 0
    );
  },
  stop: async (run) => {
    await removeRules(run);
    for (const kind of ["docker", "pods"] as const) await tryCommand("ip", ["link", "delete", bridgeName(run, kind)]);
    await restoreSettings(run);
  },
};

/** Returns the address at which pods and containers reach the host. */
export function hostFromPods(run: Run): string {
  return `${run.network}.2.1`;
}

/** Returns the network of the pods. */
export function podNetwork(run: Run): string {
  return `${run.network}.2.0/24`;
}

/** Returns the network of the Services. */
export function serviceNetwork(run: Run): string {
  return `${run.network}.3.0/24`;
}

/** Returns the address of the Service `kubernetes`, by which pods find the API server. */
export function apiService(run: Run): string {
  return `${run.network}.3.1`;
}

/**
 * Lets pods reach the API server, which listens on loopback, by its Service.
 * Call it when kube-proxy has put its rule in front: a packet is redirected once, by the first rule that does it.
 */
export async function openApiToPods(run: Run): Promise<void> {
  await tryCommand("iptables", ["-w", "-t", "nat", "-D", ...(await apiRule(run))]);
  await runCommand("iptables", ["-w", "-t", "nat", "-I", ...(await apiRule(run))]);
}

async function apiRule(run: Run): Promise<string[]> {
  const target = `127.0.0.1:${await run.port("apiserver")}`;
  return [
    "PREROUTING",
    "-i",
    bridgeName(run, "pods"),
    "-d",
    apiService(run),
    "-p",
    "tcp",
    "--dport",
    "443",
    "-j",
    "DNAT",
    "--to-destination",
    target,
  ];
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

async function addRules(run: Run): Promise<void> {
  await removeRules(run);
  const nat = (...args: string[]): Promise<string> => runCommand("iptables", ["-w", "-t", "nat", ...args]);
  await nat("-N", chain(run));
  for (const name of REACHABLE) {
    const port = String(await run.port(name));
    await nat("-A", chain(run), "-p", "tcp", "--dport", port, "-j", "DNAT", "--to-destination", `127.0.0.1:${port}`);
  }
  await nat("-I", ...jump(run));
  await nat("-I", ...masquerade(run));
  for (const rule of forwards(run)) await runCommand("iptables", ["-w", "-I", ...rule]);
}

async function removeRules(run: Run): Promise<void> {
  for (const rule of [jump(run), masquerade(run), await apiRule(run)]) await tryCommand("iptables", ["-w", "-t", "nat", "-D", ...rule]);
  for (const action of ["-F", "-X"]) await tryCommand("iptables", ["-w", "-t", "nat", action, chain(run)]);
  for (const rule of forwards(run)) await tryCommand("iptables", ["-w", "-D", ...rule]);
}

function chain(run: Run): string {
  return `WAYBILL-${run.id}`;
}

function jump(run: Run): string[] {
  return ["PREROUTING", "-i", `wb${run.id}+`, "-d", hostFromPods(run), "-p", "tcp", "-j", chain(run)];
}

/** What leaves for other machines carries this machine's address. */
function masquerade(run: Run): string[] {
  return ["POSTROUTING", "-s", `${run.network}.0.0/22`, "!", "-d", `${run.network}.0.0/22`, "-j", "MASQUERADE"];
}

function forwards(run: Run): string[][] {
  return ["-i", "-o"].map((direction) => ["FORWARD", direction, `wb${run.id}+`, "-j", "ACCEPT"]);
}
