import type { Finding } from "./verdict.ts";

/** How packages tell people what happens. Edges implement it for the runner's log and for the terminal. */
export interface Reporter {
  /** A line of the normal log. */
  info(message: string): void;
  /** Something worth attention that does not fail the stage. */
  warn(message: string): void;
  /** A sign of life of a long step; a terminal may overwrite it, a log may thin it out. */
  progress(message: string): void;
  /** Detail for people who debug. */
  debug(message: string): void;
  /** A finding, shown as an annotation at its file and line where the edge can. */
  finding(finding: Finding): void;
  /** Makes sure that a secret never appears in any later output. */
  mask(secret: string): void;
  /** Leaves a text that stands in the open readable, whatever secret equals it or is a part of it; see `Redactor.show`. */
  show(text: string): void;
}

/** A reporter that says nothing. */
export const SILENT: Reporter = {
  info: () => undefined,
  warn: () => undefined,
  progress: () => undefined,
  debug: () => undefined,
  finding: () => undefined,
  mask: () => undefined,
  show: () => undefined,
};

/** A reporter that keeps every message, for tests. */
export function collectingReporter(): Reporter & { readonly lines: string[]; readonly findings: Finding[]; readonly masked: string[] } {
  const lines: string[] = [];
  const findings: Finding[] = [];
  const masked: string[] = [];
  const keep = (message: string): void => void lines.push(message);
  return {
    lines,
    findings,
    masked,
    info: keep,
    warn: keep,
    progress: keep,
    debug: keep,
    finding: (finding) => void findings.push(finding),
    mask: (secret) => void masked.push(secret),
    show: () => undefined,
  };
}
