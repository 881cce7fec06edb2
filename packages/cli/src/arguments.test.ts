import { expect, test } from "vitest";
import { parseArguments } from "./arguments.ts";

test("a bare call and --help ask for help", () => {
  expect(parseArguments([]).command).toBe("help");
  expect(parseArguments(["release", "--help"]).command).toBe("help");
});

test("reads a release with its options", () => {
  expect(parseArguments(["release", "-e", "production", "--approve", "sha256:aa", "--builder", "assemble", "-C", "x"])).toMatchObject({
    command: "release",
    environment: "production",
    approve: "sha256:aa",
    builder: "assemble",
    directory: "x",
    yes: false,
  });
});

test.each([
  [["deliver"], "'deliver' is no command"],
  [["plan", "release"], "more than one command"],
  [["plan", "--builder", "kaniko"], "allowed are auto, buildx and assemble"],
  [["rollback", "--to", "last"], "it must be a revision number"],
  [["plan", "--enviroment", "x"], "--enviroment"],
])("refuses %j", (argv, message) => {
  expect(() => parseArguments(argv)).toThrow(message);
});
