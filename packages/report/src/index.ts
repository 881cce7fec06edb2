export { renderChainSvg } from "./chain-svg.ts";
export type { ChainDrawing } from "./chain-svg.ts";
export { renderHtml } from "./html.ts";
export { renderMarkdown } from "./markdown.ts";
export { redactReport, redactSection } from "./redaction.ts";
export { renderTerminal } from "./terminal.ts";
export type { Block, Cell, ChainStep, ChartBlock, Report, Section, StepState, TableBlock } from "./report.ts";
