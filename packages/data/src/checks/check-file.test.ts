import { readFile } from "node:fs/promises";
import { ActionError } from "@waybill/kit";
import fc from "fast-check";
import { expect, test } from "vitest";
import { FORMAT_KEYS, parseCheckFile, parseInlineChecks } from "./check-file.ts";

const PAGE = new URL("../../../../docs/check-files.md", import.meta.url);
const SCHEMA = new URL("../../checks.schema.json", import.meta.url);

async function readExample(): Promise<string> {
  const text = await readFile(PAGE, "utf8");
  return /```yaml\n([\s\S]*?)```/.exec(text)?.[1] ?? "";
}

test("the example of docs/check-files.md is a check file with a check for everything it says", async () => {
  const plan = parseCheckFile(await readExample(), "data/checks.yaml");
  const count = (kind: string): number => plan.checks.filter((check) => check.kind === kind).length;
  expect(plan.dialect).toMatchObject({ delimiter: ",", quote: '"', header: true });
  expect(plan.columns.get("email")?.missingValues).toEqual(["", "NA"]);
  expect(["schema", "row_count", "freshness", "aggregate", "history"].map(count)).toEqual([1, 1, 1, 1, 2]);
  expect(plan.checks.find((check) => check.kind === "row_count")?.at?.line).toBe(15);
});

test.each([
  ["columns: { plan: { requird: true } }", "c.yaml:1:20 unknown key 'requird' in column 'plan'; did you mean 'required'?"],
  ["colums: {}", "c.yaml:1:1 unknown key 'colums' in the check file; did you mean 'columns'?"],
  ["checks:\n  - row_cont: { must_be: 1 }", "c.yaml:2:5 unknown key 'row_cont' in an entry of 'checks'; did you mean 'row_count'?"],
  ["checks:\n  - row_count: {}", "c.yaml:2:5 'row_count' needs a threshold such as must_be_between: [1, 10]"],
  ["checks:\n  - freshness: { column: a, must_be_less_than: soon }", "must be a duration such as 90m, 36h or 2d, not 'soon'"],
  [
    "columns: { a: { type: int } }",
    "'type' must be one of integer, number, string, boolean, date, datetime, not 'int'; did you mean 'integer'?",
  ],
  ["columns: { a: { type: string, min: 1 } }", "column 'a' has type string; this needs integer or number"],
  ["columns: { a: { min: 5, max: 1 } }", "'min' is above 'max'"],
  ["columns: { a: { min: 5, max: 2020-01-01 } }", "'min' and 'max' must both be numbers or both be dates"],
  ["columns: { a: { pattern: '(' } }", "'pattern' is not a regular expression"],
  ["columns: { a: { values: [] } }", "so that no value could pass"],
  ["columns: { a: {}, a: {} }", "Map keys must be unique"],
  ["columns: { a: { required: yes } }", "'required' must be true or false, not 'yes'"],
  ["columns: { a: { required: true, missing_percent: 3 } }", "keep one"],
  ["checks: [ { row_count: { must_be_between: [9, 1] } } ]", "its lowest number after its highest"],
  ["checks: [ { missing: { column: a, metric: percent, must_be_less_than: 200 } } ]", "a percentage from 0 to 100"],
  ["checks: [ { history: { metric: mean, column: a, method: average } } ]", "needs 'may_drop', 'may_rise' or both"],
  ["checks: [ { history: { metric: row_count, may_drop: 20%, direction: drop } } ]", "'direction' does not belong to method average"],
  ["checks: [ { invalid: { column: a } } ]", "'invalid' needs a rule"],
  ["checks: [ { duplicate: { column: a, columns: [a, b] } } ]", "needs either 'column' or 'columns'"],
  ["checks: [ { schema: {} }, { schema: {} } ]", "more than one 'schema'"],
  ["dialect: { delimiter: ab }\ncolumns: { a: {} }", "'delimiter' must be one ASCII character"],
  ["dialect: { header: false }\nchecks: [ { missing: { column: a } } ]", "without a header, 'columns' must name every column"],
  ["version: 2\ncolumns: { a: {} }", "'version' must be a whole number from 1 to 1"],
  ["{}", "declares no check"],
  ["", "the check file must be a map"],
  ["a: [", "c.yaml:1"],
])("refuses %j with its place and the way out", (text, message) => {
  expect(() => parseCheckFile(text, "c.yaml")).toThrow(message);
});

test("lists every problem at once", () => {
  expect(() => parseCheckFile("dialct: {}\ncolumns: { a: { tipe: date }, b: { min: x } }", "c.yaml")).toThrow(
    /3 problems:[\s\S]*dialct[\s\S]*tipe[\s\S]*a bound must be/,
  );
});

test("takes the same checks in place, without positions", () => {
  const plan = parseInlineChecks({
    columns: { a: { type: "integer", unique: true, values: [1, 2] } },
    checks: [{ row_count: { must_be: 2 } }],
  });
  expect(plan.checks.map((check) => check.kind)).toEqual(["schema", "duplicate", "invalid", "invalid", "row_count"]);
  expect(plan.checks[0]?.at).toBeUndefined();
  expect(() => parseInlineChecks({ colums: {} })).toThrow("inline checks: unknown key 'colums'");
  expect(() => parseInlineChecks("columns")).toThrow("must be a map");
});

test("follows anchors, and every check of a column is its own", () => {
  const plan = parseCheckFile("columns:\n  a: &rules { required: true, max_length: 3 }\n  b: *rules\n", "c.yaml");
  expect(plan.checks.map((check) => ("column" in check ? check.column : ""))).toEqual(["", "a", "a", "b", "b"]);
});

test("any text is a plan with checks or one input error, never a crash", async () => {
  const example = await readExample();
  const word = fc.constantFrom(
    ..."columns: checks: - { } [ ] , row_count must_be : 1 a type integer \n & * ! | > ' \" # % ? -1 null true 1e999".split(" "),
  );
  const mutated = fc
    .tuple(fc.nat(example.length), fc.nat(20), fc.string({ maxLength: 6 }))
    .map(([at, cut, put]) => example.slice(0, at) + put + example.slice(at + cut));
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(word, { maxLength: 30 }).map((words) => words.join(" ")),
        mutated,
      ),
      (text) => {
        try {
          expect(parseCheckFile(text, "c.yaml").checks.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(ActionError);
          expect((error as ActionError).kind).toBe("input");
        }
      },
    ),
    { numRuns: 400 },
  );
});

test("any object is a plan with checks or one input error, never a crash", () => {
  const key = fc.constantFrom(
    "columns",
    "checks",
    "dialect",
    "row_count",
    "missing",
    "column",
    "must_be",
    "type",
    "min",
    "a",
    "history",
    "metric",
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom(null, 1, -1, "a", "date", true, "row_count"),
      fc.array(tie("tree"), { maxLength: 3 }),
      fc.dictionary(key, tie("tree"), { maxKeys: 4 }),
    ),
  }));
  fc.assert(
    fc.property(tree, (object) => {
      try {
        expect(parseInlineChecks(object).checks.length).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(ActionError);
      }
    }),
    { numRuns: 1000 },
  );
});

test("the JSON Schema that editors use knows exactly the keys of the format", async () => {
  const schema = JSON.parse(await readFile(SCHEMA, "utf8"));
  const keys = (part: { properties: object }): string[] => Object.keys(part.properties).sort();
  const sorted = (list: readonly string[]): string[] => [...list].sort();
  expect(keys(schema)).toEqual(sorted(FORMAT_KEYS.top));
  expect(keys(schema.properties.dialect)).toEqual(sorted(FORMAT_KEYS.dialect));
  expect(keys(schema.properties.limits)).toEqual(sorted(FORMAT_KEYS.limits));
  expect(keys(schema.$defs.column)).toEqual(sorted(FORMAT_KEYS.column));
  expect(keys(schema.$defs.check)).toEqual(Object.keys(FORMAT_KEYS.checks).sort());
  for (const [kind, known] of Object.entries(FORMAT_KEYS.checks)) expect(keys(schema.$defs.check.properties[kind])).toEqual(sorted(known));
});
