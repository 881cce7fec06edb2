import { groupBy } from "@waybill/kit";
import { clip, placeText } from "../plain-text.ts";
import { groupProofs, NOTHING, QUESTIONS } from "../overview.ts";
import type { ProofGroup } from "../overview.ts";
import { reasonsOf } from "../reason.ts";
import type { Reason } from "../reason.ts";
import type { ApprovalRow, ChangeRow, Overview, ProofRow, Report } from "../report.ts";
import { badgeHtml, copyHtml } from "./blocks.ts";
import { escapeHtml, linkHtml } from "./text.ts";

/** Beyond these, things fold away or are counted, so that the four answers fit on a first screen; all of it stands in the sections below. */
const MAX_REASON_CHARACTERS = 240;
const MAX_CHANGES = 2;
const MAX_OPEN_PROOFS = 4;
const MAX_NAMES_CHARACTERS = 60;
const MAX_FOLDED_CHARACTERS = 40;

/** The first screen: why it did not pass, the plan's digest to copy, and the four answers. Empty when there is nothing to say. */
export function overviewHtml(report: Report, anchor: string): string {
  const { overview } = report;
  const reasons = reasonsOf(report);
  if (!overview && reasons.length === 0) return "";
  return [
    `<section class="overview" id="${anchor}" aria-labelledby="${anchor}-title"><h2 class="unseen" id="${anchor}-title">At a glance</h2>`,
    reasonsHtml(reasons),
    overview?.plan === undefined ? "" : copyHtml("Plan", overview.plan),
    overview ? `<div class="answers">${answersHtml(overview, reasons[0]?.next)}</div>` : "",
    "</section>",
  ].join("\n");
}

/** `said` is the next step that stands above already. */
function answersHtml({ changes, proven, approvals, back }: Overview, said: string | undefined): string {
  const way = back && `<p>${escapeHtml(back.text)}</p>${back.command === undefined ? "" : copyHtml("", back.command)}`;
  return [
    "<div>",
    answer("changes", changes, (rows) => `<dl>${changesHtml(rows)}</dl>`),
    way === undefined ? "" : `<div class="answer back"><h3>${QUESTIONS.back}</h3>${way}</div>`,
    "</div><div>",
    answer("proven", proven, (rows) => proofsHtml(rows, said)),
    answer("approvals", approvals, (rows) => `<ul>${rows.map(approvalHtml).join("")}</ul>`),
    "</div>",
  ].join("");
}

function answer<T>(question: keyof typeof NOTHING, rows: readonly T[] | undefined, draw: (rows: readonly T[]) => string): string {
  if (!rows) return "";
  const body = rows.length === 0 ? `<p class="none">${NOTHING[question]}</p>` : draw(rows);
  return `<div class="answer ${question}"><h3>${QUESTIONS[question]}</h3>${body}</div>`;
}

/** The first reason whole, because it is the likeliest cause of the others; the others by their titles. */
function reasonsHtml([first, ...others]: readonly Reason[]): string {
  if (!first) return "";
  const more = others.length === 0 ? "" : `<li class="none">Also below: ${listHtml(others, escapeHtml, ({ title }) => title)}</li>`;
  return `<ul class="reasons">${reasonHtml(first)}${more}</ul>`;
}

function reasonHtml({ title, verdict, what, where, next }: Reason): string {
  const place = where === undefined ? "" : ` <code>${escapeHtml(placeText(where))}</code>`;
  const then = next === undefined ? "" : `<p class="then"><strong>Next:</strong> ${escapeHtml(clip(next, MAX_REASON_CHARACTERS))}</p>`;
  return `<li class="finding ${verdict}"><p>${badgeHtml(verdict, clip(title, MAX_NAMES_CHARACTERS))} <span class="what">${escapeHtml(clip(what, MAX_REASON_CHARACTERS))}${place}</span></p>${then}</li>`;
}

/** The changes, each thing that they belong to named once. */
function changesHtml(rows: readonly ChangeRow[]): string {
  const things = [...groupBy(rows, ({ about }) => about)];
  const lines = things.map(([about, own]) => {
    const whats = own.map(({ what, names }) => `<dd><strong>${escapeHtml(what)}</strong>${namesHtml(names)}</dd>`);
    return `<div><dt>${escapeHtml(about)}</dt>${whats.join("")}</div>`;
  });
  const hidden = things.slice(MAX_CHANGES).map(([about]) => about);
  return folded(lines, MAX_CHANGES, "dl", `more: ${escapeHtml(clip(hidden.join(", "), MAX_FOLDED_CHARACTERS))}`);
}

function namesHtml(names: readonly string[]): string {
  return names.length === 0 ? "" : ` <span class="names">${listHtml(names, escapeHtml)}</span>`;
}

/** Names that have room, and how many others there are. */
function listHtml<T>(items: readonly T[], draw: (text: string, item: T) => string, nameOf = (item: T): string => String(item)): string {
  let characters = 0;
  const shown = items.filter((item, index) => {
    characters += nameOf(item).length;
    return index === 0 || characters <= MAX_NAMES_CHARACTERS;
  });
  const rest = items.length - shown.length;
  return `${shown.map((item) => draw(clip(nameOf(item), MAX_NAMES_CHARACTERS), item)).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

function proofsHtml(rows: readonly ProofRow[], said: string | undefined): string {
  const { open, proven } = groupProofs(rows);
  // One command makes several of them: it is said once, after the last.
  const told = open.map((group, index) =>
    proofHtml([said, open[index + 1]?.next].includes(group.next) ? { ...group, next: undefined } : group),
  );
  return `<ul>${folded(told, MAX_OPEN_PROOFS, "ul", "more that did not pass")}${proven.map(proofHtml).join("")}</ul>`;
}

function proofHtml(group: ProofGroup): string {
  const { verdict, stage, next } = group;
  const then = next === undefined ? "" : ` <span class="names">${escapeHtml(clip(next, MAX_REASON_CHARACTERS))}</span>`;
  return `<li>${badgeHtml(verdict)} <span>${escapeHtml(stage)}: ${thingsHtml(group.rows)}${then}</span></li>`;
}

function thingsHtml(group: readonly ProofRow[]): string {
  return listHtml(
    group,
    (text, { by }) => linkHtml(escapeHtml(text), by),
    ({ thing }) => thing,
  );
}

function approvalHtml({ by, verdict, what, next }: ApprovalRow): string {
  const then = next === undefined ? "" : copyHtml("", next);
  return `<li>${badgeHtml(verdict)} <span><strong>${escapeHtml(by)}</strong> ${escapeHtml(what)}${then}</span></li>`;
}

/** Lines beyond `max` behind a line that counts them; one alone stands in that line's place. */
function folded(lines: readonly string[], max: number, list: "dl" | "ul", rest: string): string {
  if (lines.length <= max + 1) return lines.join("");
  const inner = `<details><summary>${lines.length - max} ${rest}</summary><${list}>${lines.slice(max).join("")}</${list}></details>`;
  return `${lines.slice(0, max).join("")}${list === "ul" ? `<li>${inner}</li>` : `<div><dt></dt><dd>${inner}</dd></div>`}`;
}
