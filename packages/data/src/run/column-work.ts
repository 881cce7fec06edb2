import type { Moments } from "@waybill/stats";
import { createMoments } from "@waybill/stats";
import type { ByteSet } from "./byte-set.ts";
import type { Reading } from "../checks/cell.ts";
import { cellReader } from "../checks/cell.ts";
import type { CellTest } from "./cell-test.ts";
import { byteSetOf, compileRule } from "./cell-test.ts";
import type { CellRule, ColumnPlan } from "../checks/check-plan.ts";
import { FailureCount } from "./failure-count.ts";

/** Everything that one column is asked in the pass. */
export class ColumnWork {
  readonly name: string;
  readonly missing: FailureCount;
  /** Values that could not be read although a check needs their number. */
  readonly unreadable: FailureCount;
  /** Spread of the readable numbers; only kept when asked for. */
  moments: Moments | undefined;
  newest = -Infinity;
  #present = 0;
  readonly #examples: number;
  readonly #reading: Reading;
  readonly #read: ReturnType<typeof cellReader>;
  readonly #missingValues: ByteSet | undefined;
  readonly #emptyIsMissing: boolean;
  readonly #tests: { readonly test: CellTest; readonly failures: FailureCount }[] = [];

  constructor(plan: ColumnPlan, examples: number) {
    this.name = plan.name;
    this.#examples = examples;
    this.missing = new FailureCount(examples);
    this.unreadable = new FailureCount(examples);
    this.#reading = plan.reading;
    this.#read = cellReader(plan.reading);
    const words = plan.missingValues.filter((text) => text !== "");
    this.#emptyIsMissing = words.length < plan.missingValues.length;
    this.#missingValues = words.length > 0 ? byteSetOf(words) : undefined;
  }

  /** Values that are not missing. */
  get present(): number {
    return this.#present;
  }

  /** Adds a check of every value: it fails when any of the rules is broken. */
  check(rules: readonly CellRule[]): FailureCount {
    const failures = new FailureCount(this.#examples);
    const tests = rules.map((rule) => compileRule(rule, this.#reading, failures));
    const [only] = tests;
    const test: CellTest =
      only !== undefined && tests.length === 1 ? only : (bytes, start, end, value) => tests.some((one) => one(bytes, start, end, value));
    this.#tests.push({ test, failures });
    return failures;
  }

  /** Asks for the moments of the column's numbers. */
  measure(): void {
    this.moments ??= createMoments();
  }

  isMissing(bytes: Buffer, start: number, end: number): boolean {
    return start === end ? this.#emptyIsMissing : this.#missingValues !== undefined && this.#missingValues.has(bytes, start, end);
  }

  /** Takes the value of one row. */
  take(bytes: Buffer, start: number, end: number, line: number): void {
    if (this.isMissing(bytes, start, end)) {
      this.missing.failRow(line);
      return;
    }
    this.#present += 1;
    const value = this.#read(bytes, start, end);
    if (Number.isNaN(value)) this.unreadable.failCell(bytes, start, end, line);
    else {
      if (value > this.newest) this.newest = value;
      this.moments?.add(value);
    }
    for (const { test, failures } of this.#tests) {
      failures.tested += 1;
      if (test(bytes, start, end, value)) failures.failCell(bytes, start, end, line);
    }
  }
}
