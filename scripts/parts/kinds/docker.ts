import { mkdir, rm, writeFile } from "node:fs/promises";
import { tryCommand } from "../install/command.ts";
import { startDaemon, stopDaemon, waitUntilReady } from "../install/daemon.ts";
import { debianPackages, debianVersion } from "../install/debian.ts";
import { bridgeName } from "./network.ts";
import type { Part } from "../part.ts";
import type { Run } from "../run.ts";

/** The Docker Engine's own client as Debian has it, of the engine's version. */
export const DOCKER = "/usr/bin/docker";

/** The Docker Engine on a private socket, with its own data, containerd, bridge and cgroup. */
export const docker: Part = {
  name: "docker",
  version: "20.10",
  needs: ["network", "registry"],
  install: async () => {
    await debianPackages("docker.io", "iptables");
    return `Debian docker.io ${await debianVersion("docker.io")}`;
  },
  start: async (run) => {
    await stopDaemon(run, "docker");
    // What a killed engine left behind would keep it from starting.
    await rm(run.path("docker", "docker.pid"), { force: true });
    await mkdir(run.path("docker"), { recursive: true });
    // The machine's own /etc/docker/daemon.json is not for this engine.
    await writeFile(run.path("docker", "daemon.json"), "{}");
    await startDaemon(run, { name: "docker", program: "/usr/sbin/dockerd", args: flags(run), cwd: run.path("docker") });
    await waitUntilReady(run, "docker", () => responds(host(run)));
    return { docker: { host: host(run) } };
  },
  ready: async (run) => run.state().docker !== undefined && responds(host(run)),
  stop: async (run) => {
    const all = await tryCommand(DOCKER, ["-H", host(run), "ps", "-aq"], { timeoutMs: 10_000 });
    const containers = all.code === 0 ? all.stdout.split("\n").filter(Boolean) : [];
    if (containers.length > 0) await tryCommand(DOCKER, ["-H", host(run), "rm", "-f", "-v", ...containers], { timeoutMs: 30_000 });
    await stopDaemon(run, "docker", "SIGTERM", 15_000);
  },
};

function flags(run: Run): string[] {
  return [
    `--host=${host(run)}`,
    `--data-root=${run.path("docker", "data")}`,
    `--exec-root=${run.path("docker", "exec")}`,
    `--pidfile=${run.path("docker", "docker.pid")}`,
    `--bridge=${bridgeName(run, "docker")}`,
    `--cgroup-parent=/waybill-${run.id}-docker`,
    `--config-file=${run.path("docker", "daemon.json")}`,
    "--storage-driver=overlay2",
    "--ip=127.0.0.1", // A published port is on loopback unless the caller says otherwise.
    // Its chains have fixed names: setting them up would empty those of another engine on the machine. The rules that
    // our bridge needs are in network.ts; published ports go through the engine's own proxy.
    "--iptables=false",
    "--ip-forward=false",
    "--userland-proxy=true",
    "--log-level=warn",
  ];
}

function host(run: Run): string {
  return `unix://${run.path("docker.sock")}`;
}

async function responds(address: string): Promise<boolean> {
  return (await tryCommand(DOCKER, ["-H", address, "version", "--format", "{{.Server.Version}}"], { timeoutMs: 10_000 })).code === 0;
}
