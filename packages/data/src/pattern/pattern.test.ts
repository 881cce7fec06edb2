import fc from "fast-check";
import { expect, test } from "vitest";
import { PatternMatcher } from "./matcher.ts";
import { PatternError } from "./parse.ts";
import { compilePattern } from "./program.ts";

function match(source: string, text: string): string {
  const bytes = Buffer.from(`<${text}>`);
  return new PatternMatcher(compilePattern(source)).test(bytes, 1, bytes.length - 1);
}

test.each<[string, string, boolean]>([
  ["[^@\\s]+@[^@\\s]+\\.[a-z]{2,}", "ann@example.org", true],
  ["[^@\\s]+@[^@\\s]+\\.[a-z]{2,}", "ann@example.o", false],
  ["C-\\d{5}", "C-00042", true],
  ["C-\\d{5}", "C-0004٢", false],
  ["\\p{Lu}\\p{L}*", "Ärger", true],
  ["\\p{Lu}\\p{L}*", "ärger", false],
  [".{1,3}", "😀é\u2029", false],
  [".{1,3}", "😀é", true],
  ["[^a]", "😀", true],
  ["\\u{1F600}|\\uD83D\\uDE01|\\x41", "😁", true],
  ["(?<year>\\d{4})-(?:0[1-9]|1[0-2])", "2026-11", true],
  ["a|", "", true],
  ["\\bfoo\\b.*", "foo bar", true],
  ["\\bfoo\\b.*", "food", false],
  ["(?:^a|b)+$", "ab", true],
  ["(?:^a|b)+$", "aba", false],
  ["[\\]\\\\-]+", "]\\-", true],
  ["\\t\\cJ\\0", "\t\n\0", true],
  ["(a{0}b{2}){1,2}", "bbbb", true],
  ["[]", "", false],
  ["[^]", "\n", true],
])("%s against %j", (source, text, expected) => {
  expect(match(source, text)).toBe(expected ? "match" : "no match");
});

test("matches what the language's own engine matches", () => {
  const atom = fc.constantFrom("a", "b", ".", "[ab]", "[^a]", "\\w", "\\W", "\\b", "\\B", "^", "$", "é", "\\p{L}", "[à-ÿ]", "😀", "[^é]");
  const pattern = fc.letrec<{ all: string; part: string }>((tie) => ({
    all: fc.array(tie("part"), { maxLength: 4 }).map((parts) => parts.join("")),
    part: fc.oneof(
      { depthSize: "small" },
      atom,
      fc
        .tuple(atom, fc.constantFrom("*", "+", "?", "{2}", "{0,2}", "{1,}"))
        .map(([one, count]) => (/^(?:\\[bB]|[$^])$/.test(one) ? one : one + count)),
      fc
        .tuple(tie("all"), tie("all"), fc.constantFrom("", "*", "+", "?", "{2}", "{1,3}?"))
        .map(([one, other, count]) => `(?:${one}|${other})${count}`),
    ),
  })).all;
  const text = fc.string({ unit: fc.constantFrom("a", "b", "-", "é", "ÿ", "😀", "\n", "_"), maxLength: 8 });
  fc.assert(
    fc.property(pattern, fc.array(text, { minLength: 1, maxLength: 5 }), (source, texts) => {
      const matcher = new PatternMatcher(compilePattern(source));
      const reference = new RegExp(`^(?:${source})$`, "u");
      for (const one of texts) {
        const bytes = Buffer.from(one);
        expect(`${one}: ${matcher.test(bytes, 0, bytes.length)}`).toBe(`${one}: ${reference.test(one) ? "match" : "no match"}`);
      }
    }),
    { numRuns: 150 },
  );
});

test.each(["(a+)+$", "(?:a|a)*b", "(.*)*x", "(?:a?){50}a{50}", "(?:[a-z]+)*\\d"])(
  "%s needs time by the length of the value only",
  (source) => {
    const value = "a".repeat(100_000);
    expect(match(source, `${value}!`)).toBe("no match");
    expect(match("(a+)+$", value)).toBe("match");
  },
);

test("a pattern whose states never end gives up, and says so of each value", () => {
  const matcher = new PatternMatcher(compilePattern("(?:[ab]*a[ab]{400}|[ab]*b[ab]{500})c"));
  let seed = 1;
  const random = Buffer.from(Array.from({ length: 400_000 }, () => ((seed = (seed * 48_271) % 2_147_483_647) & 64 ? 97 : 98)));
  expect(matcher.test(random, 0, random.length)).toBe("undecided");
  expect(matcher.test(random, 0, random.length)).toBe("undecided");
});

test.each([
  ["(?=a)b", "has a look-ahead"],
  ["(?<!a)b", "has a look-behind"],
  ["(a)\\1", "has the back-reference '\\1'"],
  ["(?<n>a)\\k<n>", "has the back-reference '\\k'"],
  ["(?i:a)", "has the modifier"],
  ["(?:[a-z]{1000}){1000}", "needs more than"],
])("%s is refused with the reason", (source, reason) => {
  expect(() => compilePattern(source)).toThrow(PatternError);
  expect(() => compilePattern(source)).toThrow(reason);
});
