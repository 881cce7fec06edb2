import type { Digest, Finding, Rule } from "@waybill/kit";
import { parseManifest, WrongContent } from "@waybill/registry";
import type { Descriptor, Manifest, Registry } from "@waybill/registry";
import { mapParallel } from "@waybill/kit";

/** Reads an image again as the registry serves it now (manifests, configurations, every layer) and says what is missing or not what its digest says; no findings mean that all is there and right. */
export async function verifyImage(registry: Registry, repository: string, digest: Digest): Promise<Finding[]> {
  const findings: Finding[] = [];
  const blobs = new Map<Digest, Descriptor>();
  await verifyManifest(registry, repository, digest, blobs, findings, new Set());
  const results = await mapParallel([...blobs.values()], 4, (blob) => verifyBlob(registry, repository, blob));
  return [...findings, ...results.filter((finding) => finding !== undefined)];
}

/** Looks at a manifest and everything below it; remembers the blobs, each of which is read once. */
async function verifyManifest(
  registry: Registry,
  repository: string,
  digest: Digest,
  blobs: Map<Digest, Descriptor>,
  findings: Finding[],
  seen: Set<Digest>,
): Promise<void> {
  if (seen.has(digest)) return;
  seen.add(digest);
  const where = `${registry.host}/${repository}@${digest}`;
  let manifest: Manifest;
  try {
    const found = await registry.findManifest(repository, digest);
    if (!found) {
      findings.push(problem("image-missing", `The manifest ${where} is not in the registry.`, "not found", digest));
      return;
    }
    manifest = parseManifest(found.bytes, where);
  } catch (error) {
    findings.push(describe(error, "image-manifest", digest));
    return;
  }
  for (const blob of [...(manifest.config ? [manifest.config] : []), ...manifest.layers]) blobs.set(blob.digest, blob);
  for (const child of manifest.manifests) await verifyManifest(registry, repository, child.digest, blobs, findings, seen);
}

async function verifyBlob(registry: Registry, repository: string, blob: Descriptor): Promise<Finding | undefined> {
  const where = `${registry.host}/${repository}@${blob.digest}`;
  if (!(await registry.hasBlob(repository, blob.digest)))
    return problem("image-blob", `The blob ${where} is not in the registry.`, "not found", blob.digest);
  try {
    // The reader itself compares size and digest at the end.
    for await (const _ of registry.readBlob(repository, blob));
    return undefined;
  } catch (error) {
    return describe(error, "image-blob", blob.digest);
  }
}

/** Wrong content is a finding; a registry that cannot be asked is not: nothing was verified then. */
function describe(error: unknown, rule: Rule, digest: Digest): Finding {
  if (error instanceof WrongContent) return problem(rule, error.message, "other content", digest);
  throw error;
}

function problem(rule: Rule, what: string, observed: string, expected: string): Finding {
  return { rule, severity: "error", what, observed, expected, next: "Push the image again and find out who changed the registry." };
}
