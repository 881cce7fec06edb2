import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** One finished process. */
export interface Measured {
  readonly seconds: number;
  readonly code: number | null;
  readonly output: string;
  /** Highest sum of the proportional memory (PSS) of the process and all its descendants, in bytes; sampled every 100 ms. */
  readonly peakBytes: number;
}

/** Runs a command and measures it with everything that it starts, also what it leaves running and `alsoMatching` names. */
export async function measure(
  command: string,
  args: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv; alsoMatching?: string },
): Promise<Measured> {
  const started = performance.now();
  const child = spawn(command, args, { cwd: options.cwd, env: options.env ?? process.env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  let peakBytes = 0;
  const sampler = setInterval(() => {
    peakBytes = Math.max(peakBytes, memoryOf(child.pid ?? 0, options.alsoMatching));
  }, 100);
  const code = await new Promise<number | null>((done) => child.on("close", done));
  clearInterval(sampler);
  return { seconds: (performance.now() - started) / 1000, code, output, peakBytes };
}

/** The middle of a list of numbers. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** Prints rows as a table with aligned columns. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  console.log([line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n"));
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

function memoryOf(root: number, alsoMatching?: string): number {
  const processes = listProcesses();
  const wanted = new Set([root]);
  for (const process of processes) if (alsoMatching && process.command.includes(alsoMatching)) wanted.add(process.pid);
  for (let grew = true; grew;) {
    grew = false;
    for (const process of processes) {
      if (wanted.has(process.parent) && !wanted.has(process.pid)) {
        wanted.add(process.pid);
        grew = true;
      }
    }
  }
  return [...wanted].reduce((sum, pid) => sum + proportionalBytes(pid), 0);
}

function listProcesses(): Process[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, "utf8");
        const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
        return [{ pid: Number(name), parent, command: readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ") }];
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
