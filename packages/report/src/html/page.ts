import { createHash } from "node:crypto";
import { renderChainSvg } from "../svg/chain.ts";
import { badgeHtml, blocksHtml, factsHtml } from "./blocks.ts";
import { createAnchors, escapeHtml } from "./text.ts";
import { iconSvg } from "./icon.ts";
import { overviewHtml } from "./overview.ts";
import type { Verdict } from "@waybill/kit";
import type { Report, Section, StepState } from "../report.ts";
import { STYLE } from "./style.ts";
import { markOf, REHEARSAL_NOTICE, styleOf } from "../verdict-mark.ts";

/** Below this many sections a list of them helps nobody. */
const NAVIGATION_FROM = 3;

interface Placed {
  readonly section: Section;
  readonly anchor: string;
}

/**
 * Renders a report as one HTML file that needs nothing else: no script, font, picture or request. Its policy forbids all of them, so that
 * even a text that slipped through the escaping could do nothing.
 */
export function renderHtml(report: Report): string {
  const anchors = createAnchors();
  const glance = overviewHtml(report, anchors("at-a-glance"));
  const hasChain = report.chain.length > 0;
  const chainAnchor = anchors("chain");
  const nextAnchor = anchors("next");
  const placed = report.sections.map((section): Placed => ({ section, anchor: anchors(section.id) }));
  const parts = [
    glance,
    hasChain ? chainHtml(report, chainAnchor, anchors) : "",
    ...placed.map((part) => sectionHtml(part, anchors)),
    nextHtml(report.next ?? [], nextAnchor),
  ].filter((part) => part !== "");
  const withNavigation = placed.length >= NAVIGATION_FROM;
  return [
    "<!doctype html>",
    '<html lang="en">',
    headHtml(report),
    "<body>",
    '<a class="skip" href="#main">Skip to the report</a>',
    headerHtml(report),
    `<div class="frame columns${withNavigation ? " with-nav" : ""}">`,
    withNavigation
      ? navigationHtml(placed, hasChain ? chainAnchor : undefined, (report.next ?? []).length > 0 ? nextAnchor : undefined)
      : "",
    `<main id="main" tabindex="-1">`,
    ...parts,
    "</main>",
    "</div>",
    `<footer><div class="frame">Written by Waybill. This page has no scripts and loads nothing.${report.rehearsal ? " It shows a rehearsal." : ""}</div></footer>`,
    "</body>",
    "</html>",
    "",
  ]
    .filter((line, index, lines) => line !== "" || index === lines.length - 1)
    .join("\n");
}

function headHtml(report: Report): string {
  const hash = createHash("sha256").update(STYLE).digest("base64");
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  return [
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${escapeHtml(`${markOf(report.verdict).headline}: ${report.title}`)}</title>`,
    `<style>${STYLE}</style>`,
    "</head>",
  ].join("\n");
}

function headerHtml(report: Report): string {
  const mark = markOf(report.verdict);
  return [
    `<header class="${styleOf(report.verdict)}"><div class="frame">`,
    '<p class="brand">Waybill</p>',
    `<h1>${escapeHtml(report.title)}</h1>`,
    `<p class="outcome">${badgeHtml(report.verdict, mark.headline)}${report.subtitle ? `<span>${escapeHtml(report.subtitle)}</span>` : ""}</p>`,
    report.rehearsal ? `<p class="rehearsal"><strong>Rehearsal</strong> <span>${escapeHtml(REHEARSAL_NOTICE)}</span></p>` : "",
    factsHtml(report.run ?? []),
    "</div></header>",
  ].join("");
}

function navigationHtml(placed: readonly Placed[], chain: string | undefined, next: string | undefined): string {
  const items = placed.map(({ section, anchor }) => {
    const icon = section.verdict === undefined ? "" : `<span class="${styleOf(section.verdict)}">${iconSvg(section.verdict)}</span>`;
    const word = section.verdict === undefined || section.verdict === "pass" ? "" : ` (${markOf(section.verdict).word})`;
    return `<li><a href="#${anchor}">${icon}<span>${escapeHtml(section.title)}${word}</span></a></li>`;
  });
  return [
    '<nav aria-labelledby="contents"><h2 id="contents">On this page</h2><ol>',
    chain === undefined ? "" : `<li><a href="#${chain}">The chain</a></li>`,
    ...items,
    next === undefined ? "" : `<li><a href="#${next}">What to do now</a></li>`,
    "</ol></nav>",
  ].join("");
}

function chainHtml(report: Report, anchor: string, anchors: (wish: string) => string): string {
  return [
    `<section id="${anchor}" aria-labelledby="${anchor}-title"><h2 id="${anchor}-title">The chain</h2>`,
    renderChainSvg(report.chain, { embedded: true, direction: "row" }),
    renderChainSvg(report.chain, { embedded: true, direction: "column" }),
    notesHtml(report, anchors),
    "</section>",
  ].join("\n");
}

/** The notes of the steps, which the picture has no room for. */
function notesHtml(report: Report, anchors: (wish: string) => string): string {
  const noted = report.chain.filter((step) => step.note);
  if (noted.length === 0) return "";
  const rows = noted.map((step) => [
    step.label,
    { text: markOf(step.verdict).word, verdict: verdictOfStep(step.verdict) },
    step.note ?? "",
  ]);
  return blocksHtml(
    [{ type: "details", summary: "What each step says", blocks: [{ type: "table", head: ["Step", "Verdict", "Note"], rows }] }],
    anchors,
  );
}

function verdictOfStep(state: StepState): Verdict | undefined {
  return state === "skipped" || state === "running" || state === "missing" ? undefined : state;
}

function sectionHtml({ section, anchor }: Placed, anchors: (wish: string) => string): string {
  const badge = section.verdict === undefined ? "" : ` ${badgeHtml(section.verdict)}`;
  const title = `<h2 id="${anchor}-title">${escapeHtml(section.title)}${badge}</h2>`;
  const intro = section.intro ? `<p>${escapeHtml(section.intro)}</p>` : "";
  const body = `${intro}\n${blocksHtml(section.blocks, anchors)}`;
  if (!section.folded) return `<section id="${anchor}" aria-labelledby="${anchor}-title">${title}${body}</section>`;
  const summary = section.summary ? ` <span class="summary">${escapeHtml(section.summary)}</span>` : "";
  return `<section class="away" id="${anchor}" aria-labelledby="${anchor}-title"><details><summary>${title}${summary}</summary><div class="folded">${body}</div></details></section>`;
}

function nextHtml(next: readonly string[], anchor: string): string {
  if (next.length === 0) return "";
  return `<section class="next" id="${anchor}" aria-labelledby="${anchor}-title"><h2 id="${anchor}-title">What to do now</h2><ul>${next.map((step) => `<li>${escapeHtml(step)}</li>`).join("")}</ul></section>`;
}
