import { inspect } from "node:util";

/** A secret by the name of the environment variable that holds it; written `env:NAME`. */
export interface SecretRef {
  readonly env: string;
}

/** A secret whose text an input gave. Printed, inspected or serialised it is its input's name; only `reveal` gives the text. */
export class SecretText {
  readonly input: string;
  readonly #text: string;

  constructor(input: string, text: string) {
    this.input = input;
    this.#text = text;
  }

  /** The secret itself. Whoever asks for it must mask it first. */
  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return `the input '${this.input}'`;
  }

  [inspect.custom](): string {
    return this.toString();
  }
}

/** A secret as a configuration holds it: never its text in a form that could be printed. */
export type Secret = SecretRef | SecretText;
