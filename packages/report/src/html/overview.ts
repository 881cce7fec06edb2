import { placeText } from "../plain-text.ts";
import { NOTHING, QUESTIONS, splitProofs } from "../overview.ts";
import { reasonsOf } from "../reason.ts";
import type { Reason } from "../reason.ts";
import type { ApprovalRow, ChangeRow, Overview, ProofRow, Report } from "../report.ts";
import { badgeHtml, copyHtml } from "./blocks.ts";
import { escapeHtml, linkHtml } from "./text.ts";

/** Reasons, changes, proofs and names beyond these fold away, so that the four answers fit on a first screen. */
const MAX_REASONS = 2;
const MAX_CHANGES = 4;
const MAX_OPEN_PROOFS = 5;
const MAX_NAMES = 4;

/** The first screen: why it did not pass, the plan's digest to copy, and the four answers. Empty when there is nothing to say. */
export function overviewHtml(report: Report, anchor: string): string {
  const { overview } = report;
  const reasons = reasonsOf(report);
  if (!overview && reasons.length === 0) return "";
  return [
    `<section class="overview" id="${anchor}" aria-labelledby="${anchor}-title"><h2 class="unseen" id="${anchor}-title">At a glance</h2>`,
    reasonsHtml(reasons),
    overview?.plan === undefined ? "" : copyHtml("Plan", overview.plan),
    overview ? `<div class="answers">${answersHtml(overview)}</div>` : "",
    "</section>",
  ].join("\n");
}

function answersHtml({ changes, proven, approvals, back }: Overview): string {
  const way = back && `<p>${escapeHtml(back.text)}</p>${back.command === undefined ? "" : copyHtml("", back.command)}`;
  return [
    answer("changes", changes, (rows) => `<dl>${changesHtml(rows)}</dl>`),
    answer("proven", proven, proofsHtml),
    answer("approvals", approvals, (rows) => `<ul>${rows.map(approvalHtml).join("")}</ul>`),
    way === undefined ? "" : `<div class="answer back"><h3>${QUESTIONS.back}</h3>${way}</div>`,
  ].join("");
}

function answer<T>(question: keyof typeof NOTHING, rows: readonly T[] | undefined, draw: (rows: readonly T[]) => string): string {
  if (!rows) return "";
  const body = rows.length === 0 ? `<p class="none">${NOTHING[question]}</p>` : draw(rows);
  return `<div class="answer ${question}"><h3>${QUESTIONS[question]}</h3>${body}</div>`;
}

function reasonsHtml(reasons: readonly Reason[]): string {
  if (reasons.length === 0) return "";
  const rest = reasons.length - MAX_REASONS;
  const more = rest > 0 ? `<li class="none">and ${rest} more below</li>` : "";
  return `<ul class="reasons">${reasons.slice(0, MAX_REASONS).map(reasonHtml).join("")}${more}</ul>`;
}

function reasonHtml({ title, verdict, what, where, next }: Reason): string {
  const place = where === undefined ? "" : ` <code>${escapeHtml(placeText(where))}</code>`;
  const then = next === undefined ? "" : `<p class="then"><strong>Next:</strong> ${escapeHtml(next)}</p>`;
  return `<li class="finding ${verdict}"><p>${badgeHtml(verdict, title)} <span class="what">${escapeHtml(what)}${place}</span></p>${then}</li>`;
}

/** The changes, each thing that they belong to named once. */
function changesHtml(rows: readonly ChangeRow[]): string {
  const lines = rows.map((row, index) => {
    const name = row.about === rows[index - 1]?.about ? "" : `<dt>${escapeHtml(row.about)}</dt>`;
    return `<div>${name}<dd><strong>${escapeHtml(row.what)}</strong>${namesHtml(row.names)}</dd></div>`;
  });
  return folded(lines, MAX_CHANGES, "dl", "more");
}

function namesHtml(names: readonly string[]): string {
  if (names.length === 0) return "";
  const rest = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : "";
  return ` <span class="names">${names.slice(0, MAX_NAMES).map(escapeHtml).join(", ")}${rest}</span>`;
}

function proofsHtml(rows: readonly ProofRow[]): string {
  const { open, proven } = splitProofs(rows);
  const lines = open.map((row) => {
    const next = row.next === undefined ? "" : ` <span class="names">${escapeHtml(row.next)}</span>`;
    return `<li>${badgeHtml(row.verdict)} <span>${escapeHtml(row.stage)}: ${linkHtml(escapeHtml(row.thing), row.by)}${next}</span></li>`;
  });
  const groups = proven.map((group) => {
    const [first] = group;
    return first ? `<li>${badgeHtml(first.verdict)} <span>${escapeHtml(first.stage)}: ${thingsHtml(group)}</span></li>` : "";
  });
  return `<ul>${folded(lines, MAX_OPEN_PROOFS, "ul", "more that did not pass")}${groups.join("")}</ul>`;
}

function thingsHtml(group: readonly ProofRow[]): string {
  const shown = group.slice(0, MAX_NAMES).map(({ thing, by }) => linkHtml(escapeHtml(thing), by));
  return `${shown.join(", ")}${group.length > MAX_NAMES ? ` and ${group.length - MAX_NAMES} more` : ""}`;
}

function approvalHtml({ by, verdict, what, next }: ApprovalRow): string {
  const then = next === undefined ? "" : copyHtml("", next);
  return `<li>${badgeHtml(verdict)} <span><strong>${escapeHtml(by)}</strong> ${escapeHtml(what)}${then}</span></li>`;
}

/** Lines beyond `max` behind a line that counts them. */
function folded(lines: readonly string[], max: number, list: "dl" | "ul", rest: string): string {
  if (lines.length <= max) return lines.join("");
  const inner = `<details><summary>${lines.length - max} ${rest}</summary><${list}>${lines.slice(max).join("")}</${list}></details>`;
  return `${lines.slice(0, max).join("")}${list === "ul" ? `<li>${inner}</li>` : `<div><dt></dt><dd>${inner}</dd></div>`}`;
}
