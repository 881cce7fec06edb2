export type { Block, Cell, ChainStep, ChartBlock, Report, Section, StepState, TableBlock } from "./report.ts";
