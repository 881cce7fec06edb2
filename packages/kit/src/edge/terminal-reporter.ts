import type { Redactor } from "../redaction.ts";
import type { Reporter } from "../reporter.ts";
import { describeFinding } from "../verdict.ts";
import type { Finding } from "../verdict.ts";

interface Terminal {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

const MARK: Record<Finding["severity"], string> = { error: "✗", warning: "!", notice: "i" };

/** A reporter for a terminal: progress overwrites its own line on a TTY and is left out elsewhere. */
export function terminalReporter(out: Terminal, redactor: Redactor, options?: { verbose?: boolean }): Reporter {
  let open = false;
  const clear = (): void => {
    if (open) out.write("\r\u001b[2K");
    open = false;
  };
  const line = (text: string): void => {
    clear();
    out.write(`${redactor.redact(text)}\n`);
  };
  return {
    info: line,
    warn: (message) => line(`! ${message}`),
    debug: (message) => void (options?.verbose && line(`  ${message}`)),
    progress(message) {
      if (!out.isTTY) return;
      clear();
      out.write(redactor.redact(`  … ${message}`).slice(0, (out.columns ?? 80) - 1));
      open = true;
    },
    finding(finding) {
      const place = finding.where ? ` (${finding.where.file}${finding.where.line === undefined ? "" : `:${finding.where.line}`})` : "";
      line(`  ${MARK[finding.severity]} ${describeFinding(finding)}${place}`);
    },
    mask: (secret) => redactor.add(secret),
    show: (text) => redactor.show(text),
  };
}
