import type { RecordVerification } from "@waybill/record";
import type { Block, Section } from "@waybill/report";

/** The report section of a verification: the brief, then every statement with its signer and whether its subjects are still what they were. */
export function verificationSection(environment: string, brief: Section, verification: RecordVerification): Section {
  const blocks: Block[] = [
    ...brief.blocks,
    {
      type: "table",
      caption: "Statements of the record",
      head: ["Stage", "Verdict", "Subject", "Signed by"],
      rows: verification.statements.map(({ view, signer }) => [
        view.stage,
        { text: view.verdict, verdict: view.verdict },
        view.subjects.map((subject) => subject.name).join(", "),
        signer,
      ]),
    },
  ];
  return { ...brief, id: `verify-${environment}`, blocks };
}
