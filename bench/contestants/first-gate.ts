// The gate bench, as a process of its own: finds all statements about a digest as the first gate of a run does, and prints how many.
import { isDigest } from "@waybill/kit";
import { evidenceStore } from "@waybill/record";
import { connectRegistry } from "@waybill/registry";

const [host = "", repository = "", digest = ""] = process.argv.slice(2);
if (!isDigest(digest)) throw new Error(`'${digest}' is no digest.`);
const registry = connectRegistry({ registry: host });
const store = evidenceStore({ registryFor: () => registry, recordRepository: `${host}/${repository}` });
const { bundles, skipped } = await store.find(digest);
if (skipped.length > 0) throw new Error(skipped[0]);
console.log(JSON.stringify({ found: bundles.length }));
