import { ByteSet } from "./byte-set.ts";
import { FailureCount } from "./failure-count.ts";

/** Looks for keys that were seen before, by their bytes, in bounded memory. */
export class KeyWork {
  readonly columns: readonly string[];
  readonly failures: FailureCount;
  /** Rows that were not compared because a part of their key is missing. */
  incomplete = 0;
  /** Rows that were not compared because the memory was used up. */
  unseen = 0;
  readonly #seen: ByteSet;
  #key = Buffer.allocUnsafe(256);
  #length = 0;

  constructor(columns: readonly string[], options: { examples: number; memoryBytes: number }) {
    this.columns = columns;
    this.failures = new FailureCount(options.examples);
    this.#seen = new ByteSet(options.memoryBytes);
  }

  /** Starts the key of a row. */
  begin(): void {
    this.#length = 0;
  }

  /** Adds one column's value to the key; its length goes first, so that ("a","bc") and ("ab","c") differ. */
  append(bytes: Buffer, start: number, end: number): void {
    const needed = this.#length + 4 + end - start;
    if (needed > this.#key.length) {
      const grown = Buffer.allocUnsafe(needed * 2);
      this.#key.copy(grown, 0, 0, this.#length);
      this.#key = grown;
    }
    this.#key.writeInt32LE(end - start, this.#length);
    bytes.copy(this.#key, this.#length + 4, start, end);
    this.#length = needed;
  }

  /** Compares the key that was begun last with all before it. */
  finish(line: number): void {
    this.compare(this.#key, 0, this.#length, line);
  }

  /** Compares a key that is one value. */
  compare(bytes: Buffer, start: number, end: number, line: number): void {
    const outcome = this.#seen.add(bytes, start, end);
    if (outcome === "full") {
      this.unseen += 1;
      return;
    }
    this.failures.tested += 1;
    if (outcome === "present") this.failures.failRow(line);
  }
}
