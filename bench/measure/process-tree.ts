import { readdirSync, readFileSync } from "node:fs";

/**
 * A process and all its descendants, also those whose parent has ended since they were first seen. Linux only: it reads `/proc`.
 * A process that was started and left by its parent between two looks is found when `alsoMatching` is part of its command line.
 */
export class ProcessTree {
  readonly #alsoMatching: string | undefined;
  /** Process ids with the time at which each was started, because ids are used again. */
  readonly #members = new Map<number, string>();

  constructor(root: number, alsoMatching?: string) {
    this.#members.set(root, "");
    this.#alsoMatching = alsoMatching;
  }

  /** Returns the sum of the proportional memory (PSS) of all its processes now, in bytes, without those that are excepted. */
  memory(...except: readonly number[]): number {
    return this.look().reduce((sum, pid) => sum + (except.includes(pid) ? 0 : proportionalBytes(pid)), 0);
  }

  /** Returns the ids of the processes that live now. */
  look(): number[] {
    const living = listProcesses(this.#alsoMatching !== undefined);
    const alive = new Map(living.map((process) => [process.pid, process.started]));
    for (const [pid, started] of this.#members) {
      const now = alive.get(pid);
      if (started === "" && now !== undefined) this.#members.set(pid, now);
      else if (now !== started) this.#members.delete(pid);
    }
    for (const { pid, started, command } of living)
      if (this.#alsoMatching !== undefined && command.includes(this.#alsoMatching)) this.#members.set(pid, started);
    // A child can be listed before its parent, so look until nothing is added.
    for (let before = -1; before !== this.#members.size;) {
      before = this.#members.size;
      for (const { pid, parent, started } of living) if (this.#members.has(parent)) this.#members.set(pid, started);
    }
    return [...this.#members.keys()];
  }
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly started: string;
  readonly command: string;
}

function listProcesses(withCommands: boolean): Process[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, "utf8");
        // The second field is the program's name in brackets, which may hold brackets and spaces; see proc_pid_stat(5).
        const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        const command = withCommands ? readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ") : "";
        return [{ pid: Number(name), parent: Number(fields[1]), started: fields[19] ?? "", command }];
      } catch {
        // The process ended between the listing and the reading.
        return [];
      }
    });
}

function proportionalBytes(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0) * 1024;
  } catch {
    // Ended meanwhile, or owned by someone else.
    return 0;
  }
}
