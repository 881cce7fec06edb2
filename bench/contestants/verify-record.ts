// Our side of the verify bench, as a process of its own: judges a record offline and prints how many of its statements count.
import { readFile } from "node:fs/promises";
import { readRecord, trustKey, trustOnly, verifyRecord } from "@waybill/record";
import type { VerifyOptions } from "@waybill/record";

const [recordFile = "", keyFile = "", demandsFile = ""] = process.argv.slice(2);
const { policy, expected } = JSON.parse(await readFile(demandsFile, "utf8")) as Pick<VerifyOptions, "policy" | "expected">;
const { verdict, findings, statements } = await verifyRecord(await readRecord(recordFile), {
  verify: trustOnly([{ key: trustKey(await readFile(keyFile, "utf8")) }]),
  policy,
  expected: { ...expected, now: new Date(expected.now) },
});
if (verdict !== "pass") throw new Error(`The record was judged ${verdict}: ${findings[0]?.what}`);
console.log(JSON.stringify({ verified: statements.length }));
