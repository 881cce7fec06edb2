import { createHash } from "node:crypto";
import { escapeHtml } from "../html/text.ts";
import { iconShape } from "../html/icon.ts";
import { DARK, LIGHT, paletteCss } from "../palette.ts";
import { cleanLine, clip, duration } from "../plain-text.ts";
import type { ChainStep } from "../report.ts";
import { markOf, styleOf } from "../verdict-mark.ts";

/** How a chain is drawn; a row that turns at its end, in light colours, by default. */
export interface ChainDrawing {
  /** Fixes the colours; default: as the reader's system prefers. */
  readonly dark?: boolean | undefined;
  /** `row` for wide places, `column` for narrow ones. */
  readonly direction?: "row" | "column" | undefined;
  /** Leaves the style out, because the page has it. */
  readonly embedded?: boolean | undefined;
}

const STEP_WIDTH = 124;
const LINE_HEIGHT = 16;
/** Height of a row beside its label's lines: the circle, the verdict and the time. */
const ROW_HEIGHT = 100;
const ROW_GAP = 30;
const COLUMN_STEP = 64;
const RADIUS = 17;
const MAX_PER_ROW = 8;

/** The style of the drawing, shared with the page. */
export const CHAIN_CSS = [
  ".chain text{font:500 13px system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;fill:var(--ink)}",
  ".chain .state{font-size:12px;font-weight:600}",
  ".chain .time{font-size:12px;fill:var(--muted)}",
  ".chain .link{stroke:var(--muted);stroke-width:2;fill:none;opacity:.55}",
  ".chain .link.idle{stroke-dasharray:3 5}",
  ".chain .knot{stroke-width:2}",
  ".chain .glyph{fill:none;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}",
  ...["pass", "warn", "fail", "inconclusive", "skipped", "running"].map(
    (state) =>
      `.chain .${state} .knot{fill:var(--${state}-tint);stroke:var(--${state})}.chain .${state} .glyph{stroke:var(--${state})}.chain .${state} .state{fill:var(--${state})}`,
  ),
  ".chain .skipped .knot{stroke-dasharray:3 3}.chain .skipped .label{fill:var(--muted)}",
].join("");

/** Draws the chain as a picture that stands alone: steps in order, each with icon, name, verdict and time. */
export function renderChainSvg(chain: readonly ChainStep[], options: ChainDrawing = {}): string {
  const column = options.direction === "column";
  const perRow = column ? 1 : Math.ceil(chain.length / Math.max(1, Math.ceil(chain.length / MAX_PER_ROW)));
  const width = column ? 320 : Math.max(1, perRow) * STEP_WIDTH;
  const rows = Math.max(1, Math.ceil(chain.length / Math.max(1, perRow)));
  const rowHeight = ROW_HEIGHT + LINE_HEIGHT * Math.max(1, ...chain.map((step) => labelLines(step.label).length));
  const height = column ? Math.max(1, chain.length) * COLUMN_STEP : rows * rowHeight + (rows - 1) * ROW_GAP;
  const places = chain.map((_, index) =>
    column
      ? { x: 26, y: index * COLUMN_STEP + 30 }
      : { x: (index % perRow) * STEP_WIDTH + STEP_WIDTH / 2, y: Math.floor(index / perRow) * (rowHeight + ROW_GAP) + 26 },
  );
  const story = chain.map((step, index) => `${index + 1}. ${cleanLine(step.label)}: ${storyOf(step)}.`).join(" ");
  const key = `c${createHash("sha256")
    .update(`${options.direction ?? "row"} ${story}`)
    .digest("hex")
    .slice(0, 8)}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="chain ${column ? "column" : "row"}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="${key}-title ${key}-desc">`,
    `<title id="${key}-title">The chain of the release</title><desc id="${key}-desc">${escapeHtml(story || "No steps.")}</desc>`,
    options.embedded
      ? ""
      : `<style>${standaloneCss(options.dark)}</style><rect class="ground" width="${width}" height="${height}" rx="8"/>`,
    ...chain.slice(1).map((step, index) => link(places[index], places[index + 1], isIdle(step))),
    ...chain.map((step, index) => drawStep(step, places[index] ?? { x: 0, y: 0 }, column)),
    "</svg>",
  ].join("");
}

function storyOf(step: ChainStep): string {
  return `${markOf(step.verdict).word}${step.durationMs === undefined ? "" : `, ${duration(step.durationMs)}`}`;
}

function isIdle(step: ChainStep): boolean {
  return step.verdict === "skipped";
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function link(from: Point | undefined, to: Point | undefined, idle: boolean): string {
  if (!from || !to) return "";
  const gap = RADIUS + 5;
  const style = `class="link${idle ? " idle" : ""}"`;
  if (from.y === to.y) return `<path ${style} d="M${from.x + gap} ${from.y}H${to.x - gap}"/>`;
  if (from.x === to.x) return `<path ${style} d="M${from.x} ${from.y + gap}V${to.y - gap}"/>`;
  // From the end of one row, between the rows, to the start of the next.
  const between = to.y - gap - 8;
  return `<path ${style} d="M${from.x + gap} ${from.y}h${STEP_WIDTH / 2 - gap - 3}V${between}H${to.x}V${to.y - gap}"/>`;
}

function drawStep(step: ChainStep, at: Point, column: boolean): string {
  const state = styleOf(step.verdict);
  const tip = `${cleanLine(step.label)}: ${storyOf(step)}${step.note ? `. ${cleanLine(step.note)}` : ""}`;
  return [
    `<g class="${state}"><title>${escapeHtml(tip)}</title>`,
    `<circle class="knot" cx="${at.x}" cy="${at.y}" r="${RADIUS}"/>`,
    `<g class="glyph" transform="translate(${at.x - 8} ${at.y - 8})">${iconShape(step.verdict)}</g>`,
    column ? besideKnot(step, at) : belowKnot(step, at),
    "</g>",
  ].join("");
}

function besideKnot(step: ChainStep, at: Point): string {
  const place = { x: at.x + RADIUS + 14, anchor: "start" };
  return (
    text("label", clip(cleanLine(step.label), 34), { ...place, y: at.y - 3 }) +
    text("state", storyOf(step).replace(", ", " · "), { ...place, y: at.y + 14 })
  );
}

function belowKnot(step: ChainStep, at: Point): string {
  const lines = labelLines(step.label);
  const top = at.y + RADIUS + 22;
  const place = { x: at.x, anchor: "middle" };
  return [
    ...lines.map((line, index) => text("label", line, { ...place, y: top + index * LINE_HEIGHT })),
    text("state", markOf(step.verdict).word, { ...place, y: top + lines.length * LINE_HEIGHT + 1 }),
    step.durationMs === undefined ? "" : text("time", duration(step.durationMs), { ...place, y: top + (lines.length + 1) * LINE_HEIGHT }),
  ].join("");
}

function text(style: string, content: string, at: Point & { anchor: string }): string {
  return `<text class="${style}" x="${at.x}" y="${at.y}" text-anchor="${at.anchor}">${escapeHtml(content)}</text>`;
}

const LABEL_CHARACTERS = 15;

/** A label on at most two lines; a longer one is cut with an ellipsis and whole in the step's tooltip. */
function labelLines(text: string): string[] {
  // A hyphen is a good place to break a long name, so it ends a word of its own.
  const words = cleanLine(text).split(/ |(?<=-)/);
  const lines = [""];
  for (const word of words) {
    const last = lines.at(-1) ?? "";
    const joined = last === "" || last.endsWith("-") ? last + word : `${last} ${word}`;
    if ([...joined].length <= LABEL_CHARACTERS || last === "") lines[lines.length - 1] = joined;
    else lines.push(word);
  }
  const [first = "", ...more] = lines;
  return more.length === 0
    ? [clip(first, LABEL_CHARACTERS)]
    : [clip(first, LABEL_CHARACTERS), clip(more.join(" ").replaceAll("- ", "-"), LABEL_CHARACTERS)];
}

function standaloneCss(dark: boolean | undefined): string {
  const ground = ".ground{fill:var(--surface)}";
  if (dark !== undefined) return `.chain{${paletteCss(dark ? DARK : LIGHT)}}${ground}${CHAIN_CSS}`;
  return `.chain{${paletteCss(LIGHT)}}@media(prefers-color-scheme:dark){.chain{${paletteCss(DARK)}}}${ground}${CHAIN_CSS}`;
}
