import type { CheckResult, DataResult } from "@waybill/data";
import type { ModelResult } from "@waybill/model";
import type { Block, Section } from "@waybill/report";
import { seconds } from "./format.ts";

/** The report section of one data entry: every declared check with what was observed and expected, and the control charts. */
export function dataSection(result: DataResult): Section {
  const blocks: Block[] = [
    {
      type: "facts",
      facts: [
        { label: "File", value: result.source },
        { label: "Digest", value: result.digest },
        { label: "Rows", value: result.rows.toLocaleString("en") },
        { label: "Read in", value: seconds(result.durationMs) },
      ],
    },
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
  ];
  if (result.findings.length > 0) blocks.push({ type: "findings", findings: result.findings });
  for (const check of result.checks) {
    if (check.chart) blocks.push({ type: "chart", title: `${checkName(check)} over time`, ...check.chart });
  }
  return { id: `data-${result.name}`, title: `Data ${result.name}`, verdict: result.verdict, blocks };
}

function checkName(check: CheckResult): string {
  return check.column === undefined ? check.check : `${check.check} · ${check.column}`;
}

/** The report section of one model: format, files, metric gates. */
export function modelSection(result: ModelResult): Section {
  const blocks: Block[] = [
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
  if (result.findings.length > 0) blocks.push({ type: "findings", findings: result.findings });
  return { id: `model-${result.name}`, title: `Model ${result.name}`, verdict: result.verdict, blocks };
}
