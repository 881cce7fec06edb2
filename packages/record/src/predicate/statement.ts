import * as v from "valibot";
import { ActionError, isDigest, isRecord, isSameJson, listAt, STAGES, SUBJECT_KINDS, textAt } from "@waybill/kit";
import type { RunContext, Stage, Subject } from "@waybill/kit";
import type { EvidenceOf, RunFacts, Tool } from "./evidence.ts";
import { contradictionOf } from "./contradiction.ts";
import { FACTS, RUN_FACTS } from "./facts.ts";
import { factsProblem } from "./facts-problem.ts";
import { OWN_TYPES, PREDICATES } from "./predicates.ts";
import { EXTENSION, predicateOf } from "./published.ts";

/** An in-toto Statement v1 (https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md). */
export interface Statement {
  readonly _type: "https://in-toto.io/Statement/v1";
  readonly subject: readonly StatementSubject[];
  readonly predicateType: string;
  readonly predicate: Readonly<Record<string, unknown>>;
}

/** An in-toto ResourceDescriptor; its annotations are signed with it. */
interface StatementSubject {
  readonly name: string;
  readonly digest: { readonly sha256: string };
  readonly annotations: { readonly [KIND]: string };
}

/** The annotation of a subject that says what it is: one of `SUBJECT_KINDS`. */
const KIND = "dev.waybill.kind";

/** The `_type` of every statement (in-toto Attestation Framework, "Statement"). */
export const STATEMENT_TYPE = "https://in-toto.io/Statement/v1";

/** The most that a statement's bytes may be: facts are summaries, and what is larger was made to hurt its reader. */
export const MAX_STATEMENT_BYTES = 4 << 20;

/** Turns what a stage proved into a statement about its subjects. Throws a `TypeError` for facts or subjects that do not fit: a mistake of ours. */
export function createStatement(evidence: EvidenceOf<Stage>, run: RunContext, tool: Tool): Statement {
  const { subjects, ...rest } = evidence;
  const own = { ...rest, run, tool } as RunFacts;
  const problem = factsProblem(RUN_FACTS, own) ?? factsProblem(FACTS[own.stage], own.facts) ?? ownProblem(own, subjects);
  if (problem !== undefined) throw new TypeError(`a ${evidence.stage} statement cannot be made: ${problem}`);
  return {
    _type: STATEMENT_TYPE,
    subject: subjects.map(({ kind, name, digest }) => ({
      name,
      digest: { sha256: digest.slice("sha256:".length) },
      annotations: { [KIND]: kind },
    })),
    predicateType: PREDICATES[evidence.stage].type,
    predicate: predicateOf(own),
  };
}

/**
 * Reads what a statement says: its facts, checked against their schema, and its subjects. `contradiction` says what in it cannot be true:
 * subjects and facts about different things, a verdict beside facts that deny it, a published predicate that says something else.
 * Throws a `verdict` error for what is no statement of ours or does not fit its schema.
 */
export function readStatement(statement: Statement): {
  readonly own: RunFacts;
  readonly subjects: readonly Subject[];
  readonly contradiction?: string | undefined;
} {
  const own = runFactsOf(statement);
  const subjects = subjectsOf(statement);
  const contradiction = ownProblem(own, subjects) ?? publishedProblem(own, statement);
  return { own, subjects, contradiction };
}

/** Made again from our facts, the predicate is the same byte for byte, so what a reader of the published type sees is what we mean. */
function publishedProblem(own: RunFacts, { predicate }: Statement): string | undefined {
  if (isSameJson(predicateOf(own), predicate)) return undefined;
  return "what its predicate says by its published type is not what its facts say";
}

const STAGE_AND_FACTS = v.looseObject({ stage: RUN_FACTS.entries.stage, facts: v.unknown() });

function runFactsOf({ predicate, predicateType }: Statement): RunFacts {
  const value = predicate[EXTENSION] ?? predicate;
  const problem = factsProblem(RUN_FACTS, value);
  if (problem !== undefined)
    throw isOwnForm(predicateType, predicate)
      ? fromAnotherVersion(stageIn(value) ?? "signed", value, problem)
      : new ActionError(
          "verdict",
          `A statement of type '${predicateType}' was made by another program than Waybill (${problem}), so it proves nothing here.`,
        );
  const own = v.parse(STAGE_AND_FACTS, value);
  if (predicateType !== PREDICATES[own.stage].type)
    throw new ActionError(
      "verdict",
      `A ${own.stage} statement has the type '${predicateType}', which is that of another one. Run its stage again.`,
    );
  const misfit = factsProblem(FACTS[own.stage], own.facts);
  if (misfit !== undefined) throw fromAnotherVersion(own.stage, value, `facts.${misfit}`);
  return value as RunFacts;
}

/** A type of ours, or our facts inside of a published one. */
function isOwnForm(predicateType: string, predicate: Statement["predicate"]): boolean {
  return EXTENSION in predicate || predicateType.startsWith(OWN_TYPES);
}

function stageIn(value: unknown): string | undefined {
  return STAGES.find((stage) => stage === textAt(value, "stage"));
}

/** Forms change between versions; who reads of a misfit alone looks for a forger. */
function fromAnotherVersion(stage: string, value: unknown, problem: string): ActionError {
  const version = textAt(value, "tool", "version");
  return new ActionError(
    "verdict",
    `A ${stage} statement was made by another version of Waybill, most likely an earlier one (${version === undefined ? "it does not say which" : `it says ${version}`}), in a form that this version does not read (${problem}). It counts neither for nor against, and a release that it is part of cannot be gone back to. Run its stage again with this version, or release that commit again.`,
  );
}

/** What of facts that fit their schema cannot be true together with the subjects. */
function ownProblem(own: RunFacts, subjects: readonly Subject[]): string | undefined {
  if (subjects.length === 0) return "it is about nothing";
  const problem = misfitOf(own, subjects);
  if (problem !== undefined) return problem;
  // Not the other way round: what is no moment is neither before nor after another.
  if (!(Date.parse(own.startedAt) <= Date.parse(own.finishedAt))) return `it ended (${own.finishedAt}) before it began (${own.startedAt})`;
  return contradictionOf(own, subjects);
}

/** Each stage's row takes its own facts; the union cannot say so. */
function misfitOf(own: RunFacts, subjects: readonly Subject[]): string | undefined {
  const misfit = PREDICATES[own.stage].misfit as (subjects: readonly Subject[], facts: RunFacts["facts"]) => string | undefined;
  return misfit(subjects, own.facts);
}

function subjectsOf(statement: Statement): Subject[] {
  return statement.subject.map(({ name, digest, annotations }) => {
    const kind = SUBJECT_KINDS.find((known) => known === annotations[KIND]);
    if (kind === undefined) throw notAStatement(`its subject '${name}' has no known kind`);
    return { kind, name, digest: `sha256:${digest.sha256}` };
  });
}

const UTF_8 = new TextDecoder("utf-8", { fatal: true });

/** Reads a statement from JSON bytes; throws a `verdict` error for anything that is not a complete in-toto statement. */
export function parseStatement(bytes: Uint8Array): Statement {
  if (bytes.length > MAX_STATEMENT_BYTES) throw notAStatement(`it has ${bytes.length} bytes, and ${MAX_STATEMENT_BYTES} are allowed`);
  let value: unknown;
  try {
    value = JSON.parse(UTF_8.decode(bytes));
  } catch (error) {
    throw new ActionError("verdict", "A signed payload is not JSON, so the bundle was damaged or made by something else.", {
      cause: error,
    });
  }
  if (!isRecord(value)) throw notAStatement("it is no object");
  const { _type: type, predicateType, predicate } = value;
  if (type !== STATEMENT_TYPE) throw notAStatement(`its _type is '${String(type)}'`);
  if (typeof predicateType !== "string") throw notAStatement("it has no predicateType");
  if (!isRecord(predicate)) throw notAStatement("it has no predicate");
  const subject = listAt(value, "subject").map((item) => {
    const [name, sha256] = [textAt(item, "name"), textAt(item, "digest", "sha256")];
    if (name === undefined || sha256 === undefined || !isDigest(`sha256:${sha256}`))
      throw notAStatement("a subject has no name or no SHA-256 digest");
    return { name, digest: { sha256 }, annotations: { [KIND]: textAt(item, "annotations", KIND) ?? "" } };
  });
  if (subject.length === 0) throw notAStatement("it has no subject");
  return { _type: type, subject, predicateType, predicate };
}

function notAStatement(why: string): ActionError {
  return new ActionError(
    "verdict",
    `A signed payload is not an in-toto statement: ${why}. The bundle was damaged or made by something else.`,
  );
}
