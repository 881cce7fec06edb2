import { readFile, readlink } from "node:fs/promises";
import { hostname } from "node:os";
import { runCommand } from "@waybill/kit";
import { isAlive } from "@waybill/kit";

/** A process that can be told from every other one, also from a later one with the same number. */
export interface ProcessIdentity {
  /** Host name, boot and process namespace: process numbers mean something only inside one of them. */
  readonly host: string;
  readonly pid: number;
  /** When it started, as the system counts; empty when the system does not tell. */
  readonly started: string;
}

/** The identity of this process. */
export async function identifyProcess(): Promise<ProcessIdentity> {
  return { host: await identifyHost(), pid: process.pid, started: (await startOf(process.pid)) ?? "" };
}

/** Whether a process still runs: false only when that is certain, undefined when it runs elsewhere. */
export async function isStillRunning(identity: ProcessIdentity): Promise<boolean | undefined> {
  if (identity.host !== (await identifyHost())) return undefined;
  const started = (await startOf(identity.pid))?.replaceAll(/\s+/g, "_");
  return started !== undefined && (identity.started === "" || started === "" || started === identity.started);
}

async function identifyHost(): Promise<string> {
  const boot = await textOrEmpty(readFile("/proc/sys/kernel/random/boot_id", "utf8"));
  const space = await textOrEmpty(readlink("/proc/self/ns/pid"));
  const parts = [hostname(), boot.trim().slice(0, 8), space.replaceAll(/\D/g, "")];
  return parts.filter((part) => part !== "").join("#");
}

// `undefined` when there is no such process, empty when its start cannot be found out.
async function startOf(pid: number): Promise<string | undefined> {
  if (!isAlive(pid)) return undefined;
  const stat = await textOrEmpty(readFile(`/proc/${pid}/stat`, "utf8"));
  // The program's name, in parentheses, may hold blanks; the start time is the 20th field after it, the state the first.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (stat !== "") return fields[0] === "Z" ? undefined : (fields[19] ?? "");
  try {
    const { exitCode, stdout } = await runCommand("ps", ["-o", "lstart=", "-p", String(pid)], { env: { PATH: "/usr/bin:/bin" } });
    return exitCode === 0 ? stdout.trim() : "";
  } catch {
    return "";
  }
}

async function textOrEmpty(reading: Promise<string>): Promise<string> {
  try {
    return await reading;
  } catch {
    // Only Linux has these files.
    return "";
  }
}
