import { ActionError, cutText, mapParallel, parseJson } from "@waybill/kit";
import type { Digest } from "@waybill/kit";
import { MissingContent, readListed, WrongContent } from "@waybill/registry";
import type { Descriptor, Registry } from "@waybill/registry";
import { inspectBundle, parseBundle } from "./signing/bundle.ts";
import type { Bundle } from "./signing/bundle.ts";
import { BUNDLE_TYPE } from "./signing/dsse.ts";
import { readForeignBundle } from "./signing/foreign-bundle.ts";
import { parseRecord, RECORD_TYPE } from "./record-file.ts";
import type { ReleaseRecord } from "./record-file.ts";
import { PREDICATES } from "./predicate/predicates.ts";

/** Pages about a release for people: artifact type and the name of the file that `oras pull` writes. */
const PAGES = {
  report: { type: "application/vnd.waybill.report.v1+html", file: "report.html" },
  brief: { type: "application/vnd.waybill.brief.v1+markdown", file: "brief.md" },
} as const;
/** A page is some hundred kilobytes. */
const MAX_PAGE_BYTES = 16 << 20;
/** Statements are a few kilobytes; what is larger than 4 MiB is none and is not downloaded. */
const MAX_BUNDLE_BYTES = 4 << 20;
/** A record holds some dozens of statements. */
const MAX_RECORD_BYTES = 64 << 20;
/** What one search may download, whatever of it is of use, and hold, since all that it finds is in memory at once. */
const MAX_TOTAL_BYTES = 256 << 20;
/** What is kept of one run's readings, so that the next gate downloads only what is new. */
const MAX_KEPT_BYTES = 128 << 20;
const CONCURRENCY = 8;
/** The annotation that says which commit a statement is about. */
const COMMIT = "dev.waybill.commit";
/** As many statements about other commits are read, to say what is there in the place of what is missing. */
const MAX_OTHERS = 50;

/** The types of statements that can be ours, or be a build that others made. */
const TYPES: ReadonlySet<string> = new Set(Object.values(PREDICATES).map(({ type }) => type));

/** The bundles about a digest, and what a person should know about the list that they came from. */
export interface FoundBundles {
  /** As they are stored: nothing is verified yet. */
  readonly bundles: readonly Bundle[];
  /** Signed statements of other programs, as parsed JSON, each with the sentence that says why it is none of ours. */
  readonly foreign: readonly { readonly json: unknown; readonly why: string }[];
  /** One sentence for each listed thing that could not be read or is no bundle of ours, so that what is missing is not missing silently. */
  readonly skipped: readonly string[];
  /** Bundles that stand in the registry under their own tag only: Waybill finds them, cosign and other tools do not. */
  readonly missingFromIndex: readonly Digest[];
}

/** A page about a release to an environment. */
export interface StoredPage {
  readonly kind: keyof typeof PAGES;
  readonly environment: string;
  readonly bytes: Uint8Array;
}

/** Signed statements in a registry, found by the digest of what they are about. */
export interface EvidenceStore {
  /** Stores a whole record as a referrer: of its release, in the record repository, and of the images that it released. */
  publishRecord(
    record: ReleaseRecord,
    target: { readonly repository?: string; readonly subject: Descriptor | Digest },
  ): Promise<Descriptor>;
  /**
   * Stores a page about a release to an environment as a referrer of what it is about. Nothing of it is signed: the record is the evidence,
   * and a page is for reading. Throws an `input` error for one of more than 16 MiB.
   */
  publishPage(page: StoredPage, target: { readonly repository?: string; readonly subject: Descriptor | Digest }): Promise<Descriptor>;
  /**
   * All records about a digest (a release or an image), as they are stored: nothing is verified yet. What cannot be read is left out; throws
   * when reading them takes more than 256 MiB.
   */
  findRecords(subject: Digest, repository?: string): Promise<ReleaseRecord[]>;
  /** Stores a bundle (at most 4 MiB) as a referrer of its subject: beside an image, or in the record repository for what is no image. */
  publish(bundle: Bundle, target: { readonly repository?: string; readonly subject: Descriptor | Digest }): Promise<Descriptor>;
  /**
   * All bundles about a digest, as they are stored, and what was skipped and why: nothing is verified yet. One broken or foreign thing hides no other. Throws when the registry does not answer, and when
   * the list cannot be read to its end: a part of the evidence must not pass for all of it. Where only statements about one commit can count,
   * of those whose own manifest says that they are about another one the newest 50 are downloaded, to say what is there instead.
   */
  find(subject: Digest, repository?: string, of?: { readonly commit: string }): Promise<FoundBundles>;
}

/** Where evidence lies, and how much one search may read of it. */
export interface StoreOptions {
  readonly registryFor: (host: string) => Registry;
  /** `host/path`. */
  readonly recordRepository: string;
  /** 256 MiB by default. */
  readonly maxBytes?: number | undefined;
}

/** Makes a store of signed statements. */
export function evidenceStore(options: StoreOptions): EvidenceStore {
  const open = (repository = options.recordRepository): { registry: Registry; path: string } => {
    const slash = repository.indexOf("/");
    return { registry: options.registryFor(repository.slice(0, slash)), path: repository.slice(slash + 1) };
  };
  const kept: Reader["kept"] = { reads: new Map(), bytes: 0 };
  const { maxBytes = MAX_TOTAL_BYTES } = options;
  return {
    async publish(bundle, target) {
      const { registry, path } = open(target.repository);
      const { stage, verdict, finishedAt, run } = inspectBundle(bundle);
      const bytes = Buffer.from(JSON.stringify(bundle));
      // Readers would skip it.
      if (bytes.length > MAX_BUNDLE_BYTES)
        throw new ActionError(
          "input",
          `The ${stage} statement has ${bytes.length} bytes; at most ${MAX_BUNDLE_BYTES} can be stored. Split what the stage judges, or let it report less.`,
        );
      return registry.pushReferrer(path, subjectDescriptor(target.subject), {
        artifactType: BUNDLE_TYPE,
        mediaType: BUNDLE_TYPE,
        bytes,
        // Sigstore's tools look for these two; the rest lets people read a listing.
        annotations: {
          "dev.sigstore.bundle.content": "dsse-envelope",
          "dev.sigstore.bundle.predicateType": PREDICATES[stage].type,
          [COMMIT]: run.commit,
          "dev.waybill.stage": stage,
          "dev.waybill.verdict": verdict,
          "org.opencontainers.image.created": finishedAt,
        },
      });
    },
    async publishRecord(record, target) {
      const { registry, path } = open(target.repository);
      return registry.pushReferrer(path, subjectDescriptor(target.subject), {
        artifactType: RECORD_TYPE,
        mediaType: RECORD_TYPE,
        bytes: Buffer.from(JSON.stringify(record)),
        annotations: { "org.opencontainers.image.title": "record.json" },
      });
    },
    publishPage: (page, target) => storePage(open(target.repository), page, target.subject),
    async findRecords(subject, repository) {
      const { registry, path } = open(repository);
      const { descriptors } = await registry.listReferrers(path, subject, RECORD_TYPE);
      const spend = budgetOf(maxBytes, `the ${descriptors.length} records about ${subject}`, registry);
      const found = await mapParallel(descriptors, CONCURRENCY, (descriptor) => readStoredRecord({ registry, path, spend }, descriptor));
      return found.filter((record) => record !== undefined);
    },
    find: (subject, repository, of) => findBundles({ ...open(repository), kept, maxBytes }, subject, of?.commit),
  };
}

async function storePage(
  { registry, path }: { registry: Registry; path: string },
  { kind, environment, bytes }: StoredPage,
  subject: Descriptor | Digest,
): Promise<Descriptor> {
  const { type, file } = PAGES[kind];
  if (bytes.length > MAX_PAGE_BYTES)
    throw new ActionError("input", `${file} has ${bytes.length} bytes; at most ${MAX_PAGE_BYTES} are stored beside an image.`);
  return registry.pushReferrer(path, subjectDescriptor(subject), {
    artifactType: type,
    mediaType: type,
    bytes,
    annotations: { "dev.waybill.environment": environment, "org.opencontainers.image.title": file },
  });
}

/** Where bundles are read, and what was read there before. */
interface Reader {
  readonly registry: Registry;
  readonly path: string;
  /** By place and digest, so nothing in it can be out of date. Only the list of what there is must be asked for each time. */
  readonly kept: { readonly reads: Map<string, Read>; bytes: number };
  /** Counts what is read; throws when it is more than one search may read. */
  readonly spend: (bytes: number) => void;
}

/** What the bytes behind a descriptor are, and how many. */
interface Read {
  readonly bundle: Bundle | Foreign | string;
  readonly size: number;
}

async function findBundles(
  { maxBytes, ...place }: Omit<Reader, "spend"> & { readonly maxBytes: number },
  subject: Digest,
  commit?: string,
): Promise<FoundBundles> {
  const { registry, path } = place;
  const { descriptors: all, missingFromIndex, skipped } = await registry.listReferrers(path, subject, BUNDLE_TYPE);
  const descriptors = commit === undefined ? all : withoutOthers(all, commit);
  const spend = budgetOf(maxBytes, `the ${descriptors.length} bundles about ${subject}`, registry);
  const results = await mapParallel(descriptors, CONCURRENCY, (descriptor) => readBundle({ ...place, spend }, descriptor));
  return {
    bundles: results.filter((found) => typeof found !== "string" && "dsseEnvelope" in found),
    foreign: results.filter((found) => typeof found !== "string" && "json" in found),
    skipped: [...skipped, ...results.filter((found) => typeof found === "string")],
    missingFromIndex,
  };
}

/**
 * Leaves out what cannot count: all but the newest of the statements whose manifest says that they are about another commit. A list may be
 * rewritten by anybody who may push, so its words count only where they are the manifest's own, by its digest; what a manifest says, says who
 * stored the statement, and a copy with other words takes the place of none.
 */
function withoutOthers(all: readonly Descriptor[], commit: string): readonly Descriptor[] {
  if (all.length <= MAX_OTHERS) return all;
  const isOther = ({ annotations }: Descriptor): boolean => annotations?.[COMMIT] !== undefined && annotations[COMMIT] !== commit;
  const others = all.filter((one) => isOther(one) && readListed(one) !== undefined);
  const created = ({ annotations }: Descriptor): string => annotations?.["org.opencontainers.image.created"] ?? "";
  const left = new Set(others.toSorted((a, b) => (created(a) < created(b) ? 1 : -1)).slice(MAX_OTHERS));
  return all.filter((one) => !left.has(one));
}

/**
 * The bundle behind a descriptor, or why there is none. Anyone who may push can leave other bundles beside an image: what is not ours is no
 * evidence, and no error either. A registry that does not answer is an error.
 */
async function readBundle({ registry, path, kept, spend }: Reader, descriptor: Descriptor): Promise<Read["bundle"]> {
  const place = `${registry.host}/${path}@${descriptor.digest}`;
  const where = `The bundle '${place}'`;
  const before = kept.reads.get(place);
  if (before) {
    spend(before.size);
    return before.bundle;
  }
  const type = descriptor.annotations?.["dev.sigstore.bundle.predicateType"];
  // It is only spared the download: what says that it is ours is read like what says nothing, and believed for its signature alone.
  if (type !== undefined && !TYPES.has(type)) return `${where} says of itself that it is of the type '${cutText(type, 100)}'.`;
  try {
    const bytes = await registry.readArtifact(path, descriptor, { maxBytes: MAX_BUNDLE_BYTES, onBytes: spend });
    const read = { bundle: readOurs(bytes, where), size: bytes.length };
    if (kept.bytes + read.size <= MAX_KEPT_BYTES) {
      kept.reads.set(place, read);
      kept.bytes += read.size;
    }
    return read.bundle;
  } catch (error) {
    if (error instanceof WrongContent || error instanceof MissingContent) return error.message;
    throw error;
  }
}

/** A stored record; undefined for what is none, because anybody who may push can leave something beside a release. */
async function readStoredRecord(
  { registry, path, spend }: Omit<Reader, "kept">,
  descriptor: Descriptor,
): Promise<ReleaseRecord | undefined> {
  try {
    const bytes = await registry.readArtifact(path, descriptor, { maxBytes: MAX_RECORD_BYTES, onBytes: spend });
    return parseRecord(Buffer.from(bytes).toString("utf8"));
  } catch (error) {
    if (error instanceof WrongContent || error instanceof MissingContent) return undefined;
    if (error instanceof ActionError && error.kind === "verdict") return undefined;
    throw error;
  }
}

type Foreign = FoundBundles["foreign"][number];

function readOurs(bytes: Uint8Array, where: string): Bundle | Foreign | string {
  let json: unknown;
  try {
    json = parseJson(Buffer.from(bytes).toString("utf8"));
    const bundle = parseBundle(json, where);
    inspectBundle(bundle);
    return bundle;
  } catch (error) {
    if (!(error instanceof ActionError)) return `${where} is no JSON.`;
    return isForeign(json) ? { json, why: error.message } : error.message;
  }
}

function isForeign(json: unknown): boolean {
  try {
    readForeignBundle(json);
    return true;
  } catch {
    return false;
  }
}

/** Counts what is read of `what`; throws when it is too much, so that nobody who serves or stores rubbish keeps a gate downloading. */
function budgetOf(maxBytes: number, what: string, registry: Registry): Reader["spend"] {
  let spent = 0;
  return (bytes) => {
    spent += bytes;
    if (spent > maxBytes)
      throw new ActionError(
        "remote",
        `To read ${what} took more than ${maxBytes >> 20} MiB, with all that ${registry.host} served wrongly, and a part of them would prove nothing. Delete those that no release needs, or let the registry's owner mend it.`,
      );
  };
}

/** What is no manifest gets a descriptor that says so; registries accept a subject that they do not hold. */
function subjectDescriptor(subject: Descriptor | Digest): Descriptor {
  return typeof subject === "string" ? { mediaType: "application/vnd.waybill.subject.v1", digest: subject, size: 0 } : subject;
}
