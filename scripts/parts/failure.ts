/** A part that cannot be had or does not run; the message says what, why and what to do next. */
export class PartError extends Error {
  override readonly name = "PartError";
}
