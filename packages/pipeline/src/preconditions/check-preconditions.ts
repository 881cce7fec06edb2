import { ActionError, verdictOf } from "@waybill/kit";
import type { ErrorKind, Finding, Verdict } from "@waybill/kit";
import type { Entry, Precondition, PreconditionContext, Scope } from "./precondition.ts";
import { PRECONDITIONS } from "./table.ts";

/** What was looked at before a run, what is not so, and what was left for a later command. */
export interface Preconditions {
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  /** What was looked at, in the plural. */
  readonly looked: readonly string[];
  /** A sentence for each row that was left out, with what looks at it. */
  readonly leftOut: readonly string[];
  /** Who can mend the first error. */
  readonly kind?: ErrorKind | undefined;
}

/** Looks at everything that a run of this entry needs of its scope. Throws nothing but what is no failure of ours to expect. */
export async function checkPreconditions(
  context: PreconditionContext,
  entry: Entry,
  scope: Scope,
  table: readonly Precondition[] = PRECONDITIONS,
): Promise<Preconditions> {
  const findings: Finding[] = [];
  const looked: string[] = [];
  const leftOut: string[] = [];
  const kinds: ErrorKind[] = [];
  let mustBeMended = false;
  for (const row of table) {
    const names = row.names(scope, context, entry);
    if (names.length === 0) continue;
    const isMeant = row.before.includes(entry);
    // A server that is asked about what a file has wrong answers something else than what is wrong.
    const isHeldBack = isMeant && row.needs === "network" && mustBeMended;
    if (!isMeant || isHeldBack) {
      if (entry === "check" || isHeldBack) leftOut.push(sayLeftOut(row, names, isHeldBack));
      continue;
    }
    looked.push(row.what);
    const found = await lookAt(row, context, scope, entry);
    findings.push(...found.findings);
    if (found.kind === undefined) continue;
    kinds.push(found.kind);
    mustBeMended ||= row.needs !== "network";
  }
  const isKnown = findings.some(({ severity }) => severity === "error") && kinds.some((kind) => kind !== "remote");
  const verdict = isKnown ? "fail" : kinds.length > 0 ? "inconclusive" : verdictOf(findings);
  return { verdict, findings: once(findings), looked, leftOut: [...new Set(leftOut)], kind: kinds[0] };
}

/** What a row found, and who can mend it where that is an error; what it threw is a finding too. */
async function lookAt(
  row: Precondition,
  context: PreconditionContext,
  scope: Scope,
  entry: Entry,
): Promise<{ findings: readonly Finding[]; kind?: ErrorKind }> {
  try {
    const all = await row.look(context, scope, entry);
    // What is merely unwise in a file, the stage tells whose file it is.
    const findings = entry === "check" || row.needs !== "files" ? all : all.filter(({ severity }) => severity === "error");
    const kind = row.needs === "files" ? "input" : "environment";
    return findings.some(({ severity }) => severity === "error") ? { findings, kind } : { findings };
  } catch (error) {
    if (context.signal.aborted || !(error instanceof ActionError)) throw error;
    const own: Finding = { rule: row.id, severity: "error", what: error.message };
    return { findings: error.findings.length > 0 ? error.findings : [own], kind: error.kind };
  }
}

function sayLeftOut({ what, needs, before }: Precondition, names: readonly string[], isHeldBack: boolean): string {
  const needed = needs === "network" ? ", which need the network" : "";
  const looks = isHeldBack ? "mend the errors first" : `'waybill ${before.includes("plan") ? "plan" : "release"}' does`;
  return `Not looked at: the ${what} (${names.join(", ")})${needed}; ${looks}.`;
}

function once(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}
