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
  const way = back ? `<p>${escapeHtml(back.text)}</p>${back.command === undefined ? "" : copyHtml("", back.command)}` : "";
  return [
    answer("changes", `<dl>${folded(changes.map(changeHtml), MAX_CHANGES, "dl", "more")}</dl>`, changes.length),
    answer("proven", proofsHtml(proven), proven.length),
    answer("approvals", `<ul>${approvals.map(approvalHtml).join("")}</ul>`, approvals.length),
    answer("back", way, way.length),
  ].join("");
}

function answer(question: keyof typeof QUESTIONS, body: string, size: number): string {
  return `<div class="answer ${question}"><h3>${QUESTIONS[question]}</h3>${size === 0 ? `<p class="none">${NOTHING[question]}</p>` : body}</div>`;
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

function changeHtml({ about, what, names }: ChangeRow): string {
  const shown = names.slice(0, MAX_NAMES).map(escapeHtml).join(", ");
  const rest = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : "";
  const list = names.length === 0 ? "" : ` <span class="names">${shown}${rest}</span>`;
  return `<div><dt>${escapeHtml(about)}</dt><dd><strong>${escapeHtml(what)}</strong>${list}</dd></div>`;
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
