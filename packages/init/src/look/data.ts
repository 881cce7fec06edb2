import { join } from "node:path";
import { lookAtData, validateData } from "@waybill/data";
import type { FirstLook } from "@waybill/data";
import { ActionError, countOf, SILENT } from "@waybill/kit";
import { stringify } from "yaml";
import type { Account } from "../account.ts";
import { dnsLabel, lastPart, uniqueName } from "../names.ts";
import type { PathFact } from "../pipelines/facts.ts";
import { exists } from "../pipelines/facts.ts";
import type { Tree } from "./tree.ts";

/** A data file with the check file that it passes. */
export interface DataEntry {
  readonly name: string;
  readonly source: string;
  /** Path of the check file. */
  readonly checks: string;
  /** Its text; undefined where one lies there already. */
  readonly text: string | undefined;
}

const DATA_FOLDER = /(^|\/)(data|datasets?|seeds?)\//i;
const NOT_OURS = /(^|\/)(tests?|testdata|__tests__|fixtures?|spec|examples?)\//i;
const OTHER = /\.(ndjson|jsonl|parquet|avro|orc|xlsx)$/i;
const MAX_ENTRIES = 20;

/** Finds the CSV files of data folders, and those that a pipeline names, and writes for each what a first look at it proves. */
export async function readDataFiles(tree: Tree, account: Account, named: readonly PathFact[], signal: AbortSignal): Promise<DataEntry[]> {
  const paths = new Set(named.map(({ path }) => path));
  for (const path of tree.files) {
    if (!DATA_FOLDER.test(path) || NOT_OURS.test(path)) continue;
    if (/\.csv$/i.test(path)) paths.add(path);
    else if (OTHER.test(path)) account.leave(path, "only CSV files are validated; write it as CSV in an earlier step");
  }
  const entries: DataEntry[] = [];
  const names = new Set<string>();
  for (const path of [...paths].sort()) {
    if (entries.length === MAX_ENTRIES) {
      account.leave(path, `only ${MAX_ENTRIES} data files are taken; a folder of many is seldom one data set each`);
      continue;
    }
    const name = uniqueName(dnsLabel(lastPart(path).replace(/\.csv$/i, "")) ?? "data", names);
    const entry = await readDataFile({ tree, account, signal }, name, path);
    if (entry === undefined) continue;
    names.add(name);
    entries.push(entry);
  }
  return entries;
}

interface Looking {
  readonly tree: Tree;
  readonly account: Account;
  readonly signal: AbortSignal;
}

async function readDataFile({ tree, account, signal }: Looking, name: string, source: string): Promise<DataEntry | undefined> {
  const checks = `${source.replace(/\.csv$/i, "")}.checks.yaml`;
  try {
    const look = await lookAtData(join(tree.workspace, source), source, signal);
    if (typeof look === "string") {
      account.leave(source, `the file ${look}; mend it, or say how it is written in a check file (docs/check-files.md)`);
      return undefined;
    }
    const isThere = exists(tree, checks);
    const written = checksOf(look);
    const options = { name, source, workspace: tree.workspace, now: new Date(), recordHistory: false, reporter: SILENT, signal };
    const { verdict, findings } = await validateData({ ...options, checks: isThere ? checks : written });
    if (verdict !== "pass" && verdict !== "warn") {
      account.leave(source, `its verdict is ${verdict}: ${findings[0]?.what ?? "it does not pass"}`);
      return undefined;
    }
    account.take(
      `${source}: ${countOf(look.rows, "row")}, ${countOf(look.columns.length, "column")}`,
      `data.${name}${isThere ? `, with the check file that is there` : ` and ${checks}`}`,
    );
    return { name, source, checks, text: isThere ? undefined : checkFileText(look, written) };
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    account.leave(source, error.message);
    return undefined;
  }
}

/** Only what every row of the file shows: that there are rows, which columns, of which type, and where no value is missing. */
function checksOf({ dialect, columns }: FirstLook): Readonly<Record<string, unknown>> {
  const isUsual = dialect.delimiter === "," && dialect.finalLineBreak === "required";
  const ends = dialect.finalLineBreak === "required" ? {} : { final_line_break: dialect.finalLineBreak };
  return {
    ...(isUsual ? {} : { dialect: { delimiter: dialect.delimiter, ...ends } }),
    columns: Object.fromEntries(
      columns.map(({ name, type, complete }) => {
        const demands = { ...(type === undefined ? {} : { type }), ...(complete ? { required: true } : {}) };
        return [name, Object.keys(demands).length === 0 ? null : demands];
      }),
    ),
    checks: [{ row_count: { must_be_greater_than: 0 } }],
  };
}

function checkFileText({ rows }: FirstLook, checks: Readonly<Record<string, unknown>>): string {
  const head = [
    `# What a first look at the ${countOf(rows, "row")} of the file proves: types, and columns without a missing value. Add what you demand of the next one:`,
    "# limits, patterns, uniqueness, freshness, history (docs/check-files.md of Waybill).",
  ];
  return `${head.join("\n")}\n${stringify(checks, { lineWidth: 0, nullStr: "" })}`;
}
