import * as core from "@actions/core";
import { ActionError, headline } from "../error.ts";
import type { ProxySettings } from "../proxy/proxy.ts";
import type { Reporter } from "../reporter.ts";
import { createRedactor } from "../redaction.ts";
import type { Redactor } from "../redaction.ts";
import { collectAnnotations } from "./annotations.ts";
import type { Annotations } from "./annotations.ts";
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
  const env = readEnvironment();
  const workspace = env["GITHUB_WORKSPACE"] ?? process.cwd();
  const annotations = annotationsOf(redactor, workspace);
  try {
    await main({ reporter: runnerReporter(redactor, annotations), signal, env, proxy: readProxySettings(env), workspace });
    annotations.show();
  } catch (thrown) {
    const error = signal.aborted && signal.reason instanceof ActionError ? signal.reason : thrown;
    // A later step that asks for the verdict must not find none: what ended early is not known to be good.
    if (!hasOutput("verdict")) setOutput("verdict", error instanceof ActionError && error.kind === "verdict" ? "fail" : "inconclusive");
    for (const finding of error instanceof ActionError ? error.findings : []) annotations.add(finding);
    annotations.show(headline(error));
    core.debug(redactor.redact(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)));
  } finally {
    stop();
  }
}

/** Runs a post step. A failed clean-up warns; it never turns a green job red. */
export async function runPost(post: (step: Pick<Step, "reporter" | "env">) => Promise<void>): Promise<void> {
  const redactor = createRedactor();
  const env = readEnvironment();
  const annotations = annotationsOf(redactor, env["GITHUB_WORKSPACE"] ?? process.cwd());
  try {
    await post({ reporter: runnerReporter(redactor, annotations), env });
  } catch (error) {
    annotations.warn(`Clean-up failed: ${headline(error)}`);
  }
  annotations.show();
}

/** The project's folder is read here, where it is needed only to name a file; whoever works in it judges it. */
function annotationsOf(redactor: Redactor, workspace: string): Annotations {
  return collectAnnotations(redactor, { workspace, workingDirectory: core.getInput("working-directory") || "." });
}
