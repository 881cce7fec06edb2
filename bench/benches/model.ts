import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { safetensors } from "@waybill/testing/model-files";
import type { Bench } from "../bench.ts";
import type { Contestant } from "../contest.ts";
import { compete, rowsOf } from "../contest.ts";
import { lastJson, ourScript, peerContestant } from "../peers.ts";
import { atMost, ratioAtMost } from "../row.ts";

const PICKLES = 50;
const FLOATS = 20_000;
const WEIGHTS_BYTES = 200_000_000;

export const model: Bench = {
  name: "model",
  about:
    "Inspection of a folder with 50 pickles of 180 kB that call `os.system` and 200 MB of safetensors, the number of refused files compared. " +
    "Ours also computes the model's digest and checks the structure of the safetensors, which the peers do not read.",
  run: async ({ folder, runs, say }) => {
    const path = join(folder, "model");
    await writeModel(path);
    const ours: Contestant = {
      name: "ours",
      attempt: async () => ({ ...ourScript("validate-model.ts", [path], folder), outcome: lastJson }),
    };
    const picklescan = peerContestant("picklescan", async (python) => ({
      command: python,
      args: ["-m", "picklescan.cli", "--path", path],
      cwd: folder,
      expectCode: 1, // It found something.
      outcome: async ({ stdout }) => ({ refused: Number(/^Infected files: (\d+)$/m.exec(stdout)?.[1]) }),
    }));
    const report = join(folder, "modelscan.json");
    const modelscan = peerContestant("modelscan", async (python) => ({
      command: python,
      args: ["-m", "modelscan.cli", "--path", path, "--reporting-format", "json", "--output-file", report],
      cwd: folder,
      expectCode: 1,
      outcome: async () => ({ refused: countSources(await readFile(report, "utf8")) }),
      clean: () => rm(report, { force: true }),
    }));
    const standings = await compete([ours, picklescan, modelscan], { runs: runs ?? 5, say });
    return rowsOf("50 pickles, 200 MB of tensors", standings, [
      { measured: "wall", peer: "picklescan", bar: ratioAtMost(0.5) },
      { measured: "cpu", peer: "picklescan", bar: ratioAtMost(0.5) },
      { measured: "memory", peer: "picklescan", bar: ratioAtMost(6) },
      { measured: "wall", peer: "modelscan", bar: ratioAtMost(0.5) },
      { measured: "cpu", peer: "modelscan", bar: ratioAtMost(0.5) },
      { measured: "memory", peer: "modelscan", bar: ratioAtMost(4) },
      { measured: "memory", bar: atMost(150) },
    ]);
  },
};

async function writeModel(path: string): Promise<void> {
  await mkdir(path);
  const elements = WEIGHTS_BYTES / 4;
  await writeFile(join(path, "weights.safetensors"), safetensors({ w: { dtype: "F32", shape: [elements], bytes: WEIGHTS_BYTES } }));
  for (let index = 0; index < PICKLES; index++) await writeFile(join(path, `part-${index}.pkl`), dangerousPickle(index));
}

/** A list of numbers, dropped for a call of `os.system`: protocol 2, opcodes as Python's pickletools names them. */
function dangerousPickle(seed: number): Buffer {
  const number = (index: number): Buffer => {
    const bytes = Buffer.alloc(9);
    bytes.write("G", 0, "latin1"); // BINFLOAT
    bytes.writeDoubleBE(seed + index / 7, 1);
    return bytes;
  };
  const numbers = Array.from({ length: FLOATS }, (_, index) => number(index));
  // PROTO 2, EMPTY_LIST, MARK, the numbers, APPENDS, POP, GLOBAL, MARK, BINUNICODE "true", TUPLE, REDUCE, STOP
  const open = Buffer.from("\x80\x02](", "latin1");
  const close = Buffer.from("e0cposix\nsystem\n(X\x04\x00\x00\x00truetR.", "latin1");
  return Buffer.concat([open, ...numbers, close]);
}

/** How many files modelscan's report names. */
function countSources(text: string): number {
  const report: { issues?: { source?: string }[] } = JSON.parse(text);
  return new Set((report.issues ?? []).map((issue) => issue.source)).size;
}
