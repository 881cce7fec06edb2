import type { CheckResult, DataResult } from "@waybill/data";
import type { ModelResult } from "@waybill/model";
import { countOf } from "@waybill/kit";
import { foldRows } from "@waybill/report";
import type { Block, Cell, Section } from "@waybill/report";
import { seconds } from "./format.ts";
import { findingsBlock } from "./plan-section.ts";

/** The report section of one data entry: every declared check with what was observed and expected, and the control charts. */
export function dataSection(result: DataResult): Section {
  const blocks: Block[] = [
    ...findingsBlock(result.findings),
    {
      type: "facts",
      facts: [
        { label: "File", value: result.source },
        { label: "Digest", value: result.digest },
        { label: "Rows", value: result.rows.toLocaleString("en") },
        { label: "Read in", value: seconds(result.durationMs) },
      ],
    },
    ...foldRows(
      {
        type: "table",
        caption: "Checks",
        head: ["Check", "Verdict", "Observed", "Expected"],
        rows: result.checks.map((check) => [
          checkName(check),
          { text: check.verdict, verdict: check.verdict },
          check.observed,
          check.expected,
        ]),
      },
      isPassedRow,
      (count) => `${countOf(count, "check")} passed`,
    ),
    ...chartBlocks(result.checks),
  ];
  return { id: `data-${result.name}`, title: `Data ${result.name}`, verdict: result.verdict, blocks };
}

/** The charts of checks that did not pass; those of the others fold away with them. */
function chartBlocks(checks: readonly CheckResult[]): Block[] {
  const drawn = checks.flatMap((check) =>
    check.chart ? [{ check, block: { type: "chart" as const, title: `${checkName(check)} over time`, ...check.chart } }] : [],
  );
  const passed = drawn.filter(({ check }) => check.verdict === "pass").map(({ block }) => block);
  return [
    ...drawn.filter(({ check }) => check.verdict !== "pass").map(({ block }) => block),
    ...(passed.length > 0 ? [{ type: "details" as const, summary: countOf(passed.length, "control chart"), blocks: passed }] : []),
  ];
}

function isPassedRow(row: readonly Cell[]): boolean {
  return row.some((cell) => typeof cell !== "string" && cell.verdict === "pass");
}

function checkName(check: CheckResult): string {
  return check.column === undefined ? check.check : `${check.check} · ${check.column}`;
}

/** The report section of one model: format, files, metric gates. */
export function modelSection(result: ModelResult): Section {
  const blocks: Block[] = [
    ...findingsBlock(result.findings),
    {
      type: "facts",
      facts: [
        { label: "Path", value: result.path },
        { label: "Digest", value: result.digest },
        { label: "Format", value: result.format },
        { label: "Size", value: `${result.size.toLocaleString("en")} bytes` },
      ],
    },
  ];
  if (result.gates.length > 0) {
    blocks.push({
      type: "table",
      caption: "Metric gates",
      head: ["Metric", "Verdict", "Observed", "In use now", "Expected"],
      rows: result.gates.map((gate) => [
        gate.metric,
        { text: gate.verdict, verdict: gate.verdict },
        gate.observed === undefined ? "missing" : String(gate.observed),
        gate.baseline === undefined ? "none" : String(gate.baseline),
        gate.expected,
      ]),
    });
  }
  return { id: `model-${result.name}`, title: `Model ${result.name}`, verdict: result.verdict, blocks };
}
