export { renderChainSvg } from "./html/chain-svg.ts";
export type { ChainDrawing } from "./html/chain-svg.ts";
export { renderHtml } from "./html/html.ts";
export { renderMarkdown } from "./markdown/markdown.ts";
export { redactReport, redactSection } from "./redaction.ts";
export { renderTerminal } from "./terminal/terminal.ts";
export type { Block, Cell, ChainStep, ChartBlock, Report, Section, StepState, TableBlock } from "./report.ts";
