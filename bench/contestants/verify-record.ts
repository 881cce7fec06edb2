// Our side of the verify bench, as a process of its own: judges a record offline and prints how many of its statements count.
import { readFile } from "node:fs/promises";
import { parseTrustRoots, readRecord, trustKey, trustOnly, verifyRecord } from "@waybill/record";
import type { TrustedSigner, VerifyOptions } from "@waybill/record";

type Demands = Pick<VerifyOptions, "policy" | "expected"> & { readonly signers: readonly TrustedSigner[] };

const [recordFile = "", demandsFile = "", rootFile] = process.argv.slice(2);
const { policy, expected, signers } = JSON.parse(await readFile(demandsFile, "utf8")) as Demands;
const roots = rootFile === undefined ? [] : await parseTrustRoots(await readFile(rootFile, "utf8"), rootFile);
const { verdict, findings, statements } = await verifyRecord(await readRecord(recordFile), {
  verify: trustOnly(
    signers.map(({ key, ...signer }) => (key ? { key: trustKey(key.publicKeyPem) } : signer)),
    roots,
  ),
  policy,
  expected: { ...expected, now: new Date(expected.now) },
});
if (verdict !== "pass") throw new Error(`The record was judged ${verdict}: ${findings[0]?.what}`);
console.log(JSON.stringify({ verified: statements.length }));
