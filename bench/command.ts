import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { PartError } from "../scripts/parts/failure.ts";
import { readParts } from "../scripts/parts/state.ts";
import type { Bench } from "./bench.ts";
import { renderText } from "./render.ts";
import type { BenchResult } from "./results.ts";
import { describeMachine, isMet, keepResults, versionsOf } from "./results.ts";

const USAGE = `npm run bench -- NAME... [--json] [--runs N] [--write]

NAME     a bench, 'all' of them, or 'list' to say what there is
--json   prints the results as JSON
--runs   counted runs of each contestant; each bench has its own default
--write  also writes docs/benchmarks.md

Ends with 0 when every bar is met, 1 when one is missed or could not be measured, 2 for a wrong call.
`;

export interface Output {
  out(text: string): void;
  /** What happens meanwhile and what is wrong; never part of the result. */
  err(text: string): void;
  keep?: typeof keepResults;
}

interface Call {
  readonly chosen: readonly Bench[];
  readonly json: boolean;
  readonly write: boolean;
  readonly runs: number | undefined;
}

/** Runs the command and returns its exit code. */
export async function runBenchCommand(args: readonly string[], benches: readonly Bench[], output: Output): Promise<number> {
  const call = readCall(args, benches);
  if (typeof call === "string") {
    output.err(`${call}\n\n${USAGE}\nBenches: ${benches.map((bench) => bench.name).join(", ")}\n`);
    return 2;
  }
  if (call === undefined) {
    output.out(benches.map((bench) => `${bench.name.padEnd(10)} ${bench.about}\n`).join(""));
    return 0;
  }
  const results: BenchResult[] = [];
  for (const bench of call.chosen) {
    const result = await runBench(bench, call, output);
    results.push(result);
    if (call.json) continue;
    output.out(`\n${bench.name}: ${bench.about}\n${result.rows.length > 0 ? `${renderText(result.rows)}\n` : ""}`);
    if (result.problem !== undefined) output.out(`${result.problem}\n`);
  }
  if (call.json) output.out(`${JSON.stringify(results, null, 2)}\n`);
  const incomplete = results.filter((result) => result.problem !== undefined || result.rows.some((row) => row.problem !== undefined));
  if (call.write && incomplete.length > 0)
    output.err(`Nothing was written: ${incomplete.map((result) => result.name).join(", ")} did not run as a whole; see above.\n`);
  else if (call.write)
    await (output.keep ?? keepResults)(
      results,
      benches.map((bench) => bench.name),
    );
  const missed = results.filter((result) => !isMet(result)).map((result) => result.name);
  output.err(missed.length === 0 ? "Every bar is met.\n" : `A bar is missed in: ${missed.join(", ")}.\n`);
  return missed.length === 0 ? 0 : 1;
}

/** Reads the call; a text says what is wrong with it, undefined asks for the list. */
function readCall(args: readonly string[], benches: readonly Bench[]): Call | string | undefined {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: "boolean" }, write: { type: "boolean" }, runs: { type: "string" } },
    });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const { positionals, values } = parsed;
  if (positionals.length === 0) return "Name a bench.";
  const known = [...benches.map((bench) => bench.name), "all", "list"];
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length > 0) return `'${unknown.join("', '")}' is no bench.`;
  if (positionals.includes("list")) return undefined;
  if (values.runs !== undefined && !/^[1-9]\d?$/.test(values.runs)) return `--runs must be a number from 1 to 99, got '${values.runs}'.`;
  const chosen = benches.filter((bench) => positionals.includes("all") || positionals.includes(bench.name));
  return {
    chosen,
    json: values.json ?? false,
    write: values.write ?? false,
    runs: values.runs === undefined ? undefined : Number(values.runs),
  };
}

async function runBench(bench: Bench, call: Call, output: Output): Promise<BenchResult> {
  const facts = { name: bench.name, about: bench.about, day: new Date().toISOString().slice(0, 10), machine: describeMachine() };
  const folder = await mkdtemp(join(tmpdir(), `waybill-bench-${bench.name}-`));
  try {
    if (bench.needs) readParts(bench.needs);
    const rows = await bench.run({ runs: call.runs, folder, say: (text) => output.err(`${bench.name}: ${text}\n`) });
    return { ...facts, versions: versionsOf(bench, rows), rows };
  } catch (error) {
    const needs = bench.needs ? ` It needs these real parts: ${bench.needs.join(", ")}.` : "";
    const text = error instanceof PartError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { ...facts, versions: {}, rows: [], problem: `The bench '${bench.name}' could not run.${needs} ${text}` };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
