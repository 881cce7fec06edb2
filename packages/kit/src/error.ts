/**
 * Who can fix a failure: the workflow's author (`input`), the owner of the runner or token (`environment`), nobody but time (`remote`),
 * whoever owns the program that ran (`command`), or the author of the change (`verdict`).
 */
export type ErrorKind = "input" | "environment" | "remote" | "command" | "verdict";

/** An expected failure. Its message says what, where, why and the next step, and is safe to print. */
export class ActionError extends Error {
  readonly kind: ErrorKind;

  constructor(kind: ErrorKind, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "ActionError";
    this.kind = kind;
  }
}

/** Makes the error for one input: `name` is the input or key, `problem` completes the sentence "Input 'name' …". */
export function inputError(name: string, problem: string): ActionError {
  return new ActionError("input", `Input '${name}' ${problem}.`);
}

/** The one line that a user sees of any thrown value. */
export function headline(error: unknown): string {
  if (error instanceof ActionError) return error.message;
  const message = error instanceof Error ? error.message : String(error);
  return `Unexpected error, please report it: ${message}`;
}

/** Whether a value is a Node system error, optionally with the given code (`ENOENT`, `ECONNREFUSED`, …). */
export function isSystemError(error: unknown, code?: string): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error && typeof error.code === "string" && (code === undefined || error.code === code);
}
