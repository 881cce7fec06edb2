import { ByteSet } from "./byte-set.ts";
import { cellReader } from "../checks/cell.ts";
import type { CellRule } from "../checks/check-plan.ts";
import { PatternMatcher } from "../pattern/matcher.ts";
import { countCharacters } from "./failure-count.ts";
import type { FailureCount } from "./failure-count.ts";

/** Whether a value breaks a rule; `value` is what the column's reader made of the bytes. */
export type CellTest = (bytes: Buffer, start: number, end: number, value: number) => boolean;

/** Compiles a rule to a test that is true for a value that breaks it. A value that could not be judged counts in `failures` and breaks nothing. */
export function compileRule(rule: CellRule, columnReading: string, failures: FailureCount): CellTest {
  switch (rule.kind) {
    case "type": {
      if (rule.reading === "string") return () => false;
      if (rule.reading === columnReading) return (_bytes, _start, _end, value) => Number.isNaN(value);
      const read = cellReader(rule.reading);
      return (bytes, start, end) => Number.isNaN(read(bytes, start, end));
    }
    case "values": {
      const set = byteSetOf(rule.values);
      return (bytes, start, end) => !set.has(bytes, start, end);
    }
    case "pattern": {
      const matcher = new PatternMatcher(rule.program);
      return (bytes, start, end) => {
        const outcome = matcher.test(bytes, start, end);
        if (outcome === "undecided") failures.undecided += 1;
        return outcome === "no match";
      };
    }
    case "range":
      // Written so that NaN, a value that is no number, breaks the rule.
      return (_bytes, _start, _end, value) => !(value >= rule.low && value <= rule.high);
    case "length":
      return (bytes, start, end) => {
        const length = countCharacters(bytes, start, end);
        return length < rule.low || length > rule.high;
      };
  }
}

/** The set of some texts' UTF-8 bytes. */
export function byteSetOf(texts: readonly string[]): ByteSet {
  const set = new ByteSet(Infinity);
  for (const text of texts) {
    const bytes = Buffer.from(text);
    set.add(bytes, 0, bytes.length);
  }
  return set;
}
