import { ActionError } from "@waybill/kit";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseDockerfile } from "./dockerfile.ts";

test("takes a Dockerfile apart with the line of every instruction", () => {
  const text = [
    "# syntax=docker/dockerfile:1",
    "ARG BASE=node:24",
    "",
    "FROM --platform=linux/amd64 ${BASE} AS Build",
    "  # note",
    "copy --from=x \\",
    "  # inside",
    "  --chown=1:1 a \\",
    "",
    "  b",
    'CMD ["x"]',
    "FROM scratch",
  ].join("\r\n");
  const parsed = parseDockerfile(text);
  expect(parsed.globalArgs).toMatchObject([{ keyword: "ARG", rest: "BASE=node:24", line: 2 }]);
  expect(parsed.stages).toMatchObject([
    { name: "build", base: "${BASE}", platform: "linux/amd64", line: 4 },
    { base: "scratch", line: 12 },
  ]);
  expect(parsed.stages[0]?.instructions[0]).toMatchObject({
    keyword: "COPY",
    line: 6,
    flags: [
      { name: "from", value: "x" },
      { name: "chown", value: "1:1" },
    ],
  });
  expect(parsed.stages[0]?.instructions[0]?.rest.split(/\s+/)).toEqual(["a", "b"]);
  expect(parsed.stages[0]?.instructions[1]).toMatchObject({ keyword: "CMD", line: 11 });
});

test("honours another escape character", () => {
  const parsed = parseDockerfile("# escape=`\nFROM scratch\nCOPY a `\n C:\\b\n");
  expect(parsed.stages[0]?.instructions[0]?.rest).toContain("C:\\b");
});

test.each([
  ["", "Dockerfile:1 has no FROM"],
  ["COPY a b\nFROM x", "Dockerfile:1 has COPY before the first FROM"],
  ["FROM x\nCOPPY a b", "Dockerfile:2 has the unknown instruction 'COPPY'"],
  ["FROM x\n\nRUN <<EOF\necho\nEOF", "Dockerfile:3 uses a heredoc"],
  ["FROM x\nCOPY <<A <<B /", "Dockerfile:2 uses a heredoc"],
  ["FROM a b c d", "Dockerfile:1 has a FROM that is neither"],
  ["FROM a AS 1x", "Dockerfile:1 has the stage name '1x'"],
  ["FROM a AS x\nFROM b AS X", "Dockerfile:2 names a second stage 'x'"],
  ["FROM --plattform=x a", "Dockerfile:1 has the flag --plattform"],
  ["FROM x\nUSER", "Dockerfile:2 has USER without a value"],
  ["# escape=x\nFROM x", "Dockerfile:1 sets the escape character"],
])("refuses %j with file and line", (text, message) => {
  expect(() => parseDockerfile(text)).toThrow(message);
});

test("any text is parsed or refused with an input error that names file and line", () => {
  const line = fc.oneof(
    fc.string({ maxLength: 20 }),
    fc.constantFrom(
      "FROM scratch",
      "FROM x AS y",
      "COPY --from=y a \\",
      'ENV A="b',
      "RUN <<E",
      "# escape=`",
      "#",
      "\\",
      "CMD [",
      "ARG A=${B:-c}",
      "HEALTHCHECK --interval=1s CMD x",
      " ",
      "ONBUILD RUN x",
    ),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      try {
        const parsed = parseDockerfile(lines.join("\n"), "a/Dockerfile");
        expect(parsed.stages.length).toBeGreaterThan(0);
        for (const stage of parsed.stages)
          for (const instruction of stage.instructions) expect(instruction.line).toBeLessThanOrEqual(lines.join("\n").split("\n").length);
      } catch (error) {
        // A quote that is never closed in FROM is reported by the words themselves.
        if (!(error instanceof ActionError)) throw error;
        expect(error.message).toMatch(/^a\/Dockerfile:\d+ /);
      }
    }),
    { numRuns: 1500 },
  );
});
