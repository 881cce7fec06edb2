export { renderChainSvg } from "./svg/chain.ts";
export type { ChainDrawing } from "./svg/chain.ts";
export { foldRows } from "./fold.ts";
export { renderHtml } from "./html/page.ts";
export { renderMarkdown } from "./markdown/page.ts";
export { redactReport, redactSection } from "./redaction.ts";
export { renderTerminal } from "./terminal/page.ts";
export type {
  ApprovalRow,
  Block,
  Cell,
  ChainStep,
  ChangeRow,
  ChartBlock,
  CodeBlock,
  Overview,
  ProofRow,
  Report,
  Section,
  StepState,
  TableBlock,
  WayBack,
} from "./report.ts";
