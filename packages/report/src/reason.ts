import { isPassing } from "@waybill/kit";
import type { Finding, Verdict } from "@waybill/kit";
import type { Block, Report, Section } from "./report.ts";

/** Why a section did not pass: what whoever reads only one line of it must read. */
export interface Reason {
  readonly title: string;
  readonly verdict: Verdict;
  readonly what: string;
  readonly where?: Finding["where"];
  readonly next?: string | undefined;
}

/** The reason of every section that did not pass, in order. */
export function reasonsOf(report: Report): Reason[] {
  return report.sections.flatMap((section) => {
    const { verdict, title } = section;
    return verdict === undefined || isPassing(verdict) ? [] : [{ title, verdict, ...reasonOf(section) }];
  });
}

function reasonOf(section: Section): Pick<Reason, "what" | "where" | "next"> {
  const findings = section.blocks.flatMap(findingsIn);
  const finding = findings.find(({ severity }) => severity === "error") ?? findings.find(({ severity }) => severity === "warning");
  return finding ?? { what: section.summary ?? section.intro ?? "No reason was given." };
}

function findingsIn(block: Block): readonly Finding[] {
  if (block.type === "findings") return block.findings;
  return block.type === "details" ? block.blocks.flatMap(findingsIn) : [];
}
