import * as core from "@actions/core";
import { secretParts } from "../redaction.ts";
import type { Redactor } from "../redaction.ts";
import type { Reporter } from "../reporter.ts";
import { describeFinding } from "../verdict.ts";
import type { Annotations } from "./annotations.ts";

const PROGRESS_INTERVAL_MS = 5_000;
const MARK = { error: "✗", warning: "!", notice: "i" } as const;

/** A reporter for a runner's log: what it finds stands there at once and among the annotations at the end; progress is thinned out. */
export function runnerReporter(redactor: Redactor, annotations: Annotations): Reporter {
  let lastProgress = 0;
  const told = new Set<string>();
  const noted = new Set<string>();
  /** The mark keeps a text that begins with `::` from being a command of the runner; a finding of two stages stands in the log once. */
  const note = (mark: string, text: string): void => {
    const line = redactor.redact(`${mark} ${text.replaceAll(/\r?\n/g, "\n  ")}`);
    if (!noted.has(line)) core.info(line);
    noted.add(line);
  };
  return {
    info: (message) => core.info(redactor.redact(message)),
    warn(message) {
      note(MARK.warning, message);
      annotations.warn(message);
    },
    debug: (message) => core.debug(redactor.redact(message)),
    progress(message) {
      const now = performance.now();
      if (now - lastProgress < PROGRESS_INTERVAL_MS) return;
      lastProgress = now;
      core.info(redactor.redact(message));
    },
    finding(finding) {
      const place = finding.where;
      const where = place ? `${place.file}${place.line === undefined ? "" : `:${place.line}`} ` : "";
      note(MARK[finding.severity], `${where}${describeFinding(finding)}`);
      annotations.add(finding);
    },
    mask(secret) {
      redactor.add(secret);
      // The runner drops every output of a job that contains a masked text, so it gets no more than what is a secret.
      for (const part of secretParts(secret)) {
        // The runner would hide it in every log and summary, and there is no way to tell it where a text is open.
        if (!told.has(part) && !redactor.isShown(part)) core.setSecret(part);
        told.add(part);
      }
    },
    show: (text) => redactor.show(text),
  };
}
