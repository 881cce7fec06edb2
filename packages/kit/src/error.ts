import { cutText } from "./text.ts";
import type { Finding } from "./verdict.ts";

/**
 * Who can fix a failure: the workflow's author (`input`), the owner of the runner or token (`environment`), nobody but time (`remote`),
 * whoever owns the program that ran (`command`), or the author of the change (`verdict`).
 */
export type ErrorKind = "input" | "environment" | "remote" | "command" | "verdict";

/** An expected failure. Its message says what, where, why and the next step, and is safe to print. */
export class ActionError extends Error {
  readonly kind: ErrorKind;
  /** What the message lists, each with its place, for an edge that can show it there. Says nothing that the message does not say. */
  readonly findings: readonly Finding[];

  constructor(kind: ErrorKind, message: string, options?: { cause?: unknown; findings?: readonly Finding[] }) {
    super(message, options);
    this.name = "ActionError";
    this.kind = kind;
    this.findings = options?.findings ?? [];
  }
}

/** A failure of one input, or of one key of a configuration; an edge that knows where the key stands may say it better. */
export class InputError extends ActionError {
  /** The input, or the key with dots, such as `data.orders.source`. */
  readonly input: string;
  /** Completes the sentence "Input 'name' …", without the full stop; it may end with a question of its own. */
  readonly problem: string;

  constructor(input: string, problem: string, options?: { cause?: unknown }) {
    const short = withoutLongValues(problem);
    super("input", `Input '${input}' ${short}${short.endsWith("?") ? "" : "."}`, options);
    this.input = input;
    this.problem = short;
  }
}

const MAX_VALUE_CHARACTERS = 200;

/** A value that is much too long, such as a file's text where its path belongs, would bury what is wrong with it. */
function withoutLongValues(problem: string): string {
  return problem.replace(/'([^']{200,})'/g, (_, value: string) => `'${cutText(value, MAX_VALUE_CHARACTERS)}' (${value.length} characters)`);
}

/** Makes the error for one input: `name` is the input or key, `problem` completes the sentence "Input 'name' …". */
export function inputError(name: string, problem: string, options?: { cause?: unknown }): InputError {
  return new InputError(name, problem, options);
}

/** What the system refuses for reasons that the owner of the runner can mend. */
const SYSTEM_ADVICE: Readonly<Record<string, string>> = {
  ENOSPC: "The disk is full. Free some space on the runner, for example in the workspace's '.waybill' folder",
  EDQUOT: "The disk quota is used up. Free some space on the runner",
  EROFS: "The file system is read-only. Run in a workspace that can be written to",
  EACCES: "This user may not read or write a file. Check who owns it",
  EMFILE: "Too many files are open on the runner. Raise its limit (ulimit -n)",
};

/** The one line that a user sees of any thrown value. */
export function headline(error: unknown): string {
  if (error instanceof ActionError) return error.message;
  const message = error instanceof Error ? error.message : String(error);
  const advice = isSystemError(error) ? SYSTEM_ADVICE[error.code ?? ""] : undefined;
  if (advice !== undefined) return `${advice} (${message}). Then run again: what is done already is recognised.`;
  return `Unexpected error, please report it: ${message}`;
}

/** Whether a value is a Node system error, optionally with the given code (`ENOENT`, `ECONNREFUSED`, …). */
export function isSystemError(error: unknown, code?: string): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error && typeof error.code === "string" && (code === undefined || error.code === code);
}
