import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { PeerName } from "../../scripts/parts/state.ts";
import type { Bench, Context } from "../bench.ts";
import type { Contestant } from "../contest.ts";
import { compete, rowsOf } from "../contest.ts";
import { lastJson, ourScript, peerContestant, peerScript } from "../peers.ts";
import type { Row } from "../row.ts";
import { atMost, ratioAtMost } from "../row.ts";
import { writeOrders } from "./orders.ts";

const MANY = 1_000_000;
/** For a peer that takes half a minute for more. */
const FEW = 100_000;

export const data: Bench = {
  name: "data",
  about: "`validateData` and its peers: the same 7 checks on the same CSV file, the failing rows of each check compared.",
  run: async (context) => [...(await many(context)), ...(await few(context))],
};

async function many(context: Context): Promise<Row[]> {
  const file = await ordersIn(context, "many", MANY);
  const peers = (["duckdb", "polars", "great-expectations"] as const).map((name) => peer(name, file, context));
  const standings = await compete([ours(file, context), ...peers], { runs: context.runs ?? 3, say: context.say });
  return rowsOf("1 million rows, 60 MB", standings, [
    { measured: "cpu", peer: "duckdb", bar: ratioAtMost(2), goal: "1 ×" },
    { measured: "wall", peer: "duckdb", bar: ratioAtMost(2.5), goal: "1 ×" },
    { measured: "memory", peer: "duckdb", bar: ratioAtMost(1) },
    { measured: "cpu", peer: "polars", bar: ratioAtMost(2.5), goal: "1 ×" },
    { measured: "wall", peer: "polars", bar: ratioAtMost(3), goal: "1 ×" },
    { measured: "memory", peer: "polars", bar: ratioAtMost(1) },
    { measured: "cpu", peer: "great-expectations", bar: ratioAtMost(0.2) },
    { measured: "wall", peer: "great-expectations", bar: ratioAtMost(0.2) },
    { measured: "memory", peer: "great-expectations", bar: ratioAtMost(0.3) },
    { measured: "memory", bar: atMost(150) },
  ]);
}

async function few(context: Context): Promise<Row[]> {
  const file = await ordersIn(context, "few", FEW);
  const contestants = [ours(file, context), peer("frictionless", file, context)];
  const standings = await compete(contestants, { runs: context.runs ?? 3, say: context.say });
  return rowsOf("100,000 rows, 6 MB", standings, [
    { measured: "cpu", peer: "frictionless", bar: ratioAtMost(0.2) },
    { measured: "wall", peer: "frictionless", bar: ratioAtMost(0.2) },
    { measured: "memory", peer: "frictionless", bar: ratioAtMost(1) },
  ]);
}

async function ordersIn({ folder }: Context, name: string, rows: number): Promise<string> {
  const file = join(folder, name, "orders.csv");
  await mkdir(join(folder, name));
  writeOrders(file, rows);
  return file;
}

function ours(file: string, { folder }: Context): Contestant {
  return { name: "ours", attempt: async () => ({ ...ourScript("validate-data.ts", [file], folder), outcome: lastJson }) };
}

function peer(name: PeerName, file: string, { folder }: Context): Contestant {
  const script = `data_${name.replaceAll("-", "_")}.py`;
  return peerContestant(name, async (python) => ({ ...peerScript(python, script, [file], folder), outcome: lastJson }));
}
