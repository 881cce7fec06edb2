import { mkdir, symlink, writeFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { runCommand, tryCommand } from "../install/command.ts";
import { startDaemon, stopDaemon, waitUntilReady } from "../install/daemon.ts";
import { debianPackages } from "../install/debian.ts";
import { DOCKER } from "./docker.ts";
import type { Part } from "../part.ts";
import { GO_PROGRAMS, goProgram } from "../install/programs.ts";
import type { Run } from "../run.ts";

const BUILDER = "waybill";

/** BuildKit with buildx as its client: a builder that needs no Docker Engine. */
export const buildkit: Part = {
  name: "buildkit",
  version: GO_PROGRAMS.buildkit.version,
  needs: ["registry"],
  install: async () => {
    await Promise.all([goProgram("buildkit"), goProgram("buildx"), goProgram("runc"), debianPackages("docker.io", "iptables")]);
    return `Go modules github.com/moby/buildkit v${GO_PROGRAMS.buildkit.version}, github.com/docker/buildx v${GO_PROGRAMS.buildx.version}`;
  },
  start: async (run) => {
    await mkdir(run.path("buildkit"), { recursive: true });
    await writeFile(run.path("buildkit", "buildkitd.toml"), await configuration(run));
    const program = join(await goProgram("buildkit"), "buildkitd");
    const args = ["--config", run.path("buildkit", "buildkitd.toml"), "--addr", socket(run)];
    // The worker calls `runc` by name.
    const env = { PATH: `${await goProgram("runc")}:${process.env["PATH"] ?? ""}` };
    await startDaemon(run, { name: "buildkit", program, args, env });
    const client = await addBuilder(run);
    await waitUntilReady(run, "buildkit", () => responds(client));
    return { buildkit: client };
  },
  ready: async (run) => {
    const client = run.state().buildkit;
    return client !== undefined && responds(client);
  },
  stop: (run) => stopDaemon(run, "buildkit"),
};

interface Client {
  readonly builder: string;
  readonly buildxConfig: string;
  readonly dockerConfig: string;
  readonly dockerBin: string;
}

async function addBuilder(run: Run): Promise<Client> {
  const client = { builder: BUILDER, buildxConfig: run.path("buildx"), dockerConfig: run.path("docker-config"), dockerBin: DOCKER };
  const plugins = join(client.dockerConfig, "cli-plugins");
  await mkdir(plugins, { recursive: true });
  await rm(client.buildxConfig, { recursive: true, force: true });
  await rm(join(plugins, "docker-buildx"), { force: true });
  await symlink(join(await goProgram("buildx"), "docker-buildx"), join(plugins, "docker-buildx"));
  await runCommand(DOCKER, ["buildx", "create", "--name", BUILDER, "--driver", "remote", "--use", socket(run)], {
    env: environment(client),
  });
  return client;
}

async function responds(client: Client): Promise<boolean> {
  const { code, stdout } = await tryCommand(DOCKER, ["buildx", "inspect", BUILDER], { env: environment(client), timeoutMs: 10_000 });
  return code === 0 && /Status:\s+running/.test(stdout);
}

function environment(client: Client): Record<string, string> {
  return { DOCKER_CONFIG: client.dockerConfig, BUILDX_CONFIG: client.buildxConfig };
}

function socket(run: Run): string {
  return `unix://${run.path("buildkit.sock")}`;
}

async function configuration(run: Run): Promise<string> {
  const text = JSON.stringify;
  return [
    `root = ${text(run.path("buildkit", "data"))}`,
    "[otel]",
    `  socketPath = ${text(run.path("buildkit", "otel.sock"))}`,
    "[cdi]",
    "  disabled = true",
    "[worker.oci]",
    "  enabled = true",
    '  networkMode = "host"',
    `  binary = ${text(join(await goProgram("runc"), "runc"))}`,
    `  defaultCgroupParent = "waybill-${run.id}-buildkit"`,
    "[worker.containerd]",
    "  enabled = false",
    `[registry.${text(run.state().registry?.address ?? "")}]`,
    "  http = true",
    "",
  ].join("\n");
}
