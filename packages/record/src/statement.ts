import type { Evidence, RunContext, Stage, Subject, Verdict } from "@waybill/kit";
import { ActionError, isDigest, isRecord, listAt, STAGES, textAt, valueAt } from "@waybill/kit";

/** An in-toto Statement v1 (https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md). */
export interface Statement {
  readonly _type: "https://in-toto.io/Statement/v1";
  readonly subject: readonly { readonly name: string; readonly digest: { readonly sha256: string } }[];
  readonly predicateType: string;
  readonly predicate: Readonly<Record<string, unknown>>;
}

/** What every statement of ours says, whatever its predicate type. */
export interface RunFacts {
  readonly stage: Stage;
  readonly verdict: Verdict;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly run: RunContext;
  readonly tool: Tool;
  readonly startedAt: string;
  readonly finishedAt: string;
}

/** The program that made a statement. */
export interface Tool {
  readonly name: string;
  readonly version: string;
}

/** The `_type` of every statement (in-toto Attestation Framework, "Statement"). */
export const STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
const OWN_PREDICATES = "https://github.com/waybill-ci/waybill/predicates";
const PROVENANCE = "https://slsa.dev/provenance/v1";
const TEST_RESULT = "https://in-toto.io/attestation/test-result/v0.1";
/** SLSA reserves `<vendor>_<field>` for what it does not define; we keep our facts there in published types. */
const EXTENSION = "waybill_run";
const VERDICTS: readonly Verdict[] = ["pass", "warn", "fail", "inconclusive"];
const RUN_TEXTS = ["repository", "commit", "ref", "actor", "workflow", "run"] as const;

/** The predicate type of a stage: the published one where there is one, else ours. */
export function predicateTypeOf(stage: Stage): string {
  if (stage === "build") return PROVENANCE;
  return stage === "test" ? TEST_RESULT : `${OWN_PREDICATES}/${stage}/v1`;
}

/** Turns what a stage proved into a statement about its subjects. */
export function createStatement(evidence: Evidence, run: RunContext, tool: Tool): Statement {
  const { stage, verdict, facts, startedAt, finishedAt } = evidence;
  const own: RunFacts = { stage, verdict, facts, run, tool, startedAt, finishedAt };
  return {
    _type: STATEMENT_TYPE,
    subject: evidence.subjects.map(({ name, digest }) => ({ name, digest: { sha256: digest.slice("sha256:".length) } })),
    predicateType: predicateTypeOf(stage),
    predicate: predicateOf(own),
  };
}

function predicateOf(own: RunFacts): Record<string, unknown> {
  if (own.stage === "build") return { ...provenance(own), [EXTENSION]: own };
  if (own.stage === "test") return { ...testResult(own), [EXTENSION]: own };
  return { ...own };
}

/** The required fields of SLSA provenance v1. */
function provenance({ facts, run, startedAt, finishedAt }: RunFacts): Record<string, unknown> {
  return {
    buildDefinition: {
      buildType: `${OWN_PREDICATES}/build-type/v1`,
      externalParameters: {
        repository: run.repository,
        ref: run.ref,
        image: facts["name"],
        dockerfile: facts["dockerfile"],
        context: facts["context"],
        platforms: facts["platforms"],
      },
      internalParameters: { builder: facts["builder"], inputsDigest: facts["inputsDigest"] },
      resolvedDependencies: /^[0-9a-f]{40}$/.test(run.commit)
        ? [{ uri: `git+${run.repository}@${run.ref}`, digest: { gitCommit: run.commit } }]
        : [],
    },
    runDetails: { builder: { id: run.workflow }, metadata: { invocationId: run.run, startedOn: startedAt, finishedOn: finishedAt } },
  };
}

/** The required fields of in-toto test-result v0.1. */
function testResult({ verdict, run }: RunFacts): Record<string, unknown> {
  const result = verdict === "pass" ? "PASSED" : verdict === "warn" ? "WARNED" : "FAILED";
  return {
    result,
    configuration: [{ name: "waybill.yml", uri: `git+${run.repository}@${run.commit}` }],
    url: run.run.startsWith("http") ? run.run : undefined,
  };
}

/** Reads our facts out of a statement; throws a `verdict` error when the statement is not one of ours. */
export function runFactsOf(statement: Statement): RunFacts {
  const own = statement.predicate[EXTENSION] ?? statement.predicate;
  if (!isRunFacts(own) || statement.predicateType !== predicateTypeOf(own.stage)) {
    throw new ActionError(
      "verdict",
      `A statement of type '${statement.predicateType}' is not one that Waybill writes, so it proves nothing here. Remove it from the record.`,
    );
  }
  return own;
}

function isRunFacts(value: unknown): value is RunFacts {
  const texts = [["startedAt"], ["finishedAt"], ["tool", "name"], ["tool", "version"], ...RUN_TEXTS.map((name) => ["run", name])];
  return (
    STAGES.some((stage) => stage === textAt(value, "stage")) &&
    VERDICTS.some((verdict) => verdict === textAt(value, "verdict")) &&
    isRecord(valueAt(value, "facts")) &&
    typeof valueAt(value, "run", "rehearsal") === "boolean" &&
    typeof valueAt(value, "run", "dirty") === "boolean" &&
    Number.isInteger(valueAt(value, "run", "attempt")) &&
    texts.every((path) => textAt(value, ...path) !== undefined)
  );
}

/** The subjects of a statement as we name digests. */
export function subjectsOf(statement: Statement): Subject[] {
  return statement.subject.map(({ name, digest }) => ({ name, digest: `sha256:${digest.sha256}` }));
}

/** Reads a statement from JSON bytes; throws a `verdict` error for anything that is not a complete in-toto statement. */
export function parseStatement(bytes: Uint8Array): Statement {
  const refuse = (why: string): ActionError =>
    new ActionError("verdict", `A signed payload is not an in-toto statement: ${why}. The bundle was damaged or made by something else.`);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw new ActionError("verdict", "A signed payload is not JSON, so the bundle was damaged or made by something else.", {
      cause: error,
    });
  }
  if (!isRecord(value)) throw refuse("it is no object");
  const { _type: type, predicateType, predicate } = value;
  if (type !== STATEMENT_TYPE) throw refuse(`its _type is '${String(type)}'`);
  if (typeof predicateType !== "string") throw refuse("it has no predicateType");
  if (!isRecord(predicate)) throw refuse("it has no predicate");
  const subject = listAt(value, "subject").map((item) => {
    const [name, sha256] = [textAt(item, "name"), textAt(item, "digest", "sha256")];
    if (name === undefined || sha256 === undefined || !isDigest(`sha256:${sha256}`))
      throw refuse("a subject has no name or no SHA-256 digest");
    return { name, digest: { sha256 } };
  });
  if (subject.length === 0) throw refuse("it has no subject");
  return { _type: type, subject, predicateType, predicate };
}
