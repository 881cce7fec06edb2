export { createMoments, mean, median, quantile, standardDeviation } from "./moments.ts";
export type { Moments } from "./moments.ts";
export { historicalAverage } from "./average.ts";
export { MOVING_RANGE_LIMIT_FACTOR, RUN_RULES, XMR_LIMIT_FACTOR, xmrChart } from "./control-chart.ts";
export type { RunRule, Signal, XmrChart } from "./control-chart.ts";
