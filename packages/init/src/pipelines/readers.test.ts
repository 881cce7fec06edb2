import fc from "fast-check";
import { expect, test } from "vitest";
import { matrixCells, resolveExpressions } from "./expressions.ts";
import { GroovyProblem, parseGroovy } from "./groovy.ts";
import { readCommands } from "./shell.ts";

test.each<[string, string[][]]>([
  ["docker build -t a/b:1 \\\n  -f x/Dockerfile . # why", [["docker", "build", "-t", "a/b:1", "-f", "x/Dockerfile", "."]]],
  ["cd a && kubectl apply -f 'my k8s' | tee log; true", [["cd", "a"], ["kubectl", "apply", "-f", "my k8s"], ["tee", "log"], ["true"]]],
  ['docker build -t "$REG/api:${TAG:-dev}" $(pwd)', [["docker", "build", "-t", "r.example/api:dev", "$(pwd)"]]],
  ["echo '$REG' \"\\$REG\"", [["echo", "$REG", "$REG"]]],
  ["if [ x ]; then\r\n migrate -path db up\r\nfi", [["if", "[", "x", "]"], ["then"], ["migrate", "-path", "db", "up"], ["fi"]]],
])("reads the commands of %j without running them", (script, commands) => {
  expect(readCommands(script, { REG: "r.example" })).toEqual(commands);
});

test("a matrix is spelt out as GitHub does", () => {
  const names = (matrix: unknown): unknown[] => matrixCells(matrix).map((cell) => Object.values(cell).join(" "));
  expect(names({ a: [1, 2], b: ["x"] })).toEqual(["1 x", "2 x"]);
  expect(names({ a: [1, 2], include: [{ a: 1, c: "y" }, { a: 3 }] })).toEqual(["1 y", "2", "3"]);
  expect(names({ include: [{ a: 1 }, { a: 2 }] })).toEqual(["1", "2"]);
  expect(names("${{ fromJSON(inputs.x) }}")).toEqual([""]);
});

test("an expression that only a run knows stays as it is", () => {
  const contexts = { env: { A: "1" }, matrix: { s: { name: "api" } }, slug: "acme/shop" };
  expect(
    resolveExpressions("${{ env.A }} ${{matrix.s.name}} ${{ github.repository }} ${{ github.sha }} ${{ env.constructor }}", contexts),
  ).toBe("1 api acme/shop ${{ github.sha }} ${{ env.constructor }}");
});

test("any text is read, or refused in our own words, and in time", () => {
  const piece = fc.constantFrom(
    "pipeline",
    " { ",
    " } ",
    "(",
    ")",
    "'",
    '"',
    "'''",
    "//",
    "/*",
    "*/",
    "\n",
    "\\",
    "sh",
    "$",
    "${A}",
    "#",
    ";",
    "&&",
    "x=",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join("");
      expect(Array.isArray(readCommands(text, {}))).toBe(true);
      try {
        expect(Array.isArray(parseGroovy(text))).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(GroovyProblem);
      }
    }),
    { numRuns: 500 },
  );
});
