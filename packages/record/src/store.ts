import type { Digest } from "@waybill/kit";
import type { Descriptor, Registry } from "@waybill/registry";
import { BUNDLE_TYPE, inspectBundle, parseBundle } from "./signing/bundle.ts";
import type { Bundle } from "./signing/bundle.ts";
import { predicateTypeOf } from "./statement.ts";

/** Signed statements in a registry, found by the digest of what they are about. */
export interface EvidenceStore {
  /** Stores a bundle as a referrer of its subject: beside an image, or in the record repository for what is no image. */
  publish(bundle: Bundle, target: { readonly repository?: string; readonly subject: Descriptor | Digest }): Promise<Descriptor>;
  /** All bundles about a digest, as they are stored: nothing is verified yet. */
  find(subject: Digest, repository?: string): Promise<Bundle[]>;
}

/** Makes a store whose record repository is `host/path`. */
export function evidenceStore(options: { registryFor: (host: string) => Registry; recordRepository: string }): EvidenceStore {
  const open = (repository = options.recordRepository): { registry: Registry; path: string } => {
    const slash = repository.indexOf("/");
    return { registry: options.registryFor(repository.slice(0, slash)), path: repository.slice(slash + 1) };
  };
  return {
    async publish(bundle, target) {
      const { registry, path } = open(target.repository);
      const { stage, verdict, finishedAt } = inspectBundle(bundle);
      return registry.pushReferrer(path, subjectDescriptor(target.subject), {
        artifactType: BUNDLE_TYPE,
        mediaType: BUNDLE_TYPE,
        bytes: Buffer.from(JSON.stringify(bundle)),
        // Sigstore's tools look for these two; the rest lets people read a listing.
        annotations: {
          "dev.sigstore.bundle.content": "dsse-envelope",
          "dev.sigstore.bundle.predicateType": predicateTypeOf(stage),
          "dev.waybill.stage": stage,
          "dev.waybill.verdict": verdict,
          "org.opencontainers.image.created": finishedAt,
        },
      });
    },
    async find(subject, repository) {
      const { registry, path } = open(repository);
      const bundles: Bundle[] = [];
      for (const descriptor of await registry.listReferrers(path, subject)) {
        if (descriptor.artifactType !== BUNDLE_TYPE) continue;
        const bundle = readBundle(await registry.readArtifact(path, descriptor));
        if (bundle) bundles.push(bundle);
      }
      return bundles;
    },
  };
}

/** Anyone who may push can leave other bundles beside an image; what is not ours is no evidence, and no error either. */
function readBundle(bytes: Uint8Array): Bundle | undefined {
  try {
    const bundle = parseBundle(JSON.parse(Buffer.from(bytes).toString("utf8")));
    inspectBundle(bundle);
    return bundle;
  } catch {
    return undefined;
  }
}

/** What is no manifest gets a descriptor that says so; registries accept a subject that they do not hold. */
function subjectDescriptor(subject: Descriptor | Digest): Descriptor {
  return typeof subject === "string" ? { mediaType: "application/vnd.waybill.subject.v1", digest: subject, size: 0 } : subject;
}
