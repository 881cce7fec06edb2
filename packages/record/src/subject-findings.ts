import { headline } from "@waybill/kit";
import type { Digest, Finding, Subject } from "@waybill/kit";
import type { StatementView } from "./predicate/view.ts";

/** What a subject is now: its digest, none where it is no match whatever it has, and for people what is not as it should be. */
export interface SubjectNow {
  readonly digest?: Digest | undefined;
  readonly seen?: string | undefined;
}

/** Reads what a subject is now; undefined when it cannot be read, which is never taken for a match. */
export type SubjectReader = (subject: Subject, statement: StatementView) => Promise<Digest | SubjectNow | undefined>;

/** Which subjects are not what the statements say any more; each is read once. */
export async function subjectFindings(statements: readonly StatementView[], readSubject: SubjectReader): Promise<Finding[]> {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  for (const statement of statements) {
    for (const subject of statement.subjects) {
      const key = JSON.stringify([subject.kind, subject.name, subject.digest]);
      // A release's digest is judged with the statement that closes it; nothing in the world has it.
      if (seen.has(key) || subject.kind === "release") continue;
      seen.add(key);
      const found = await readNow(readSubject, subject, statement, findings);
      if (found === "unreadable") continue;
      const { digest: now, seen: observed } = typeof found === "object" ? found : { digest: found, seen: found };
      if (now === subject.digest) continue;
      findings.push({
        rule: "subject-changed",
        severity: "error",
        what:
          now === undefined
            ? `${labelOf(subject)} of the ${statement.stage} statement cannot be read or does not hold any more.`
            : `${labelOf(subject)} is not what the ${statement.stage} statement is about: it was changed after that stage.`,
        observed: observed ?? now ?? "nothing that could be compared",
        expected: subject.digest,
        next: "Undo the change, or run a new release for it.",
      });
    }
  }
  return findings;
}

function labelOf({ kind, name }: Subject): string {
  if (kind === "path") return `'${name}'`;
  return kind === "environment" ? `What runs in '${name}'` : `The ${kind} '${name}'`;
}

/** A subject that cannot be read is a finding like any other: the verification goes on and names everything else too. */
async function readNow(
  readSubject: SubjectReader,
  subject: Subject,
  statement: StatementView,
  findings: Finding[],
): Promise<Digest | SubjectNow | "unreadable" | undefined> {
  try {
    return await readSubject(subject, statement);
  } catch (error) {
    findings.push({
      rule: "subject-unreadable",
      severity: "error",
      what: headline(error),
      next: "Do not rely on this record. Run a new release.",
    });
    return "unreadable";
  }
}
