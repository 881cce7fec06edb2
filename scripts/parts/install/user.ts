import { readFile } from "node:fs/promises";
import { runCommand } from "./command.ts";

/** Returns the ids of a system user that only runs a server, making it when there is none. */
export async function systemUser(name: string): Promise<{ uid: number; gid: number }> {
  const found = await findUser(name);
  if (found) return found;
  await runCommand("useradd", ["--system", "--no-create-home", "--user-group", "--shell", "/usr/sbin/nologin", name]);
  return (await findUser(name)) ?? { uid: 65_534, gid: 65_534 };
}

async function findUser(name: string): Promise<{ uid: number; gid: number } | undefined> {
  const line = (await readFile("/etc/passwd", "utf8")).split("\n").find((text) => text.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(":") ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}
