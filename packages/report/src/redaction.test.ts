import { createRedactor } from "@waybill/kit";
import { expect, test } from "vitest";
import { redactReport, renderHtml, renderMarkdown, renderTerminal } from "./index.ts";
import type { Block, Overview, Report } from "./index.ts";

const SECRET = `canary<b>&"'*_|x ${"long ".repeat(30)}theend`;

/** A report that shows the secret in every text that a report has. */
function leakyReport(): Report {
  const blocks: Block[] = [
    { type: "table", head: [SECRET], rows: [[SECRET, { text: SECRET, href: `https://a/?${SECRET}` }]], caption: SECRET },
    { type: "chart", title: SECRET, points: [{ x: SECRET, y: 1 }] },
    {
      type: "findings",
      findings: [{ rule: "stopped", severity: "error", what: SECRET, observed: SECRET, expected: SECRET, next: SECRET }],
    },
    { type: "code", language: "text", text: SECRET, caption: SECRET },
    { type: "facts", facts: [{ label: SECRET, value: SECRET }] },
    { type: "text", text: SECRET },
  ];
  const overview: Overview = {
    plan: SECRET,
    changes: [{ about: SECRET, what: SECRET, names: [SECRET] }],
    proven: [{ stage: "plan", thing: SECRET, verdict: "missing", by: SECRET, next: SECRET }],
    approvals: [{ by: SECRET, verdict: "pass", what: SECRET, next: SECRET }],
    back: { text: SECRET, command: SECRET },
  };
  return {
    title: SECRET,
    subtitle: SECRET,
    verdict: "fail",
    rehearsal: false,
    run: [{ label: "Run", value: SECRET, href: `https://a/${SECRET}` }],
    chain: [{ id: "a", label: SECRET, verdict: "fail", note: SECRET }],
    overview,
    sections: [
      {
        id: "a",
        title: SECRET,
        intro: SECRET,
        summary: SECRET,
        overview,
        blocks: [...blocks, { type: "details", summary: SECRET, blocks }],
      },
    ],
    next: [SECRET],
  };
}

test("a secret is gone from every text of a report, before escaping, wrapping or cutting could hide it from us", () => {
  const redactor = createRedactor();
  redactor.add(SECRET);
  const safe = redactReport(leakyReport(), (text) => redactor.redact(text));
  const pages = [
    JSON.stringify(safe),
    renderHtml(safe),
    renderMarkdown(safe, { maxBytes: 1e6 }),
    renderTerminal(safe, { color: false, width: 60 }),
  ];
  for (const page of pages) {
    expect(page).not.toMatch(/canary|long long|theend/);
    expect(page).toContain("***".replaceAll("*", page === pages[2] ? "\\*" : "*"));
  }
});

test("what is no text stays as it is", () => {
  const report = leakyReport();
  expect(redactReport(report, (text) => text)).toEqual(report);
});
