import { expect, test } from "vitest";
import { firstDifference } from "./difference.ts";

test("names the first line that differs and shows both", () => {
  expect(firstDifference("a\nb\nc\n", "a\nB\nC\n")).toBe("line 2: committed 'b', rebuilt 'B'");
});

test("says which text ends first", () => {
  expect(firstDifference("a\nb", "a")).toBe("line 2: committed 'b', rebuilt has ended");
  expect(firstDifference("a", "a\nb")).toBe("line 2: committed has ended, rebuilt 'b'");
});

test("says nothing about equal texts, and sees a last line break", () => {
  expect(firstDifference("a\n", "a\n")).toBeUndefined();
  expect(firstDifference("a\n", "a")).toBe("line 2: committed '', rebuilt has ended");
});
