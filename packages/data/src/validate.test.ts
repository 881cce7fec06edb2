import { appendFile, mkdtemp, readFile, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { digestOf, SILENT } from "@waybill/kit";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { CheckResult, DataResult } from "./result.ts";
import { validateData } from "./validate.ts";

const NOW = new Date("2026-11-21T12:00:00Z");

interface Setup {
  readonly checks: unknown;
  readonly workspace?: string;
  readonly history?: string;
  readonly now?: Date;
}

/** Writes data to a workspace of its own and validates it. */
async function validate(data: string | Buffer, setup: Setup): Promise<DataResult> {
  const workspace = setup.workspace ?? (await mkdtemp(join(tmpdir(), "data-")));
  await writeFile(join(workspace, "d.csv"), data);
  const isText = typeof setup.checks === "string";
  if (isText) await writeFile(join(workspace, "checks.yaml"), setup.checks as string);
  return validateData({
    name: "d",
    source: "d.csv",
    workspace,
    checks: isText ? "checks.yaml" : setup.checks,
    ...(setup.history === undefined ? {} : { history: setup.history }),
    now: setup.now ?? NOW,
    recordHistory: true,
    reporter: SILENT,
  });
}

function only(result: DataResult, kind: string): CheckResult {
  const found = result.checks.filter((check) => check.check === kind);
  expect(found).toHaveLength(1);
  return found[0] as CheckResult;
}

async function check(data: string, spec: unknown): Promise<CheckResult> {
  const kind = Object.keys(spec as object)[0] as string;
  return only(await validate(data, { checks: { checks: [spec] } }), kind);
}

test("a good file passes every check and is told by its digest, rows and bytes", async () => {
  const data = 'id,plan,when\r\n1,basic,2026-11-20\r\n2,"pro",2026-11-21\r\n';
  const checks = `columns:
  id: { type: integer, required: true, unique: true, min: 1 }
  plan: { values: [basic, pro] }
  when: { type: date }
checks:
  - row_count: { must_be_between: [1, 10] }
  - freshness: { column: when, must_be_less_than: 2d }
`;
  const result = await validate(data, { checks });
  expect(result).toMatchObject({ verdict: "pass", rows: 2, bytes: Buffer.byteLength(data), digest: digestOf(data), findings: [] });
  expect(result.checks.map((one) => `${one.check} ${one.column ?? ""}`.trim())).toEqual(
    "structure|schema|missing id|duplicate id|invalid id|invalid id|invalid plan|invalid when|row_count|freshness when".split("|"),
  );
  expect(only(result, "row_count")).toMatchObject({
    observed: "2 rows",
    expected: "row count: between 1 and 10, both included",
    at: { file: "checks.yaml", line: 6 },
  });
  expect(only(result, "freshness")).toMatchObject({
    observed: "12 h old (the newest is 2026-11-21T00:00:00Z)",
    expected: "age: less than 2 d",
  });
});

test("a byte order mark is no part of the first name", async () => {
  expect((await validate("\ufeffid\n1\n", { checks: { columns: { id: { type: "integer" } } } })).verdict).toBe("pass");
});

test.each([
  ["a record with too few fields", "a,b\n1\n", "the record has 1 fields, the header has 2", 2],
  ["a record with too many fields", "a,b\n1,2\n1,2,3\n", "the record has 3 fields, the header has 2", 3],
  ["a quote that is never closed", 'a,b\n1,"2\n3,4\n', "a quoted field is never closed", 2],
  ["a blank line", "a,b\n1,2\n\n3,4\n", "the line is blank", 3],
  ["a lone carriage return", "a,b\n1,2\r3,4\n", "a carriage return stands alone", 2],
  ["a NUL byte", "a,b\n1,2\n\0,4\n", "the line has a NUL byte", 3],
  ["bytes that are no UTF-8", Buffer.from([97, 44, 98, 10, 49, 44, 0xff, 10]), "the line is not valid UTF-8", 2],
  ["no bytes at all", "", "the file is empty", undefined],
  ["only a byte order mark", "\ufeff", "the file is empty", undefined],
  ["only a header", "a,b\n", "the file has no record", undefined],
  ["a cut-off last line", "a,b\n1,2\n3,4", "the last record has no line break", 3],
  ["a name twice in the header", "a,a\n1,2\n", "the header names the column 'a' twice", 1],
  ["Parquet", "PAR1....", "the file is a Parquet file", undefined],
  ["UTF-16", Buffer.from("\ufeffa\n1\n", "utf16le"), "the file is UTF-16 text", undefined],
  ["a record over 4 MiB", `a,b\n1,"${"x".repeat(5 * 2 ** 20)}"\n`, "a record is longer than 4 MiB", 2],
])("a file with %s is never green, and says why and where", async (_, data, problem, line) => {
  const result = await validate(data, {
    checks: { columns: { a: {} }, checks: [{ missing: { column: "a" } }, { row_count: { must_be_less_than: 9 } }] },
  });
  expect(result.verdict).toBe("fail");
  expect(result.checks[0]).toMatchObject({ check: "structure", verdict: "fail", failing: 1 });
  expect(result.checks[0]?.observed).toContain(problem);
  expect(result.findings[0]?.where).toEqual(line === undefined ? { file: "d.csv" } : { file: "d.csv", line });
  expect(result.findings[0]?.next).toBeTruthy();
  for (const one of result.checks.slice(1)) expect(one.verdict).not.toBe("pass");
});

test("any damage of a good file gives a result in which every check is accounted for, and never passes with unread bytes", async () => {
  const good = Buffer.from(`id,note\n${Array.from({ length: 6 }, (_, index) => `${index},"n ""${index}"""`).join("\n")}\n`);
  const workspace = await mkdtemp(join(tmpdir(), "data-"));
  const checks = { columns: { id: { type: "integer", unique: true }, note: { required: true } }, checks: [{ row_count: { must_be: 6 } }] };
  const damage = fc.array(fc.tuple(fc.nat(good.length - 1), fc.constantFrom(0, 10, 13, 34, 44, 48, 195, 255, -1)), {
    minLength: 1,
    maxLength: 3,
  });
  await fc.assert(
    fc.asyncProperty(damage, async (changes) => {
      let bytes = Buffer.from(good);
      for (const [at, byte] of changes) {
        if (byte < 0) bytes = bytes.subarray(0, at);
        else if (at < bytes.length) bytes[at] = byte;
      }
      const result = await validate(bytes, { checks, workspace });
      expect(result.checks).toHaveLength(6);
      expect(result.digest).toBe(digestOf(bytes));
      if (result.checks[0]?.verdict === "fail") expect(result.checks.every((one) => one.verdict !== "pass")).toBe(true);
      if (result.rows !== 6) expect(result.verdict).not.toBe("pass");
    }),
    { numRuns: 100 },
  );
});

test("a final line break may be declared optional, and another dialect be used", async () => {
  const dialect = { delimiter: ";", quote: "'", header: false, final_line_break: "optional" };
  const result = await validate("1;'x;y'\n2;z", {
    checks: { dialect, columns: { id: { type: "integer" }, text: { values: ["x;y", "z"] } } },
  });
  expect(result).toMatchObject({ verdict: "pass", rows: 2 });
});

test("missing values are counted, also those that a column names itself", async () => {
  const data = 'a,b\n,NA\n"",x\n1,NA\n2,y\n';
  expect(await check(data, { missing: { column: "a" } })).toMatchObject({
    verdict: "fail",
    observed: "2 of 4 rows missing (50 %)",
    expected: "missing: 0",
    failing: 2,
    examples: [
      { file: "d.csv", line: 2 },
      { file: "d.csv", line: 3 },
    ],
  });
  expect(await check(data, { missing: { column: "a", metric: "percent", must_be_less_than: 60 } })).toMatchObject({
    verdict: "pass",
    expected: "missing: less than 60 %",
  });
  const own = await validate(data, { checks: { columns: { b: { missing_values: ["NA"], missing_percent: 50 } } } });
  expect(only(own, "missing")).toMatchObject({
    verdict: "pass",
    observed: "2 of 4 rows missing (50 %)",
    expected: "missing: at most 50 %",
  });
});

test.each([
  [{ type: "integer" }, ["1", "x"]],
  [{ type: "number" }, ["1.5", "1,5"]],
  [{ type: "date" }, ["2026-02-28", "2026-02-30"]],
  [{ type: "datetime" }, ["2026-02-28T10:00:00Z", "2026-02-28"]],
  [{ type: "boolean" }, ["true", "ja"]],
  [{ values: ["a,b", 'say "x"'] }, ['say "x"', "a"]],
  [{ pattern: "[0-9]{5}" }, ["12345", "123456"]],
  [{ min: 1, max: 2.5 }, ["2.5", "2.51"]],
  [{ min: 1 }, ["1", "one"]],
  [{ min: "2026-01-01" }, ["2026-01-01", "2025-12-31"]],
  [{ min_length: 2, max_length: 3 }, ["äöü", "äöüß"]],
])("a value that breaks %j is found on its line, and its value is not shown", async (rule, [good, bad]) => {
  const quote = (text: string | undefined): string => `"${text?.replaceAll('"', '""')}"`;
  const result = await validate(`v\n${quote(good)}\n${quote(bad)}\n`, { checks: { columns: { v: rule } } });
  expect(only(result, "invalid")).toMatchObject({ verdict: "fail", failing: 1, examples: [{ file: "d.csv", line: 3 }] });
  const row = result.findings.find((finding) => finding.where?.line === 3);
  expect(row?.observed).toMatch(/of \d+ characters?$/);
});

test("no finding, result or note shows a value of a row", async () => {
  const secret = "anna.secret@example.org";
  const columns = { mail: { unique: true, pattern: "x", values: ["y"], max_length: 3, type: "integer" } };
  const result = await validate(`mail,n\n${secret},1\n${secret},2\n`, {
    checks: { columns, checks: [{ aggregate: { column: "mail", function: "mean", must_be: 1 } }] },
  });
  expect(result.verdict).toBe("fail");
  expect(JSON.stringify(result)).not.toContain("secret");
});

test("duplicates are found by one column or several, and keys cannot run into each other", async () => {
  expect(await check("a,b\n1,x\n2,x\n1,y\n", { duplicate: { column: "a" } })).toMatchObject({
    failing: 1,
    examples: [{ file: "d.csv", line: 4 }],
  });
  expect(await check("a,b\nx,yz\nxy,z\n", { duplicate: { columns: ["a", "b"] } })).toMatchObject({ verdict: "pass" });
  const twice = await check('a,b\nx,"y"\nx,y\n,1\n,1\n', { duplicate: { columns: ["a", "b"] } });
  expect(twice).toMatchObject({ verdict: "fail", failing: 1, note: "2 rows were not compared: a part of their key is missing." });
});

test("uniqueness that needs more memory than allowed is inconclusive, unless duplicates are already certain", async () => {
  const rows = Array.from({ length: 60_000 }, (_, index) => `key-${String(index).padStart(12, "0")}`);
  const checks = { columns: { k: { unique: true } }, limits: { unique_memory_mb: 1 } };
  const unknown = only(await validate(`k\n${rows.join("\n")}\n`, { checks }), "duplicate");
  expect(unknown.verdict).toBe("inconclusive");
  expect(unknown.note).toContain("raise limits.unique_memory_mb");
  const certain = only(await validate(`k\n${rows[0]}\n${rows.join("\n")}\n`, { checks }), "duplicate");
  expect(certain.verdict).toBe("fail");
});

test("data that is too old, or from the future, is not fresh", async () => {
  const fresh = { freshness: { column: "t", must_be_less_than_or_equal: "1d 12h" } };
  expect(await check("t\n2026-11-20\n2026-11-19\n", fresh)).toMatchObject({ verdict: "pass", expected: "age: at most 1 d 12 h" });
  expect(await check("t\n2026-11-19\n", fresh)).toMatchObject({ verdict: "fail" });
  expect(await check("t\n2099-01-01\n", fresh)).toMatchObject({ verdict: "fail", observed: expect.stringContaining("in the future") });
  expect(await check("t\n2026-11-20\nsoon\n", fresh)).toMatchObject({ verdict: "inconclusive", failing: 1 });
});

test("aggregates are measured over the numbers of a column", async () => {
  const mean = { aggregate: { column: "v", function: "mean", must_be_between: [2, 3] } };
  expect(await check("v,x\n1,\n,\n4,\n", mean)).toMatchObject({
    verdict: "pass",
    observed: "mean 2.5",
    expected: "mean: between 2 and 3, both included",
  });
  expect(await check("v\n1\nx\n", mean)).toMatchObject({ verdict: "inconclusive" });
});

test("the schema check finds missing, forbidden and moved columns", async () => {
  const schema = (rule: object) =>
    validate("a,b,c\n1,2,3\n", { checks: { checks: [{ schema: rule }] } }).then((result) => only(result, "schema"));
  expect(await schema({ columns: ["a", "z"] })).toMatchObject({ verdict: "fail", observed: "3 columns; missing z" });
  expect(await schema({ columns: ["b", "a"] })).toMatchObject({ verdict: "pass", observed: "3 columns, 1 of them not declared: column 3" });
  expect(await schema({ columns: ["a", "b"], extra_columns: "forbid" })).toMatchObject({
    verdict: "fail",
    observed: "3 columns; not declared: column 3",
  });
  expect(await schema({ columns: ["b", "a"], column_order: "exact" })).toMatchObject({
    verdict: "fail",
    observed: "3 columns; another order: a, b",
  });
});

const CANARIES = "CANARY-1,Ann Canary,canary@example.com,canary street 7,1980-01-01,canary@example.com";

test.each<[string, object]>([
  ["columns", { columns: { id: { unique: true }, name: {}, email: { pattern: ".+@.+" }, day: { type: "date" } } }],
  ["no other columns allowed", { columns: { id: {} }, checks: [{ schema: { extra_columns: "forbid", column_order: "exact" } }] }],
  ["a column that happens to be named as a value", { columns: { "Ann Canary": {}, email: {} } }],
  ["no schema", { checks: [{ row_count: { must_be_greater_than: 5 } }, { missing: { column: "email" } }] }],
  ["every other check", { checks: [{ duplicate: { columns: ["id", "name"] } }, { history: { metric: "mean", column: "fee" } }] }],
])("the first record of a file without its header is shown nowhere, checked by %s", async (_, checks) => {
  const result = await validate(`${CANARIES}\nCANARY-2,Bob Canary,b-canary@example.com,x,1980-01-02,y\n`, { checks, history: "h.jsonl" });
  expect(["fail", "inconclusive"]).toContain(result.verdict);
  const declared = JSON.stringify(checks).includes("Ann Canary") ? /Ann Canary/g : /(?!)/g;
  expect(JSON.stringify(result).replace(declared, "")).not.toMatch(/canary|1980/i);
});

test("a schema says what is missing and where something else stands, and quotes only what is a slip of an expected name", async () => {
  const schema = (header: string, columns: string[]): Promise<CheckResult> =>
    check(`${header}\n${header.replace(/[^,]+/g, "1")}\n`, { schema: { columns, extra_columns: "forbid" } });
  expect(await schema("id,emial,Name", ["id", "email", "name"])).toMatchObject({
    observed:
      "3 columns; missing email, name; column 2 is 'emial', near 'email'; column 3 is 'Name', near 'name'; not declared: columns 2, 3",
    failing: 4,
  });
  const without = await schema("id1,emial", ["id", "email"]);
  expect(without).toMatchObject({ observed: "2 columns; missing id, email; not declared: columns 1, 2" });
  expect(without.note).toContain("dialect.header: false");
});

test.each([
  [";", "id;email", "';'"],
  ["\t", "id\temail", "a tab"],
  ["|", "id|email|canary", "'|'"],
  [",", "id,email", "','"],
])(
  "a header that is one column with %o in it is told the delimiter that it looks like, and no other name",
  async (delimiter, header, called) => {
    const dialect = delimiter === "," ? { dialect: { delimiter: ";" } } : {};
    const checks = { ...dialect, checks: [{ schema: { columns: ["id", "email"] } }] };
    const result = only(await validate(`${header}\n1${delimiter}2\n`, { checks }), "schema");
    expect(result.note).toContain(`The header is one column that looks as if ${called} divided it; set dialect.delimiter: `);
    expect(result.note).toContain(JSON.stringify(delimiter));
    expect(result.note).not.toMatch(/header: false|canary/);
    // A single column may hold anything.
    expect((await check("id;email\n1\n", { schema: { columns: ["id;email"] } })).note).toBeUndefined();
  },
);

test("100,000 columns cost no more than their number", async () => {
  const names = Array.from({ length: 100_000 }, (_, index) => `column_${index}`);
  const columns = Object.fromEntries(names.slice(0, 2000).map((name) => [name, {}]));
  const result = await validate(`${names.join(",")}\n${names.map(() => "1").join(",")}\n`, { checks: { columns } });
  expect(result).toMatchObject({ verdict: "pass", rows: 1 });
});

test("a pattern that would backtrack for ever is judged at once", async () => {
  const checks = { columns: { a: { pattern: "(a+)+$" } } };
  const result = await validate(`a\n${"a".repeat(60)}!\naaa\n`, { checks });
  expect(only(result, "invalid")).toMatchObject({ verdict: "fail", failing: 1, examples: [{ line: 2 }] });
});

test("a pattern with too many ways to match is inconclusive, and what surely failed stays failed", async () => {
  let seed = 1;
  const random = (): string => ((seed = (seed * 48_271) % 2_147_483_647) & 64 ? "a" : "b");
  const long = Array.from({ length: 300_000 }, random).join("");
  const checks = { columns: { a: { pattern: "(?:[ab]*a[ab]{400}|[ab]*b[ab]{500})c" } } };
  expect(only(await validate(`a\n${long}\n`, { checks }), "invalid")).toMatchObject({
    verdict: "inconclusive",
    note: expect.stringContaining("1 value could not be judged"),
  });
  expect(only(await validate(`a\nx\n${long}\n`, { checks }), "invalid")).toMatchObject({ verdict: "fail", failing: 1 });
});

test("a pattern that no bounded machine can match is refused in the plan, at its line", async () => {
  await expect(validate("a\n1\n", { checks: "columns:\n  a: { pattern: '(?=.*x).*' }\n" })).rejects.toThrow(
    /checks\.yaml:2:\d+ 'pattern' has a look-ahead '\(\?=', which cannot be matched/,
  );
});

test("what cannot be evaluated is inconclusive and says why", async () => {
  const result = await validate("a,b\n,1\n", {
    checks: { checks: [{ missing: { column: "x" } }, { invalid: { column: "a", values: ["y"] } }, { history: { metric: "row_count" } }] },
  });
  expect(result.checks.map((one) => one.verdict)).toEqual(["pass", "inconclusive", "inconclusive", "inconclusive"]);
  expect(result.checks.map((one) => one.note?.split(" ").slice(0, 3).join(" "))).toEqual([
    undefined,
    "Column 'x' is",
    "Every value is",
    "No history file",
  ]);
  expect(result.verdict).toBe("inconclusive");
  const allowed = await validate("a,b\n,1\n", { checks: { columns: { a: { values: ["y"], may_be_all_missing: true } } } });
  expect(allowed.verdict).toBe("pass");
});

test("a failure at level warn is a warning, and examples are limited as the file says", async () => {
  const result = await validate("a\n1\n2\n3\n4\n", { checks: { examples: 2, columns: { a: { max: 1, level: "warn" } } } });
  expect(result.verdict).toBe("warn");
  expect(only(result, "invalid")).toMatchObject({ verdict: "warn", failing: 3, examples: [{ line: 3 }, { line: 4 }] });
  expect(result.findings.map((finding) => finding.severity)).toEqual(["warning", "notice", "notice"]);
});

function rowsOf(count: number, seed: number): string {
  return `v\n${Array.from({ length: count }, () => `${seed}\n`).join("")}`;
}

test("a history learns first, then judges by an average, and keeps each accepted data set once", async () => {
  const workspace = await mkdtemp(join(tmpdir(), "data-"));
  const setup = { workspace, history: "h.jsonl", checks: { checks: [{ history: { metric: "row_count", may_drop: "20%", may_rise: 5 } }] } };
  for (const [count, verdict] of [
    [10, "warn"],
    [10, "warn"],
    [10, "warn"],
    [8, "pass"],
    [20, "fail"],
    [7, "fail"],
  ] as const) {
    const result = await validate(rowsOf(count, Math.random()), setup);
    expect([count, only(result, "history").verdict]).toEqual([count, verdict]);
    expect(result.historyPoint?.recorded).toBe(verdict !== "fail");
  }
  const lines = (await readFile(join(workspace, "h.jsonl"), "utf8")).trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line).metrics.row_count)).toEqual([10, 10, 10, 8]);
});

test("the same data is one point, and is judged again as the first time", async () => {
  const workspace = await mkdtemp(join(tmpdir(), "data-"));
  const setup = { workspace, history: "h.jsonl", checks: { checks: [{ history: { metric: "row_count", may_drop: "1%" } }] } };
  for (const count of [10, 10, 10]) await validate(rowsOf(count, Math.random()), setup);
  const first = await validate(rowsOf(10, 7), setup);
  await validate(rowsOf(30, 8), setup);
  const again = await validate(rowsOf(10, 7), setup);
  expect(again.historyPoint).toMatchObject({ recorded: false });
  expect(only(again, "history")).toMatchObject({ verdict: "pass", expected: only(first, "history").expected });
});

test("a control chart judges by X-mR limits of earlier points and hands over its picture", async () => {
  const workspace = await mkdtemp(join(tmpdir(), "data-"));
  const setup = { workspace, history: "h.jsonl", checks: { checks: [{ history: { metric: "mean", column: "v" } }] } };
  for (let index = 0; index < 8; index++) await validate(rowsOf(3, 10 + (index % 2)), { ...setup, now: new Date(NOW.getTime() + index) });
  expect((await readFile(join(workspace, "h.jsonl"), "utf8")).trimEnd().split("\n")).toHaveLength(2);
  for (let index = 0; index < 8; index++) await validate(rowsOf(3 + index, 10 + (index % 2)), setup);
  const inside = only(await validate(rowsOf(20, 10.4), setup), "history");
  expect(inside).toMatchObject({ verdict: "pass", observed: "mean 10.4", expected: expect.stringContaining("X-mR limits of 9 points") });
  expect(inside.chart?.points).toHaveLength(10);
  const outside = only(await validate(rowsOf(21, 20), setup), "history");
  expect(outside).toMatchObject({ verdict: "fail", note: "The value is outside the limits." });
});

test("a cut-off last line of the history is told, removed at the next append, and harms nothing", async () => {
  const workspace = await mkdtemp(join(tmpdir(), "data-"));
  const setup = { workspace, history: "h.jsonl", checks: { checks: [{ history: { metric: "row_count", may_drop: "20%" } }] } };
  await validate(rowsOf(10, 1), setup);
  await appendFile(join(workspace, "h.jsonl"), '{"digest":"sha256:12');
  const result = await validate(rowsOf(10, 2), setup);
  expect(result.findings.map((finding) => finding.rule)).toContain("data-history-cut");
  const text = await readFile(join(workspace, "h.jsonl"), "utf8");
  expect(
    text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).metrics.row_count),
  ).toEqual([10, 10]);
});

test("a damaged line inside the history makes its checks inconclusive, and nothing is appended behind it", async () => {
  const workspace = await mkdtemp(join(tmpdir(), "data-"));
  await writeFile(join(workspace, "h.jsonl"), "garbage\n");
  const result = await validate(rowsOf(1, 1), {
    workspace,
    history: "h.jsonl",
    checks: { checks: [{ history: { metric: "row_count", may_drop: 1 } }] },
  });
  expect(only(result, "history")).toMatchObject({ verdict: "inconclusive", note: expect.stringContaining("Line 1 of h.jsonl") });
  expect(await readFile(join(workspace, "h.jsonl"), "utf8")).toBe("garbage\n");
});

test("paths out of the workspace, missing files and folders are input errors", async () => {
  const workspace = await mkdtemp(join(tmpdir(), "data-"));
  await symlink("/etc", join(workspace, "out"));
  const checks = { columns: { a: {} } };
  const call = (source: string, more: object = {}) =>
    validateData({ name: "d", source, workspace, checks, now: NOW, recordHistory: true, reporter: SILENT, ...more });
  await expect(call("../x.csv")).rejects.toThrow("outside the workspace");
  await expect(call("out/hosts")).rejects.toThrow("outside the workspace");
  await expect(call("no.csv")).rejects.toThrow("Input 'data.d.source' is 'no.csv', but nothing exists there");
  await expect(call(".")).rejects.toThrow("is not a file");
  await writeFile(join(workspace, "d.csv"), "a\n1\n");
  await expect(call("d.csv", { checks: "no.yaml" })).rejects.toThrow("Input 'data.d.checks' is 'no.yaml'");
  await expect(call("d.csv", { signal: AbortSignal.abort() })).rejects.toThrow("aborted");
});

test("a file larger than the buffer is read to its last line", async () => {
  const rows = Array.from({ length: 60_000 }, (_, index) => `${index},"${"some text, quoted ".repeat(8)}"`);
  rows[59_999] = "x,y";
  const result = await validate(`id,text\n${rows.join("\n")}\n`, { checks: { columns: { id: { type: "integer", unique: true } } } });
  expect(result.rows).toBe(60_000);
  expect(only(result, "invalid")).toMatchObject({ failing: 1, examples: [{ file: "d.csv", line: 60_001 }] });
  expect(only(result, "duplicate")).toMatchObject({ verdict: "pass" });
});
