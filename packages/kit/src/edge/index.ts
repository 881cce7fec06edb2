export { runMain, runPost } from "./runner.ts";
export type { Step } from "./runner.ts";
export { readBoolean, readInput, readList } from "./runner-inputs.ts";
export { appendArtifact, setOutput, writeSummary } from "./runner-outputs.ts";
export { runnerReporter } from "./runner-reporter.ts";
export { readEnvironment, readRunContext } from "./run-context.ts";
export { readProxySettings } from "./proxy-settings.ts";
export { terminalReporter } from "./terminal-reporter.ts";
export { abortOnSignals } from "./signals.ts";
