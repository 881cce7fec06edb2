import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Stage, Subject } from "@waybill/kit";
import { createStatement, payloadDigest, signStatement } from "@waybill/record";
import type { Bundle, EvidenceOf, EvidenceStore } from "@waybill/record";
import type { Keys, Registries, RunIdentity, StateFolder, Statements } from "../session/capabilities.ts";
import { splitRepository } from "../session/repositories.ts";
import { makeStateDir } from "../session/state-dir.ts";
import { TOOL } from "./tool.ts";

/** Signs evidence and stores it: in the run's list, as a file, and in the registry beside its subject. Without a signer it does nothing. */
export async function prove(
  context: Statements & Pick<Keys, "signer"> & Pick<Registries, "registryFor"> & StateFolder & RunIdentity,
  evidence: EvidenceOf<Stage>,
): Promise<void> {
  if (!context.signer) return;
  const bundle = await signStatement(createStatement(evidence, context.run, TOOL), context.signer);
  context.statements.push(bundle);
  const folder = await makeStateDir(context, "evidence");
  await writeFile(join(folder, `${evidence.stage}-${payloadDigest(bundle).slice(7, 19)}.json`), `${JSON.stringify(bundle)}\n`);
  await publish(context, bundle, evidence.subjects);
}

/** Stores a signed statement beside everything that it is about. */
export async function publish(
  context: Pick<Statements, "store" | "attest"> & Pick<Registries, "registryFor">,
  bundle: Bundle,
  subjects: readonly Subject[],
): Promise<void> {
  for (const subject of subjects) await context.store.publish(bundle, await placeOf(context, subject));
  if (subjects.some(({ kind }) => kind === "image")) await context.attest?.(bundle);
}

/** Evidence about an image lies beside the image; evidence about anything else in the record repository, under its digest. */
export async function placeOf(
  context: Pick<Registries, "registryFor">,
  subject: Subject,
): Promise<Parameters<EvidenceStore["publish"]>[1]> {
  if (subject.kind !== "image") return { subject: subject.digest };
  const { host, path } = splitRepository(subject.name);
  const manifest = await context.registryFor(host).findManifest(path, subject.digest);
  return manifest ? { repository: subject.name, subject: manifest.descriptor } : { subject: subject.digest };
}
