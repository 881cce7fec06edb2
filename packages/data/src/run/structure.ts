import { isUtf8 } from "node:buffer";
import { countOf } from "@waybill/kit";
import type { Place } from "@waybill/kit";
import type { CheckResult } from "../result.ts";

/** A record or byte that the dialect does not allow. */
export interface StructureProblem {
  readonly line?: number | undefined;
  readonly problem: string;
}

/** Keeps what is wrong with a file's form: the number of problems and the first few of them. */
export class Structure {
  readonly problems: StructureProblem[] = [];
  readonly #limit: number;
  count = 0;

  constructor(limit: number) {
    // Without one example nobody could tell what is wrong.
    this.#limit = Math.max(limit, 1);
  }

  add(problem: string, line?: number): void {
    this.count += 1;
    if (this.problems.length < this.#limit) this.problems.push({ problem, line });
  }

  /** Looks for bytes that no text holds between two record boundaries; `line` is that of `start`. */
  inspect(bytes: Buffer, start: number, end: number, line: number): void {
    const block = bytes.subarray(start, end);
    if (isUtf8(block) && !block.includes(0)) return;
    let number = line;
    for (let from = start; from < end; number += 1) {
      const found = bytes.indexOf(10, from);
      const to = found < 0 || found >= end ? end : found + 1;
      const part = bytes.subarray(from, to);
      if (part.includes(0)) this.add("the line has a NUL byte", number);
      else if (!isUtf8(part)) this.add("the line is not valid UTF-8", number);
      from = to;
    }
  }

  /** The result of the check that every file gets. */
  result(source: string, rows: number): CheckResult {
    const [first] = this.problems;
    const examples: Place[] = this.problems.flatMap(({ line }) => (line === undefined ? [] : [{ file: source, line }]));
    const where = first?.line === undefined ? "" : ` in line ${first.line}`;
    return {
      check: "structure",
      level: "fail",
      verdict: this.count === 0 ? "pass" : "fail",
      observed:
        first === undefined ? `${rows} well-formed records` : `${countOf(this.count, "problem")}, the first${where}: ${first.problem}`,
      expected: "a file that is read to its last byte without a problem",
      failing: this.count > 0 ? this.count : undefined,
      examples,
    };
  }
}
