import { closeSync, createReadStream, openSync, statSync, writeSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { validateData } from "@waybill/data";
import { SILENT } from "@waybill/kit";
import { printTable } from "./measure.ts";

const ROWS = 1_000_000;
const RUNS = 3;

const CHECKS: Record<string, object> = {
  "row count": { checks: [{ row_count: { must_be_greater_than: 1 } }] },
  "9 checks": {
    columns: {
      id: { type: "integer", required: true, unique: true },
      email: { pattern: "[^@]+@[^@]+\\.[a-z]+" },
      plan: { values: ["basic", "plus", "pro"] },
      fee: { type: "number", min: 0, max: 1000 },
      day: { type: "date" },
    },
    checks: [{ freshness: { column: "day", must_be_less_than: "60d" } }],
  },
};

/** Checks of a large CSV file, next to reading it line by line without any check. */
export async function data(): Promise<void> {
  const workspace = await mkdtemp(join(tmpdir(), "waybill-data-"));
  try {
    const file = join(workspace, "orders.csv");
    writeOrders(file);
    const bytes = statSync(file).size;
    const base = await best(() => readLines(file));
    const rows = [row("node:readline, no check", bytes, base, base)];
    for (const [name, checks] of Object.entries(CHECKS)) {
      const seconds = await best(async () => {
        const now = new Date("2026-12-01");
        const result = await validateData({ name, source: "orders.csv", workspace, checks, now, recordHistory: false, reporter: SILENT });
        if (result.verdict !== "pass") throw new Error(`The bench's file does not pass: ${result.findings[0]?.what}`);
      });
      rows.push(row(`validateData, ${name}`, bytes, seconds, base));
    }
    printTable([`${(bytes / 1e6).toFixed(0)} MB, ${ROWS} rows`, "CPU s", "MB/s", "ratio"], rows);
  } finally {
    await rm(workspace, { recursive: true, force: true });
  }
}

function row(name: string, bytes: number, seconds: number, base: number): string[] {
  return [name, seconds.toFixed(2), (bytes / 1e6 / seconds).toFixed(0), (base / seconds).toFixed(1)];
}

/** CPU seconds of the best of some runs: the wall clock belongs to everybody on the machine. */
async function best(work: () => Promise<void>): Promise<number> {
  const seconds: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    seconds.push((user + system) / 1e6);
  }
  return Math.min(...seconds);
}

async function readLines(file: string): Promise<void> {
  let count = 0;
  for await (const line of createInterface({ input: createReadStream(file) })) count += line === "" ? 0 : 1;
  if (count !== ROWS + 1) throw new Error(`The bench's file has ${count} lines`);
}

function writeOrders(path: string): void {
  const file = openSync(path, "w");
  writeSync(file, "id,email,plan,fee,day,note\n");
  for (let from = 0; from < ROWS; from += 10_000) {
    const lines = Array.from({ length: 10_000 }, (_, index) => order(from + index));
    writeSync(file, lines.join(""));
  }
  closeSync(file);
}

function order(id: number): string {
  const plan = ["basic", "plus", "pro"][id % 3];
  const note = id % 20 === 0 ? '"a ""quoted"", note"' : "a plain note";
  return `${id},user${id}@example.org,${plan},${(id % 500) + 0.25},2026-11-${String(1 + (id % 20)).padStart(2, "0")},${note}\n`;
}
