import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { digestOf } from "@waybill/kit";
import { inspectBundle, PREDICATES, writeRecord } from "@waybill/record";
import type { Declared, ReleaseRecord } from "@waybill/record";
import { close, EXPECTED, HONEST, KEYS, POLICY, sign, statements } from "@waybill/testing/honest-release";
import type { Bench, Context } from "../bench.ts";
import type { Contestant } from "../contest.ts";
import { compete, rowsOf } from "../contest.ts";
import { lastJson, ourScript, peerContestant } from "../peers.ts";
import type { Row } from "../row.ts";
import { atMost, ratioAtMost } from "../row.ts";

const FEW = 30;
const MANY = 3000;

export const verify: Bench = {
  name: "verify",
  about:
    "A release record judged offline, as `waybill verify` does: every signature (with a key), what the statements say, their order and the policy. " +
    "cosign verifies the same bundles one by one, which is the signatures alone. Not measured: with certificates instead of a key, Sigstore's library takes " +
    "about 6.5 ms for each statement, so 3,000 of them take 20 s.",
  run: async (context) => [...(await few(context)), ...(await many(context))],
};

async function few(context: Context): Promise<Row[]> {
  const folder = await recordIn(context, FEW);
  const standings = await compete([ours(folder), cosign(folder)], { runs: context.runs ?? 5, say: context.say });
  return rowsOf(`${FEW} statements`, standings, [
    { measured: "cpu", bar: atMost(1) },
    { measured: "cpu", peer: "cosign", bar: ratioAtMost(0.25) },
    { measured: "wall", peer: "cosign", bar: ratioAtMost(0.25) },
  ]);
}

async function many(context: Context): Promise<Row[]> {
  const folder = await recordIn(context, MANY);
  const standings = await compete([ours(folder)], { runs: context.runs ?? 5, say: context.say });
  return rowsOf("3,000 statements", standings, [
    { measured: "cpu", bar: atMost(3) },
    { measured: "memory", bar: atMost(300) },
  ]);
}

/** A folder with a record of so many statements, what must hold of it, the public key, and each statement in a file of its own. */
async function recordIn({ folder: parent }: Context, count: number): Promise<string> {
  const folder = join(parent, String(count));
  await mkdir(join(folder, "bundles"), { recursive: true });
  const release = await statements();
  const data: Record<string, Declared> = { ...EXPECTED.data };
  // The rest, but for the statement that closes the release, are data sets: a release has at most a few of anything else.
  const more = Array.from({ length: count - release.length - 1 }, async (_, index) => {
    const name = `orders-${index}`;
    const declared = { path: `data/${name}.csv`, digest: digestOf(name), declaration: digestOf(`checks of ${name}`), basis: [] };
    data[name] = declared;
    const { facts, ...rest } = HONEST["validate-data"];
    const subjects = [{ kind: "path", name: declared.path, digest: declared.digest }] as const;
    return sign({ ...rest, subjects, facts: { ...facts, name, declaration: declared.declaration, basis: declared.basis } });
  });
  const record = await close([...(await Promise.all(more)), ...release]);
  await writeRecord(join(folder, "record.json"), record);
  await writeFile(join(folder, "key.pub"), KEYS.publicKeyPem);
  await writeFile(join(folder, "demands.json"), JSON.stringify({ policy: POLICY, expected: { ...EXPECTED, data } }));
  if (count === FEW) await writeBundles(folder, record);
  return folder;
}

/** Each statement by itself with its type and digest, as cosign wants them. */
async function writeBundles(folder: string, { statements: bundles }: ReleaseRecord): Promise<void> {
  const lines: string[] = [];
  for (const [index, bundle] of bundles.entries()) {
    const { stage, subjects } = inspectBundle(bundle);
    await writeFile(join(folder, "bundles", `${index}.json`), JSON.stringify(bundle));
    lines.push(`bundles/${index}.json ${PREDICATES[stage].type} ${subjects[0]?.digest.slice("sha256:".length)}`);
  }
  await writeFile(join(folder, "bundles.txt"), `${lines.join("\n")}\n`);
}

function ours(folder: string): Contestant {
  const args = ["record.json", "key.pub", "demands.json"];
  return { name: "ours", attempt: async () => ({ ...ourScript("verify-record.ts", args, folder), outcome: lastJson }) };
}

function cosign(folder: string): Contestant {
  const script = `while read -r bundle type digest; do
    "$0" verify-blob-attestation --key=key.pub --bundle="$bundle" --type="$type" --digest="$digest" --digestAlg=sha256 --insecure-ignore-tlog || exit 1
  done < bundles.txt > verified.txt 2>&1`;
  return peerContestant("cosign", async (program) => ({
    command: "sh",
    args: ["-c", script, program],
    cwd: folder,
    outcome: async () => ({ verified: (await readFile(join(folder, "verified.txt"), "utf8")).split("Verified OK").length - 1 }),
  }));
}
