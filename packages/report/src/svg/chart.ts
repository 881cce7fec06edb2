import { escapeHtml } from "../html/text.ts";
import { clip, number } from "../plain-text.ts";
import type { ChartBlock } from "../report.ts";

const WIDTH = 640;
const HEIGHT = 220;
const EDGE = { left: 64, right: 86, top: 16, bottom: 34 };
/** More points than pixels say nothing; the newest ones are drawn and the text says how many were left out. */
const MAX_POINTS = 300;

/** Whether a value lies outside the limits of its chart. */
export function isOutside(chart: ChartBlock, y: number): boolean {
  return (chart.lower !== undefined && y < chart.lower) || (chart.upper !== undefined && y > chart.upper);
}

/** One sentence that says what a chart shows. */
export function chartStory(chart: ChartBlock): string {
  const unit = chart.unit === undefined ? "" : ` ${chart.unit}`;
  const last = chart.points.at(-1);
  const outside = chart.points.filter(({ y }) => isOutside(chart, y)).length;
  return [
    `${chart.points.length} values`,
    last ? `the last is ${number(last.y)}${unit} (${last.x})` : "",
    chart.center === undefined ? "" : `centre ${number(chart.center)}`,
    chart.lower === undefined || chart.upper === undefined ? "" : `limits ${number(chart.lower)} to ${number(chart.upper)}`,
    chart.lower === undefined && chart.upper === undefined ? "" : `${outside === 0 ? "none" : outside} outside the limits`,
    chart.points.length > MAX_POINTS ? `the picture has the last ${MAX_POINTS}` : "",
  ]
    .filter((part) => part !== "")
    .join(", ");
}

/** Draws a control chart; `id` must be unique on the page. Values outside the limits are squares, the others dots. */
export function renderChartSvg(chart: ChartBlock, id: string): string {
  const points = chart.points.filter(({ y }) => Number.isFinite(y)).slice(-MAX_POINTS);
  const limits = [chart.center, chart.lower, chart.upper].filter((value): value is number => value !== undefined && Number.isFinite(value));
  const values = [...points.map(({ y }) => y), ...limits];
  if (points.length === 0) return "";
  const scale = scaleOf(Math.min(...values), Math.max(...values));
  const places = points.map(({ y }, index) => ({
    x:
      points.length === 1
        ? (EDGE.left + WIDTH - EDGE.right) / 2
        : EDGE.left + (index / (points.length - 1)) * (WIDTH - EDGE.left - EDGE.right),
    y: scale(y),
    outside: isOutside(chart, y),
  }));
  return [
    `<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="${id}-title ${id}-desc">`,
    `<title id="${id}-title">${escapeHtml(chart.title)}</title><desc id="${id}-desc">${escapeHtml(chartStory(chart))}</desc>`,
    band(chart, scale),
    ...rules(chart, scale),
    `<polyline class="curve" points="${places.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ")}"/>`,
    ...places.map(({ x, y, outside }, index) => dot(x, y, outside, index === places.length - 1)),
    `<text class="axis" x="${EDGE.left}" y="${HEIGHT - 8}">${escapeHtml(clip(points[0]?.x ?? "", 24))}</text>`,
    points.length > 1
      ? `<text class="axis" x="${WIDTH - EDGE.right}" y="${HEIGHT - 8}" text-anchor="end">${escapeHtml(clip(points.at(-1)?.x ?? "", 24))}</text>`
      : "",
    "</svg>",
  ].join("");
}

function scaleOf(low: number, high: number): (value: number) => number {
  const spread = high === low ? Math.max(1, Math.abs(high)) : high - low;
  const [from, to] = [low - spread * 0.08, high + spread * 0.08];
  return (value) => HEIGHT - EDGE.bottom - ((value - from) / (to - from)) * (HEIGHT - EDGE.top - EDGE.bottom);
}

function band(chart: ChartBlock, scale: (value: number) => number): string {
  if (chart.lower === undefined || chart.upper === undefined) return "";
  const top = scale(chart.upper);
  return `<rect class="band" x="${EDGE.left}" y="${top.toFixed(1)}" width="${WIDTH - EDGE.left - EDGE.right}" height="${Math.max(0, scale(chart.lower) - top).toFixed(1)}"/>`;
}

/** Lines of centre and limits with their values; names that would overlap are moved apart. */
function rules(chart: ChartBlock, scale: (value: number) => number): string[] {
  const lines = [
    { name: "upper", value: chart.upper },
    { name: "centre", value: chart.center },
    { name: "lower", value: chart.lower },
  ].filter((line): line is { name: string; value: number } => line.value !== undefined && Number.isFinite(line.value));
  let lowest = -Infinity;
  return lines.map(({ name, value }) => {
    const y = scale(value);
    const text = Math.max(y + 4, lowest + 14);
    lowest = text;
    return `<path class="rule ${name === "centre" ? "center" : "limit"}" d="M${EDGE.left} ${y.toFixed(1)}H${WIDTH - EDGE.right}"/><text class="axis" x="${WIDTH - EDGE.right + 8}" y="${text.toFixed(1)}">${name}</text><text class="axis" x="${EDGE.left - 8}" y="${text.toFixed(1)}" text-anchor="end">${escapeHtml(number(value))}</text>`;
  });
}

function dot(x: number, y: number, outside: boolean, last: boolean): string {
  if (outside) return `<rect class="dot outside" x="${(x - 5).toFixed(1)}" y="${(y - 5).toFixed(1)}" width="10" height="10"/>`;
  return `<circle class="dot${last ? " last" : ""}" cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${last ? 5 : 3}"/>`;
}
