export { renderChainSvg } from "./svg/chain.ts";
export type { ChainDrawing } from "./svg/chain.ts";
export { renderHtml } from "./html/page.ts";
export { renderMarkdown } from "./markdown/page.ts";
export { redactReport, redactSection } from "./redaction.ts";
export { renderTerminal } from "./terminal/page.ts";
export type { Block, Cell, ChainStep, ChartBlock, Report, Section, StepState, TableBlock } from "./report.ts";
