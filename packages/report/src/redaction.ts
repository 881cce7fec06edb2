import type { Finding } from "@waybill/kit";
import type { Block, Cell, Overview, Report, Section } from "./report.ts";

type Redact = (text: string) => string;

/**
 * A report without secrets. It must happen before a renderer escapes, wraps or cuts a text, because a secret that was changed by any of
 * these is not recognised any more.
 */
export function redactReport(report: Report, redact: Redact): Report {
  return {
    ...report,
    title: redact(report.title),
    ...textsOf(report, ["subtitle"], redact),
    run: report.run?.map((fact) => ({ ...fact, value: redact(fact.value), ...textsOf(fact, ["href"], redact) })),
    overview: report.overview && redactOverview(report.overview, redact),
    chain: report.chain.map((step) => ({ ...step, label: redact(step.label), ...textsOf(step, ["note"], redact) })),
    sections: report.sections.map((section) => redactSection(section, redact)),
    next: report.next?.map(redact),
  };
}

/** A section without secrets; see `redactReport`. */
export function redactSection(section: Section, redact: Redact): Section {
  return {
    ...section,
    title: redact(section.title),
    ...textsOf(section, ["intro", "summary"], redact),
    overview: section.overview && redactOverview(section.overview, redact),
    blocks: section.blocks.map((block) => redactBlock(block, redact)),
  };
}

function redactOverview(overview: Overview, redact: Redact): Overview {
  const { changes, proven, approvals, back } = overview;
  return {
    ...overview,
    ...textsOf(overview, ["plan"], redact),
    ...(changes && { changes: changes.map((row) => ({ about: redact(row.about), what: redact(row.what), names: row.names.map(redact) })) }),
    ...(proven && { proven: proven.map((row) => ({ ...row, thing: redact(row.thing), ...textsOf(row, ["by", "next"], redact) })) }),
    ...(approvals && { approvals: approvals.map((row) => ({ ...row, ...textsOf(row, ["by", "what", "next"], redact) })) }),
    ...(back && { back: { ...back, ...textsOf(back, ["text", "command"], redact) } }),
  };
}

function redactBlock(block: Block, redact: Redact): Block {
  switch (block.type) {
    case "table":
      return {
        ...block,
        ...textsOf(block, ["caption"], redact),
        head: block.head.map(redact),
        rows: block.rows.map((row) => row.map((cell) => redactCell(cell, redact))),
      };
    case "chart":
      return { ...block, title: redact(block.title), points: block.points.map(({ x, y }) => ({ x: redact(x), y })) };
    case "findings":
      return { ...block, findings: block.findings.map((finding) => redactFinding(finding, redact)) };
    case "code":
      return { ...block, ...textsOf(block, ["text", "caption"], redact) };
    case "facts":
      return { ...block, facts: block.facts.map(({ label, value }) => ({ label: redact(label), value: redact(value) })) };
    case "text":
      return { ...block, text: redact(block.text) };
    case "details":
      return { ...block, summary: redact(block.summary), blocks: block.blocks.map((inner) => redactBlock(inner, redact)) };
  }
}

function redactCell(cell: Cell, redact: Redact): Cell {
  return typeof cell === "string" ? redact(cell) : { ...cell, ...textsOf(cell, ["text", "href"], redact) };
}

function redactFinding(finding: Finding, redact: Redact): Finding {
  return { ...finding, ...textsOf(finding, ["what", "observed", "expected", "next"], redact) };
}

/** The texts under some keys of an object, redacted; a key that is not there stays away. */
function textsOf<const K extends string>(
  object: { readonly [P in NoInfer<K>]?: string | undefined },
  keys: readonly K[],
  redact: Redact,
): Partial<Record<K, string>> {
  const texts: Partial<Record<K, string>> = {};
  for (const key of keys) {
    const text = object[key];
    if (text !== undefined) texts[key] = redact(text);
  }
  return texts;
}
