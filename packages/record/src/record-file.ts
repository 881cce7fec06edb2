import { readFile, rename, writeFile } from "node:fs/promises";
import { ActionError, digestOfJson, imageOf, isSameJson, isSystemError, listAt, parseJson, valueAt } from "@waybill/kit";
import type { RunContext, Stage, Subject, Verdict } from "@waybill/kit";
import { inspectBundle, parseBundle, payloadDigest, signStatement } from "./signing/bundle.ts";
import type { Bundle } from "./signing/bundle.ts";
import type { Signer } from "./signing/signer.ts";
import type { ForeignBuild } from "./gate/foreign.ts";
import type { Tool } from "./predicate/evidence.ts";
import type { FactsOf } from "./predicate/facts.ts";
import { releaseDigest } from "./predicate/predicates.ts";
import { createStatement } from "./predicate/statement.ts";
import type { StatementView } from "./predicate/view.ts";

const INDENT = 1;
/** Media type of a record, as a file and as an artifact in a registry. */
export const RECORD_TYPE = "application/vnd.waybill.record.v1+json";

/** Everything that was proven about one release to one environment, oldest first; the last statement lists all others. */
export interface ReleaseRecord {
  readonly mediaType: typeof RECORD_TYPE;
  readonly statements: readonly Bundle[];
  /** The provenance of other programs that stands for a build, as it was found; absent when there is none. */
  readonly builds?: readonly unknown[] | undefined;
}

/** What a release is about, and what its verification came to. */
export interface ReleaseFacts extends Omit<FactsOf<"release">, "statements" | "builds"> {
  readonly run: RunContext;
  /** As in every statement: the name in waybill.yml. */
  readonly product: string | null;
  /** The program that closes the release. */
  readonly tool: Tool;
  /** Of the verification that came before: what is closed is what was found. */
  readonly verdict: Verdict;
  /** What other programs' provenance it rests on. */
  readonly builds?: readonly ForeignBuild[] | undefined;
  readonly now: Date;
}

/**
 * Closes a release that was verified: signs a statement with the verdict that lists the payload digests of all others in order, and the provenance
 * of other programs, so that none can be swapped, dropped or added.
 */
export async function createRecord(bundles: readonly Bundle[], release: ReleaseFacts, signer: Signer): Promise<ReleaseRecord> {
  const views = bundles.map(inspectBundle);
  const { product, run, tool, verdict, now, builds = [], ...facts } = release;
  const foreign = builds.map(({ bundle }) => bundle);
  const finishedAt = now.toISOString();
  const statement = createStatement(
    {
      stage: "release",
      product,
      subjects: [
        { kind: "release", name: facts.application, digest: releaseDigest({ ...facts, commit: run.commit }) },
        ...imageSubjects(facts.images),
      ],
      verdict,
      facts: {
        ...facts,
        statements: bundles.map((bundle, index) => ({ stage: stageAt(views, index), payload: payloadDigest(bundle) })),
        builds: foreign.map(digestOfJson),
      },
      startedAt: views[0] && views[0].startedAt < finishedAt ? views[0].startedAt : finishedAt,
      finishedAt,
    },
    run,
    tool,
  );
  return recordOf([...bundles, await signStatement(statement, signer)], foreign);
}

function recordOf(statements: readonly Bundle[], builds: readonly unknown[]): ReleaseRecord {
  return { mediaType: RECORD_TYPE, statements, ...(builds.length > 0 ? { builds } : {}) };
}

function stageAt(views: readonly StatementView[], index: number): Stage {
  const view = views[index];
  if (!view) throw new TypeError("a record lists a statement that it does not have");
  return view.stage;
}

/** Writes a record so that a reader never sees half of it. */
export async function writeRecord(path: string, record: ReleaseRecord): Promise<void> {
  // A name of its own, so that two runs in one workspace do not take each other's file away.
  const draft = `${path}.${process.pid}.new`;
  await writeFile(draft, `${JSON.stringify(record, undefined, INDENT)}\n`);
  await rename(draft, path);
}

/** Reads a record; throws a `verdict` error for a file that is not exactly one, an `input` error when there is none. */
export async function readRecord(path: string): Promise<ReleaseRecord> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new ActionError(
      "input",
      `The release record '${path}' cannot be read (${error.code}). A release writes it to .waybill/<environment>/record.json.`,
      { cause: error },
    );
  }
  return readPieces(bytes) ?? parseRecord(bytes.toString("utf8"));
}

/**
 * Reads a file that is as `writeRecord` writes it, one statement at a time: all of its text at once takes several times the memory. Undefined for
 * any other file, also for one with the provenance of other programs, which `parseRecord` reads or says what is wrong with.
 */
function readPieces(bytes: Buffer): ReleaseRecord | undefined {
  const { between, written } = writtenWith(INDENT);
  const shell = JSON.stringify({ mediaType: RECORD_TYPE, statements: [null] }, undefined, INDENT);
  const [before = "", behind = ""] = `${shell}\n`.split("null");
  const end = bytes.length - behind.length;
  if (end < before.length || bytes.toString("utf8", 0, before.length) !== before || bytes.toString("utf8", end) !== behind)
    return undefined;
  // No text of JSON holds a line break, and whatever is inside of a statement stands further to the right.
  const seam = `${between.slice(1)}}${between}{`;
  const statements: Bundle[] = [];
  for (let begin = before.length; begin < end;) {
    const at = bytes.indexOf(seam, begin);
    const stop = at < 0 ? end : at + between.length;
    const text = bytes.toString("utf8", begin, stop);
    const statement = tryBundle(text);
    if (!statement || written(statement) !== text) return undefined;
    statements.push(statement);
    begin = stop + between.length;
  }
  return recordOf(statements, []);
}

function tryBundle(text: string): Bundle | undefined {
  try {
    return parseBundle(parseJson(text));
  } catch {
    // Why is said by whoever reads all of the text, with the place.
    return undefined;
  }
}

/**
 * Reads a record from its text; see `readRecord`. The text must be as `writeRecord` writes it, or the same without indentation: JSON
 * allows white space, escapes and repeated keys that mean nothing to its reader, and no byte of evidence may mean nothing.
 */
export function parseRecord(text: string): ReleaseRecord {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const position = /position (\d+)/.exec(String(error))?.[1];
    const place = position === undefined ? "" : ` ${placeIn(text, Number(position))}`;
    throw new ActionError(
      "verdict",
      `The release record is not JSON: it was damaged${place}. Take it from the run's artifacts or the registry again.`,
      { cause: error },
    );
  }
  const [mediaType, statements] = [valueAt(value, "mediaType"), valueAt(value, "statements")];
  const builds = listAt(value, "builds");
  const known = { mediaType, statements, ...(builds.length > 0 ? { builds } : {}) };
  if (mediaType !== RECORD_TYPE || !Array.isArray(statements) || !isSameJson(value, known)) {
    throw new ActionError(
      "verdict",
      `The file is not a release record: it must have 'mediaType' ${RECORD_TYPE}, 'statements' and, where other programs built, 'builds', and nothing else.`,
    );
  }
  const record = recordOf(
    statements.map((bundle: unknown, index) => parseBundle(bundle, `Statement ${index + 1} of the record`)),
    builds,
  );
  const given = text.endsWith("\n") ? text.slice(0, -1) : text;
  if (isWritten(given, record, INDENT) || isWritten(given, record)) return record;
  const written = JSON.stringify(record, undefined, INDENT);
  let at = 0;
  while (given[at] === written[at]) at++;
  throw new ActionError(
    "verdict",
    `The release record is not written as Waybill writes it: a character was changed, added or removed ${placeIn(written, at)}. Take it from the run's artifacts or the registry again.`,
  );
}

/**
 * Whether a text is what `JSON.stringify` makes of a record. Statement by statement, because all of them at once take twice the time and
 * three times the memory.
 */
function isWritten(text: string, record: ReleaseRecord, indent?: number): boolean {
  const write = (value: unknown): string => JSON.stringify(value, undefined, indent);
  if (record.statements.length === 0) return text === write(record);
  // Nothing that stands before the statements holds this word.
  const shell = write({ ...record, statements: [null] });
  const { between, written } = writtenWith(indent);
  let at = shell.indexOf("null");
  const end = shell.slice(at + "null".length);
  if (!text.startsWith(shell.slice(0, at))) return false;
  for (const [index, statement] of record.statements.entries()) {
    const gap = index === 0 ? "" : between;
    const own = written(statement);
    if (!text.startsWith(gap, at) || !text.startsWith(own, at + gap.length)) return false;
    at += gap.length + own.length;
  }
  return text.slice(at) === end;
}

/** How statements are written in a record, and what stands between two. A statement is as deep in two lists as it is in a record. */
function writtenWith(indent?: number): { readonly between: string; readonly written: (statement: Bundle) => string } {
  const write = (value: unknown): string => JSON.stringify(value, undefined, indent);
  const [before = "", between = "", behind = ""] = write([[null, null]]).split("null");
  return { between, written: (statement) => write([[statement]]).slice(before.length, -behind.length) };
}

/** Names the statement that a position of a record's text lies in or just after. */
function placeIn(text: string, position: number): string {
  // No statement has a member of this name; what stands behind it is as its program wrote it.
  if (text.slice(0, position).includes('"builds":')) return "in the provenance of another program";
  // The record has the first media type, every statement one more; a payload, being base64, cannot contain the word in quotes.
  const statement = text.slice(0, position).split('"mediaType"').length - 2;
  return statement < 1 ? "before its first statement" : `in or just after statement ${statement}`;
}

function imageSubjects(images: Readonly<Record<string, string>>): Subject[] {
  return Object.values(images).map((reference) => {
    const image = imageOf(reference);
    if (!image) throw new TypeError(`the image '${reference}' of a release is not named by its digest`);
    return { kind: "image", name: image.repository, digest: image.digest };
  });
}
