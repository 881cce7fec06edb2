import type { StepState } from "../report.ts";

/** Drawn in a square of 16; strokes take the colour of the text around them. */
const SHAPES: Readonly<Record<StepState, string>> = {
  pass: '<path d="M3.5 8.5l3 3 6-7"/>',
  warn: '<path d="M8 3.2v5.6"/><path d="M8 12.4v.1"/>',
  fail: '<path d="M4.2 4.2l7.6 7.6M11.8 4.2l-7.6 7.6"/>',
  inconclusive: '<path d="M5.4 5.8a2.6 2.6 0 1 1 3.9 2.2c-.9.5-1.3 1-1.3 1.8"/><path d="M8 12.6v.1"/>',
  skipped: '<path d="M4 8h8"/>',
  running: '<path d="M4 8h.1M8 8h.1M12 8h.1"/>',
  missing: '<path d="M8 4.5a3.5 3.5 0 1 1 0 7a3.5 3.5 0 1 1 0-7"/>',
};

/** The strokes of a state's icon. A state that is unknown gets the question mark. */
export function iconShape(state: StepState): string {
  return Object.hasOwn(SHAPES, state) ? SHAPES[state] : SHAPES.inconclusive;
}

const NOTE = '<path d="M8 7.4v5M8 3.9v.1"/>';

/** The icon of a note, which is no state. */
export function noteSvg(): string {
  return svg(NOTE);
}

/** An icon beside a word that says the same; hidden from screen readers. */
export function iconSvg(state: StepState): string {
  return svg(iconShape(state));
}

function svg(shape: string): string {
  return `<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">${shape}</svg>`;
}
