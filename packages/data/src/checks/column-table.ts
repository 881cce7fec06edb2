import type { Reading } from "./cell.ts";
import type { ColumnPlan } from "./check-plan.ts";
import type { Node, SpecReader } from "./spec-reader.ts";

interface Entry {
  declared?: Reading | undefined;
  /** The kind a check without a declared type needs. */
  needed?: "number" | "temporal" | undefined;
  missingValues: readonly string[];
}

/** Collects what is known of each column while a check file is read, and settles how its values are read. */
export class ColumnTable {
  readonly #reader: SpecReader;
  readonly #missingValues: readonly string[];
  readonly #entries = new Map<string, Entry>();

  constructor(reader: SpecReader, missingValues: readonly string[]) {
    this.#reader = reader;
    this.#missingValues = missingValues;
  }

  /** Notes a column of `columns`. */
  declare(name: string, reading: Reading | undefined, missingValues: readonly string[] | undefined): void {
    const entry = this.#entry(name);
    if (reading !== undefined) entry.declared = reading;
    if (missingValues !== undefined) entry.missingValues = missingValues;
  }

  /** Notes that a check uses a column as it is. */
  use(name: string): void {
    this.#entry(name);
  }

  /** Notes that a check needs numbers or times from a column; a declared type or another check that says otherwise is a problem. */
  need(name: string, kind: "number" | "temporal", node: Node): void {
    const entry = this.#entry(name);
    if (entry.declared !== undefined) {
      const fits = kind === "number" ? ["integer", "number"] : ["date", "datetime", "temporal"];
      if (!fits.includes(entry.declared))
        this.#reader.fail(node, `column '${name}' has type ${entry.declared}; this needs ${fits.slice(0, 2).join(" or ")}`);
    } else if (entry.needed !== undefined && entry.needed !== kind) {
      this.#reader.fail(node, `column '${name}' is used as a number and as a time; declare its type`);
    } else entry.needed = kind;
  }

  /** The declared type of a column, if any. */
  typeOf(name: string): Reading | undefined {
    return this.#entries.get(name)?.declared;
  }

  resolve(): Map<string, ColumnPlan> {
    const plans = [...this.#entries].map(([name, entry]): [string, ColumnPlan] => [
      name,
      { name, reading: entry.declared ?? entry.needed ?? "string", missingValues: entry.missingValues },
    ]);
    return new Map(plans);
  }

  #entry(name: string): Entry {
    const entry = this.#entries.get(name) ?? { missingValues: this.#missingValues };
    this.#entries.set(name, entry);
    return entry;
  }
}
