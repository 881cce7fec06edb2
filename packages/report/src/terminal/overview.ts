import { groupProofs, NOTHING, QUESTIONS } from "../overview.ts";
import type { ProofGroup } from "../overview.ts";
import { placeText } from "../plain-text.ts";
import { reasonsOf } from "../reason.ts";
import type { ApprovalRow, ChangeRow, Overview, ProofRow, Report } from "../report.ts";
import { markOf } from "../verdict-mark.ts";
import { copyLine, paint, paintState } from "./style.ts";
import type { TerminalStyle } from "./style.ts";
import { wrap } from "./text.ts";

/** Why it did not pass, what changes, what is proven, who approved, how to go back. */
export function overviewLines(report: Report, style: TerminalStyle): string[] {
  const reasons = reasonsOf(report).flatMap((reason) => [
    ...wrap(`${reason.title}: ${reason.what}${reason.where ? ` (${placeText(reason.where)})` : ""}`, style.width - 2).map((line, index) =>
      paintState(style, reason.verdict, `${index === 0 ? `${markOf(reason.verdict).sign} ` : "  "}${line}`),
    ),
    ...(reason.next === undefined ? [] : hang(`Next: ${reason.next}`, "    ", style)),
  ]);
  return [...(reasons.length > 0 ? ["", ...reasons] : []), ...(report.overview ? answerLines(report.overview, style) : [])];
}

function answerLines({ plan, changes, proven, approvals, back }: Overview, style: TerminalStyle): string[] {
  const way = back && [...hang(back.text, "  ", style), ...(back.command === undefined ? [] : [copyLine(back.command)])];
  return [
    ...answer(
      "changes",
      changes?.flatMap((row) => changeLines(row, style)),
      style,
    ),
    ...answer("proven", proven && proofLines(proven, style), style),
    ...answer(
      "approvals",
      approvals?.flatMap((row) => approvalLines(row, style)),
      style,
    ),
    ...(way ? ["", paint(style, 1, QUESTIONS.back), ...way] : []),
    ...(plan === undefined ? [] : ["", paint(style, 1, "Plan"), copyLine(plan)]),
  ];
}

function answer(question: keyof typeof NOTHING, lines: readonly string[] | undefined, style: TerminalStyle): string[] {
  if (!lines) return [];
  return ["", paint(style, 1, QUESTIONS[question]), ...(lines.length > 0 ? lines : hang(NOTHING[question], "  ", style))];
}

function changeLines({ about, what, names }: ChangeRow, style: TerminalStyle): string[] {
  return hang(`${about}: ${what}${names.length === 0 ? "" : ` (${names.join(", ")})`}`, "  ", style);
}

function proofLines(all: readonly ProofRow[], style: TerminalStyle): string[] {
  const { open, proven } = groupProofs(all);
  const told = ({ stage, rows }: ProofGroup): string => `${stage}: ${rows.map(({ thing }) => thing).join(", ")}`;
  return [
    ...open.flatMap((group) => [
      ...state(group, `${markOf(group.verdict).word} ${told(group)}`, style),
      ...(group.next === undefined ? [] : hang(group.next, "      ", style)),
    ]),
    ...proven.flatMap((group) => state(group, told(group), style)),
  ];
}

function approvalLines(row: ApprovalRow, style: TerminalStyle): string[] {
  return [...state(row, `${row.by} ${row.what}`, style), ...(row.next === undefined ? [] : [copyLine(row.next)])];
}

function state({ verdict }: Pick<ProofRow, "verdict">, text: string, style: TerminalStyle): string[] {
  return wrap(text, style.width - 4).map((line, index) =>
    paintState(style, verdict, `  ${index === 0 ? markOf(verdict).sign : " "} ${line}`),
  );
}

function hang(text: string, pad: string, style: TerminalStyle): string[] {
  return wrap(text, style.width - pad.length).map((line) => pad + line);
}
