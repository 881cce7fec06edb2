import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { digestOf, mapParallel } from "@waybill/kit";
import { inspectBundle, keylessSigner, parseSigningConfig, PREDICATES, trustKey, writeRecord } from "@waybill/record";
import type { Declared, ReleaseRecord, Signer, TrustedSigner } from "@waybill/record";
import { close, EXPECTED, HONEST, KEYS, POLICY, sign, SIGNER, STAGES_BEFORE_RELEASE } from "@waybill/testing/honest-release";
import { CLAIMS, startLoopbackSigstore } from "@waybill/testing/loopback-sigstore";
import type { Bench, Context } from "../bench.ts";
import type { Contestant } from "../contest.ts";
import { compete, rowsOf } from "../contest.ts";
import { lastJson, ourScript, peerContestant } from "../peers.ts";
import type { Row } from "../row.ts";
import { atMost, ratioAtMost } from "../row.ts";

const FEW = 30;
const MANY = 3000;
const CONCURRENCY = 8;

export const verify: Bench = {
  name: "verify",
  about:
    "A release record judged offline, as `waybill verify` does: every signature, what the statements say, their order and the policy. Signed with a " +
    "key, or with a certificate for each statement (of P-256 throughout) beside an entry of a log, or beside a time stamp. cosign verifies the same bundles one by one, which is the signatures alone.",
  run: async (context) => [
    ...(await few(context)),
    ...(await many(context)),
    ...(await certified(context, "public-good", "certificates and a log")),
    ...(await certified(context, "github", "certificates and time stamps")),
  ],
};

async function few(context: Context): Promise<Row[]> {
  const folder = await signedByKey(context, FEW);
  const standings = await compete([ours(folder), cosign(folder)], { runs: context.runs ?? 5, say: context.say });
  return rowsOf(`${FEW} statements`, standings, [
    { measured: "cpu", bar: atMost(1) },
    { measured: "cpu", peer: "cosign", bar: ratioAtMost(0.25) },
    { measured: "wall", peer: "cosign", bar: ratioAtMost(0.25) },
  ]);
}

async function many(context: Context): Promise<Row[]> {
  const folder = await signedByKey(context, MANY);
  const standings = await compete([ours(folder)], { runs: context.runs ?? 5, say: context.say });
  return rowsOf("3,000 statements", standings, [
    { measured: "cpu", bar: atMost(3) },
    { measured: "memory", bar: atMost(300) },
  ]);
}

async function certified(context: Context, kind: "public-good" | "github", what: string): Promise<Row[]> {
  await using sigstore = await startLoopbackSigstore({ kind });
  const services = parseSigningConfig(sigstore.signingConfig, "signing_config.json");
  const signer = keylessSigner({ services, identityToken: async () => sigstore.token() });
  const trusted = { issuer: CLAIMS["iss"], repository: CLAIMS["repository"], workflow: CLAIMS["job_workflow_ref"] };
  context.say(`signing ${MANY} statements with ${what}`);
  const folder = await recordIn({ folder: join(context.folder, kind), count: MANY, signer, trusted, now: new Date() });
  await writeFile(join(folder, "root.json"), sigstore.trustedRoot());
  const standings = await compete([ours(folder, "root.json")], { runs: context.runs ?? 5, say: context.say });
  return rowsOf(`3,000 statements, ${what}`, standings, [
    { measured: "cpu", bar: atMost(3) },
    { measured: "memory", bar: atMost(400) },
  ]);
}

function signedByKey({ folder }: Context, count: number): Promise<string> {
  return recordIn({
    folder: join(folder, `${count}`),
    count,
    signer: SIGNER,
    trusted: { key: trustKey(KEYS.publicKeyPem) },
    now: EXPECTED.now,
  });
}

/** A folder with a record of so many statements and what must hold of it; of few, with the public key and each statement in a file of its own. */
async function recordIn(wanted: {
  readonly folder: string;
  readonly count: number;
  readonly signer: Signer;
  readonly trusted: TrustedSigner;
  readonly now: Date;
}): Promise<string> {
  const { folder, count, signer, trusted, now } = wanted;
  await mkdir(join(folder, "bundles"), { recursive: true });
  const release = await mapParallel(STAGES_BEFORE_RELEASE, CONCURRENCY, (stage) => sign(HONEST[stage], signer));
  const data: Record<string, Declared> = { ...EXPECTED.data };
  // The rest, but for the statement that closes the release, are data sets: a release has at most a few of anything else.
  const names = Array.from({ length: count - release.length - 1 }, (_, index) => `orders-${index}`);
  const more = await mapParallel(names, CONCURRENCY, (name) => {
    const declared = { path: `data/${name}.csv`, digest: digestOf(name), declaration: digestOf(`checks of ${name}`), basis: [] };
    data[name] = declared;
    const { facts, ...rest } = HONEST["validate-data"];
    const subjects = [{ kind: "path", name: declared.path, digest: declared.digest }] as const;
    return sign({ ...rest, subjects, facts: { ...facts, name, declaration: declared.declaration, basis: declared.basis } }, signer);
  });
  const record = await close([...more, ...release], {}, signer);
  await writeRecord(join(folder, "record.json"), record);
  await writeFile(
    join(folder, "demands.json"),
    JSON.stringify({ signers: [trusted], policy: POLICY, expected: { ...EXPECTED, now, data } }),
  );
  if (count === FEW) {
    await writeFile(join(folder, "key.pub"), KEYS.publicKeyPem);
    await writeBundles(folder, record);
  }
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

function ours(folder: string, ...roots: readonly string[]): Contestant {
  const args = ["record.json", "demands.json", ...roots];
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
