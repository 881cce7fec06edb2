import fc from "fast-check";
import { expect, test } from "vitest";
import { COMMANDS, parseArguments, UsageError } from "./arguments.ts";

const DIGEST = `sha256:${"a".repeat(64)}`;

test("a bare call and --help ask for help", () => {
  expect(parseArguments([]).command).toBe("help");
  expect(parseArguments(["release", "--help"]).command).toBe("help");
});

test("reads a release with its options", () => {
  expect(parseArguments(["release", "-e", "production", "--approve", DIGEST, "--builder", "assemble", "-C", "x"])).toMatchObject({
    command: "release",
    environment: "production",
    approve: DIGEST,
    builder: "assemble",
    directory: "x",
    yes: false,
  });
});

test.each([
  [["chekc"], "'chekc' is no command; did you mean 'check'?"],
  [["xyzzy"], "'xyzzy' is no command; there are plan, check, release"],
  [["policy"], "'policy' is no command; did you mean 'policy explain'?"],
  [["policy", "explian"], "'policy explian' is no command; did you mean 'policy explain'?"],
  [["policy", "explain", "production"], "An environment is given as '-e production'."],
  [["plan", "release"], "'release' is one argument too many after 'plan'. Give one command at a time."],
  [["release", "production"], "An environment is given as '-e production'."],
  [["plan", "--builder", "kaniko"], "allowed are auto, buildx, assemble"],
  [["plan", "--builder", "assembel"], "did you mean 'assemble'?"],
  [["rollback", "--to", "last"], "it must be a revision number"],
  [["plan", "--enviroment", "x"], "'--enviroment' is no option; did you mean '--environment'?"],
  [["plan", "--zzzzz"], "'--zzzzz' is no option."],
  [["plan", "-x"], "'-x' is no option"],
  [["plan", "--environment"], "--environment needs a value."],
  [["plan", "-e", "--yes"], "-e needs a value."],
  [["plan", "--config="], "--config needs a value."],
  [["release", "--approve", "yes"], "must be the digest that 'waybill plan' printed"],
  [["release", "--approve", DIGEST, "--yes"], "exclude each other"],
  [["plan", "--yes=no"], "--yes takes no value, but has 'no'."],
])("refuses %j", (argv, message) => {
  expect(() => parseArguments(argv)).toThrow(message);
});

test("whatever is typed is a call or a usage error, and never an error of ours", () => {
  const word = fc.oneof(
    fc.constantFrom(...COMMANDS, "-e", "-C", "--yes", "--no-yes", "--to", "--to=3", "--", "-", "--help", "-vx", "--trusted-keys", "-ehere"),
    fc.string({ maxLength: 8 }),
    fc.string({ maxLength: 8 }).map((text) => `--${text}`),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 5 }), (argv) => {
      try {
        expect(COMMANDS).toContain(parseArguments(argv).command);
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError);
      }
    }),
    { numRuns: 500 },
  );
});

test.each([
  [
    ["check", "-e", "production"],
    "-e means nothing to 'check'; it goes with plan, release, verify, rollback, monitor, rehearse, config, policy explain.",
  ],
  [["verify", "--images", "{}"], "--images means nothing to 'verify'; it goes with plan, release, rehearse."],
  [["policy", "explain", "--builder", "auto"], "--builder means nothing to 'policy explain'"],
  [["matrix", "--json"], "--json means nothing to 'matrix'; it goes with config, policy explain, verify."],
  [["plan", "--yes"], "--yes means nothing to 'plan'; it goes with release."],
  [
    ["rehearse", "--registry", "ghcr.io"],
    "--registry means nothing to 'rehearse'; it goes with plan, check, release, verify, rollback, monitor, matrix.",
  ],
])("an option that a command would pass over is refused: %s", (argv, problem) => {
  expect(() => parseArguments(argv)).toThrow(problem);
});
