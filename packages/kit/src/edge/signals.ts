import { ActionError } from "../error.ts";

/**
 * Turns the first SIGINT or SIGTERM into an abort of the signal, so that work can stop at a safe point. A second one ends the process
 * at once. A runner sends SIGINT on cancel, SIGTERM 7.5 s later and kills after another 2.5 s.
 */
export function abortOnSignals(): { signal: AbortSignal; stop: () => void } {
  const controller = new AbortController();
  const onSignal = (name: NodeJS.Signals): void => {
    if (controller.signal.aborted) process.exit(name === "SIGINT" ? 130 : 143);
    controller.abort(
      new ActionError(
        "command",
        `The run was cancelled (${name}). Start it again: finished steps are recognised, and what was half done is resumed or named.`,
      ),
    );
  };
  const signals: NodeJS.Signals[] = ["SIGINT", "SIGTERM"];
  for (const name of signals) process.on(name, onSignal);
  return { signal: controller.signal, stop: () => signals.forEach((name) => process.off(name, onSignal)) };
}
