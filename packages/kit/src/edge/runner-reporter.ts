import * as core from "@actions/core";
import { secretParts } from "../redaction.ts";
import type { Redactor } from "../redaction.ts";
import type { Reporter } from "../reporter.ts";
import { describeFinding } from "../verdict.ts";

const PROGRESS_INTERVAL_MS = 5_000;

/** A reporter for a runner's log: findings become annotations at their file and line, progress is thinned out. */
export function runnerReporter(redactor: Redactor): Reporter {
  let lastProgress = 0;
  const told = new Set<string>();
  return {
    info: (message) => core.info(redactor.redact(message)),
    warn: (message) => core.warning(redactor.redact(message)),
    debug: (message) => core.debug(redactor.redact(message)),
    progress(message) {
      const now = performance.now();
      if (now - lastProgress < PROGRESS_INTERVAL_MS) return;
      lastProgress = now;
      core.info(redactor.redact(message));
    },
    finding(finding) {
      const place = finding.where;
      const properties = {
        title: finding.rule,
        ...(place ? { file: place.file } : {}),
        ...(place?.line === undefined ? {} : { startLine: place.line }),
        ...(place?.column === undefined ? {} : { startColumn: place.column }),
      };
      const text = redactor.redact(describeFinding(finding));
      // `error` is kept for the one line that fails the step, so that a log never shows two headlines.
      if (finding.severity === "notice") core.notice(text, properties);
      else core.warning(text, properties);
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
