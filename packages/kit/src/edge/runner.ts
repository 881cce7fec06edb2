import * as core from "@actions/core";
import { ActionError, headline } from "../error.ts";
import type { ProxySettings } from "../proxy/proxy.ts";
import type { Reporter } from "../reporter.ts";
import { createRedactor } from "../redaction.ts";
import { readProxySettings } from "./proxy-settings.ts";
import { hasOutput, setOutput } from "./runner-outputs.ts";
import { readEnvironment } from "./run-context.ts";
import { runnerReporter } from "./runner-reporter.ts";
import { abortOnSignals } from "./signals.ts";

/** What the runner gives to a step. */
export interface Step {
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
  readonly env: Readonly<Record<string, string>>;
  /** Where connections leave through. */
  readonly proxy: ProxySettings;
  /** Absolute path of the checked-out repository. */
  readonly workspace: string;
}

/** Runs a main step; reports its failure once, without secrets, and makes the exit code 1. */
export async function runMain(main: (step: Step) => Promise<void>): Promise<void> {
  const redactor = createRedactor();
  const { signal, stop } = abortOnSignals();
  try {
    const env = readEnvironment();
    const workspace = env["GITHUB_WORKSPACE"] ?? process.cwd();
    await main({ reporter: runnerReporter(redactor), signal, env, proxy: readProxySettings(env), workspace });
  } catch (thrown) {
    const error = signal.aborted && signal.reason instanceof ActionError ? signal.reason : thrown;
    // A later step that asks for the verdict must not find none: what ended early is not known to be good.
    if (!hasOutput("verdict")) setOutput("verdict", error instanceof ActionError && error.kind === "verdict" ? "fail" : "inconclusive");
    core.setFailed(redactor.redact(headline(error)));
    core.debug(redactor.redact(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)));
  } finally {
    stop();
  }
}

/** Runs a post step. A failed clean-up warns; it never turns a green job red. */
export async function runPost(post: (step: Pick<Step, "reporter" | "env">) => Promise<void>): Promise<void> {
  const redactor = createRedactor();
  try {
    await post({ reporter: runnerReporter(redactor), env: readEnvironment() });
  } catch (error) {
    core.warning(redactor.redact(`Clean-up failed: ${headline(error)}`));
  }
}
