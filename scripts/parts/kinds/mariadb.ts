import { existsSync } from "node:fs";
import { chown, mkdir, writeFile } from "node:fs/promises";
import { runCommand, tryCommand } from "../install/command.ts";
import { startDaemon, stopDaemon, waitUntilReady } from "../install/daemon.ts";
import { debianPackages, debianVersion } from "../install/debian.ts";
import type { Part } from "../part.ts";
import type { Run } from "../run.ts";
import { systemUser } from "../install/user.ts";

const NAME = "mariadb";

/** MariaDB as Debian builds it, with one user of a random password on loopback. */
export const mariadb: Part = {
  name: NAME,
  version: "10.11",
  needs: [],
  install: async () => {
    await debianPackages("mariadb-server", "mariadb-client");
    return `Debian mariadb-server ${await debianVersion("mariadb-server")}`;
  },
  start: async (run) => {
    const port = await run.port(NAME);
    const password = await run.secret(NAME);
    const user = await systemUser("mysql");
    await initialise(run, user, password);
    const args = [
      "--no-defaults",
      `--datadir=${run.path(NAME, "data")}`,
      `--socket=${run.path(NAME, "server.sock")}`,
      `--pid-file=${run.path(NAME, "server.pid")}`,
      `--init-file=${run.path(NAME, "users.sql")}`,
      "--bind-address=127.0.0.1",
      `--port=${port}`,
      "--character-set-server=utf8mb4",
    ];
    await startDaemon(run, { name: NAME, program: "/usr/sbin/mariadbd", args, user, cwd: run.path(NAME) });
    await waitUntilReady(run, NAME, () => pings(port, password));
    return { mariadb: { url: `mysql://waybill:${password}@127.0.0.1:${port}/waybill` } };
  },
  ready: async (run) => {
    const address = run.state().mariadb;
    if (!address) return false;
    const url = new URL(address.url);
    return pings(Number(url.port), url.password);
  },
  stop: (run) => stopDaemon(run, NAME),
};

async function initialise(run: Run, user: { uid: number; gid: number }, password: string): Promise<void> {
  // A server that died keeps its data; a start that was interrupted was cleaned away before.
  if (existsSync(run.path(NAME))) return;
  await mkdir(run.path(NAME), { mode: 0o700 });
  await mkdir(run.path(NAME, "data"), { mode: 0o700 });
  // init-file holds one statement per line.
  const statements = [
    "CREATE DATABASE IF NOT EXISTS waybill;",
    `CREATE OR REPLACE USER 'waybill'@'127.0.0.1' IDENTIFIED BY '${password}';`,
    `CREATE OR REPLACE USER 'waybill'@'localhost' IDENTIFIED BY '${password}';`,
    "GRANT ALL ON *.* TO 'waybill'@'127.0.0.1' WITH GRANT OPTION;",
    "GRANT ALL ON *.* TO 'waybill'@'localhost' WITH GRANT OPTION;",
  ];
  await writeFile(run.path(NAME, "users.sql"), `${statements.join("\n")}\n`, { mode: 0o600 });
  for (const path of [[], ["data"], ["users.sql"]]) await chown(run.path(NAME, ...path), user.uid, user.gid);
  const args = ["--no-defaults", `--datadir=${run.path(NAME, "data")}`, "--skip-test-db", "--auth-root-authentication-method=socket"];
  await runCommand("mariadb-install-db", args, { user, cwd: run.path(NAME), log: run.path("logs", `${NAME}.log`) });
}

/** Asks for a value as the user; the password goes by the environment, not by the arguments that everybody can see. */
async function pings(port: number, password: string): Promise<boolean> {
  const args = [
    "--no-defaults",
    "--protocol=tcp",
    "-h127.0.0.1",
    `-P${port}`,
    "-uwaybill",
    "--connect-timeout=2",
    "-Ne",
    "SELECT 1",
    "waybill",
  ];
  const { code, stdout } = await tryCommand("mariadb", args, { env: { MYSQL_PWD: password } });
  return code === 0 && stdout.trim() === "1";
}
