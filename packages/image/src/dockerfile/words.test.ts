import fc from "fast-check";
import { expect, test } from "vitest";
import { expandWord, splitWords, WordProblem } from "./words.ts";

const VALUES: Record<string, string> = { A: "alpha", EMPTY: "", B_2: "beta" };
const lookup = (name: string): string | undefined => VALUES[name];

test.each([
  ["plain", "plain"],
  ["$A", "alpha"],
  ["x${A}y", "xalphay"],
  ["$A$B_2", "alphabeta"],
  ["${NONE:-default}", "default"],
  ["${EMPTY:-default}", "default"],
  ["${EMPTY-default}", ""],
  ["${A:+yes}", "yes"],
  ["${NONE:+yes}", ""],
  ["${NONE:-${A}x}", "alphax"],
  ["$NONE", ""],
  ["\\$A", "$A"],
  ["'$A'", "$A"],
  ['"$A b"', "alpha b"],
  ['"a \\"quoted\\" b"', 'a "quoted" b'],
  ["$", "$"],
  ["$1", "$1"],
  ["a\\ b", "a b"],
])("expands %s to %s", (text, expected) => {
  expect(expandWord(text, lookup, "\\")).toBe(expected);
});

test.each([
  ["${A", "never closed|only BuildKit"],
  ["${A#x}", "only BuildKit knows"],
  ["${}", "without a variable name"],
  ["'open", "never closed"],
  ['"open', "never closed"],
  ["${NONE:?must be given}", "must be given"],
])("refuses %s", (text, message) => {
  expect(() => expandWord(text, lookup, "\\")).toThrow(new RegExp(message));
});

test("splits at white space outside quotes and escapes", () => {
  expect(splitWords(`a  "b c" d\\ e 'f "g'`, "\\")).toEqual(["a", '"b c"', "d\\ e", `'f "g'`]);
});

test("any text is expanded or refused with a WordProblem", () => {
  const piece = fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom("$", "{", "}", "${A", ":-", "\\", "'", '"', "$A", "${NONE:-"));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      try {
        expect(typeof expandWord(pieces.join(""), lookup, "\\")).toBe("string");
        splitWords(pieces.join(""), "\\");
      } catch (error) {
        expect(error).toBeInstanceOf(WordProblem);
      }
    }),
    { numRuns: 1500 },
  );
});
