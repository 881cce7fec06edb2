import fc from "fast-check";
import { expect, test } from "vitest";
import { readTokens, UnendedError } from "./lexer.ts";
import type { Dialect } from "./lexer.ts";
import { digestOfStatements, splitStatements } from "./statement.ts";

const texts = (sql: string, dialect: Dialect = "postgresql"): string[] => splitStatements(sql, dialect).map((statement) => statement.text);

test.each<[string, string, string[]]>([
  ["plain statements", "SELECT 1; SELECT 2;", ["SELECT 1", "SELECT 2"]],
  ["no last semicolon", "SELECT 1;\nSELECT 2\n", ["SELECT 1", "SELECT 2"]],
  ["empty statements", ";;  ; -- only\n/* comments; */ ;", []],
  ["semicolons in texts", "SELECT ';'; SELECT 'it''s;'", ["SELECT ';'", "SELECT 'it''s;'"]],
  ["semicolons in names", 'SELECT "a;""b;"; SELECT 2', ['SELECT "a;""b;"', "SELECT 2"]],
  ["line comments", "SELECT 1 -- ; not here\n; SELECT 2", ["SELECT 1", "SELECT 2"]],
  ["nested comments", "SELECT /* a /* ; */ ; */ 1; SELECT 2", ["SELECT /* a /* ; */ ; */ 1", "SELECT 2"]],
  ["dollar quotes", "DO $$ BEGIN; END $$; SELECT 2", ["DO $$ BEGIN; END $$", "SELECT 2"]],
  ["tagged dollar quotes", "DO $a$ $b$ ; $$ $a$; SELECT 2", ["DO $a$ $b$ ; $$ $a$", "SELECT 2"]],
  ["dollars in identifiers", "SELECT a$b$ ; SELECT c$b$", ["SELECT a$b$", "SELECT c$b$"]],
  ["parameters", "SELECT $1; SELECT $2", ["SELECT $1", "SELECT $2"]],
  ["backslashes in plain texts", "SELECT 'a\\'; SELECT 2", ["SELECT 'a\\'", "SELECT 2"]],
  ["backslashes in E texts", "SELECT E'a\\'; b'; SELECT 2", ["SELECT E'a\\'; b'", "SELECT 2"]],
  ["continued E texts", "SELECT E'a'\n  'b\\';'; SELECT 2", ["SELECT E'a'\n  'b\\';'", "SELECT 2"]],
  ["E texts continued after a comment", "SELECT E'a' -- c\n'\\';'; SELECT 2", ["SELECT E'a' -- c\n'\\';'", "SELECT 2"]],
  [
    "rules with several actions",
    "CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2); SELECT 3",
    ["CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)", "SELECT 3"],
  ],
  [
    "SQL bodies of functions",
    "CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END; SELECT 3",
    ["CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END", "SELECT 3"],
  ],
  [
    "transaction words outside of bodies",
    "BEGIN; SELECT CASE 1 WHEN 1 THEN 2 END; END",
    ["BEGIN", "SELECT CASE 1 WHEN 1 THEN 2 END", "END"],
  ],
  ["a byte order mark", "\ufeffSELECT 1;", ["SELECT 1"]],
  ["Windows line ends", "SELECT 1; -- a\r\nSELECT 2;\r\n", ["SELECT 1", "SELECT 2"]],
])("splits PostgreSQL with %s", (_, sql, expected) => {
  expect(texts(sql)).toEqual(expected);
});

test("splits SQLite: comments do not nest, brackets and back ticks quote, triggers have bodies", () => {
  expect(texts("SELECT /* a /* */ 1; SELECT [a;b], `c;d`", "sqlite")).toEqual(["SELECT /* a /* */ 1", "SELECT [a;b], `c;d`"]);
  const trigger = "CREATE TEMP TRIGGER t AFTER INSERT ON a BEGIN UPDATE a SET b = CASE WHEN 1 THEN 2 END; SELECT 1; END";
  expect(texts(`${trigger}; SELECT 2`, "sqlite")).toEqual([trigger, "SELECT 2"]);
});

test.each(["SELECT 'a", 'SELECT "a', "DO $x$ $$", "SELECT /* /* */", "SELECT E'a\\'"])("says where %s begins that never ends", (sql) => {
  expect(() => texts(sql)).toThrow(UnendedError);
});

test("every statement knows its line and offset", () => {
  const statements = splitStatements("-- one\nSELECT 1;\n\n/* two\n */ SELECT\n 2;", "postgresql");
  expect(statements.map(({ line, start }) => [line, start])).toEqual([
    [2, 7],
    [5, 29],
  ]);
});

const piece = fc.constantFrom(
  ..."'|''|\"|$$|$a$|a$b|E'|e'|\\|--|\n|\r\n|/*|*/|;|(|)| |SELECT|BEGIN|ATOMIC|END|CASE|CREATE|FUNCTION|TRIGGER|1|$1|[|]|`|é|U&\"|.".split(
    "|",
  ),
);
const soup = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(""));
const dialect = fc.constantFrom<Dialect>("postgresql", "sqlite");

test("whatever the text, tokens and statements lie in order inside it, and only an unended quote is refused", () => {
  fc.assert(
    fc.property(fc.oneof(soup, fc.string()), dialect, (sql, kind) => {
      try {
        let end = 0;
        for (const token of readTokens(sql, kind)) {
          expect(token.start).toBeGreaterThanOrEqual(end);
          expect(token.end).toBeGreaterThan(token.start);
          end = token.end;
        }
        for (const statement of splitStatements(sql, kind))
          expect(sql.slice(statement.start, statement.start + statement.text.length)).toBe(statement.text);
      } catch (error) {
        expect(error).toBeInstanceOf(UnendedError);
      }
    }),
    { numRuns: 3000 },
  );
});

const whole = fc.oneof(
  fc.string({ maxLength: 8 }).map((text) => `SELECT '${text.replaceAll("'", "''")}'`),
  fc.string({ maxLength: 8 }).map((text) => `SELECT E'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`),
  fc.string({ maxLength: 8 }).map((text) => `DO $body$${text.replaceAll("$", "")}$body$`),
  fc.string({ maxLength: 8 }).map((text) => `SELECT 1 AS "${text.replaceAll('"', '""')}x"`),
  fc.string({ maxLength: 8 }).map((text) => `SELECT /*${text.replaceAll("*", "").replaceAll("/", "")}*/ 1`),
  fc.string({ maxLength: 8 }).map((text) => `SELECT 1 --${text.replace(/[\n\r]/g, "")}\n+ 1`),
);

test("statements put together with semicolons come apart as the same statements", () => {
  fc.assert(
    fc.property(fc.array(whole, { maxLength: 6 }), (statements) => {
      expect(texts(statements.join(";\n"))).toEqual(statements);
    }),
    { numRuns: 500 },
  );
});

test("the digest of meaning ignores comments, spaces and the case of words, and nothing else", () => {
  const digest = (sql: string): string => digestOfStatements(sql, splitStatements(sql, "postgresql"));
  expect(digest("select A\n from t; -- x")).toBe(digest("SELECT a FROM t;"));
  expect(digest("SELECT 'a'")).not.toBe(digest("SELECT 'A'"));
  expect(digest('SELECT "a"')).not.toBe(digest('SELECT "A"'));
  expect(digest("SELECT 1; SELECT 2")).not.toBe(digest("SELECT 1 SELECT 2"));
});
