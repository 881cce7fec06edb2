import { parseArgs } from "node:util";
import { ActionError, findNearest, InputError, isDigest } from "@waybill/kit";

export const COMMANDS = [
  "plan",
  "check",
  "release",
  "verify",
  "rollback",
  "rehearse",
  "matrix",
  "config",
  "policy explain",
  "help",
] as const;
export type Command = (typeof COMMANDS)[number];

const BUILDERS = ["auto", "buildx", "assemble"] as const;

/** One call of the command, read from its arguments. */
export interface Call {
  readonly command: Command;
  readonly directory: string;
  readonly config: string | undefined;
  /** The file of the organisation's policy. */
  readonly policy: string | undefined;
  readonly environment: string | undefined;
  readonly approve: string | undefined;
  readonly yes: boolean;
  readonly images: string | undefined;
  readonly record: string | undefined;
  readonly registry: string | undefined;
  readonly builder: (typeof BUILDERS)[number] | undefined;
  readonly signingKey: string | undefined;
  /** Files of public keys. */
  readonly trustedKeys: readonly string[];
  /** What 'verify' verifies without a project: a record file or an image. */
  readonly target: string | undefined;
  readonly repository: string | undefined;
  readonly commit: string | undefined;
  /** The file of trust roots, and that of one's own signing services. */
  readonly trustRoot: string | undefined;
  readonly signingConfig: string | undefined;
  readonly publicLog: boolean;
  readonly toRevision: number | undefined;
  readonly stop: boolean;
  readonly json: boolean;
  readonly dryRun: boolean;
  readonly verbose: boolean;
}

/** A call that cannot be understood; ends with exit code 2. */
export class UsageError extends ActionError {
  constructor(message: string) {
    super("input", `${message} See 'waybill --help'.`);
    this.name = "UsageError";
  }
}

export const USAGE = `waybill: carries a release from a commit to a Kubernetes cluster, with one verifiable record of the way.

  waybill check                       validate data and models, and that every named file is there; change nothing
  waybill plan     [-e ENVIRONMENT]   show what a release would change, with the digest to approve
  waybill release  [-e ENVIRONMENT]   validate, build, plan, approve, migrate, deploy, verify
  waybill verify   [-e ENVIRONMENT]   verify a release record against the world as it is now
  waybill verify   FILE | IMAGE       verify a record anywhere, without its project: a file, or what lies beside an image in its registry
  waybill rollback [-e ENVIRONMENT]   bring back the last good revision
  waybill rehearse [-e ENVIRONMENT]   the whole release to every environment (or one) on this machine alone: loopback registry, cluster, databases
  waybill matrix                      print the names in waybill.yml as JSON, for workflow matrices
  waybill config [-e ENVIRONMENT]     print what waybill.yml and its environments' files come to, every value with its file and line
  waybill policy explain [-e ENV.]    print what a release must prove, which file and line demands it, and who may sign

  -e, --environment NAME     environment of waybill.yml (may be left out when there is only one)
  -C, --directory DIR        the project (default: here)
  -c, --config FILE          configuration file (default: waybill.yml)
      --policy FILE          the organisation's policy, which the project's own may only tighten
      --approve DIGEST       approve exactly this plan        --yes   approve whatever the plan is
      --images JSON          images to use instead of building: {"name":"repository@sha256:..."}
      --record FILE          record to verify
      --registry HOST        push here instead of 'registry:' of waybill.yml
      --builder KIND         auto, buildx or assemble
      --signing-key FILE     Ed25519 private key (PEM); or the variable WAYBILL_SIGNING_KEY with its text
      --trusted-keys FILE    public keys (PEM) that may sign evidence; may be repeated
      --trust-root FILE      trusted_root.json by which certificates are verified (default: Sigstore's and GitHub's, fetched)
      --signing-config FILE  signing_config.v0.2.json of your own certificate authority and log
      --public-log           agree to a private repository's name in Sigstore's public log, for good
      --repository NAME      verify FILE | IMAGE: the repository that must have released, as owner/name
      --commit SHA           verify FILE | IMAGE: the commit that must have been released
      --to REVISION          revision to roll back to (default: the last good one)
      --stop                 rehearse: end the background processes
      --json                 config, policy explain, verify FILE | IMAGE: as JSON
      --dry-run              say what would happen, change nothing
      --verbose              more detail

Exit code: 0 when the verdict lets a release pass, 1 when it does not, 2 for a call that cannot be understood. For 'verify' also 3: it could
not be checked, because a file or a registry could not be read, or a trust root expired.
`;

const OPTIONS = {
  environment: { type: "string", short: "e" },
  directory: { type: "string", short: "C", default: "." },
  config: { type: "string", short: "c" },
  policy: { type: "string" },
  approve: { type: "string" },
  yes: { type: "boolean", default: false },
  images: { type: "string" },
  record: { type: "string" },
  registry: { type: "string" },
  builder: { type: "string" },
  "signing-key": { type: "string" },
  "trusted-keys": { type: "string", multiple: true, default: [] as string[] },
  "trust-root": { type: "string" },
  "signing-config": { type: "string" },
  "public-log": { type: "boolean", default: false },
  repository: { type: "string" },
  commit: { type: "string" },
  to: { type: "string" },
  stop: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  "dry-run": { type: "boolean", default: false },
  verbose: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

const ALL_BUT_REHEARSE = COMMANDS.filter((command) => command !== "rehearse");
/** What files say depends on files alone. */
const WITH_SERVICES = ALL_BUT_REHEARSE.filter((command) => command !== "policy explain" && command !== "config");

/** The commands that an option means something to; those that are not named here mean something to every command. */
const MEANT_FOR: Readonly<Record<string, readonly Command[]>> = {
  environment: ["plan", "release", "verify", "rollback", "rehearse", "config", "policy explain"],
  images: ["plan", "release", "rehearse"],
  record: ["verify"],
  approve: ["release"],
  yes: ["release"],
  to: ["rollback"],
  stop: ["rehearse"],
  repository: ["verify"],
  commit: ["verify"],
  json: ["config", "policy explain", "verify"],
  builder: [...WITH_SERVICES, "rehearse"],
  // A rehearsal has a registry and a key of its own.
  ...Object.fromEntries(
    ["registry", "signing-key", "trusted-keys", "trust-root", "signing-config", "public-log", "dry-run"].map((name) => [
      name,
      WITH_SERVICES,
    ]),
  ),
};

/** An option that would be passed over in silence makes people believe that it was followed. */
function refuseMeaningless(argv: readonly string[], command: Command): void {
  const { tokens } = parseArgs({ args: [...argv], allowPositionals: true, tokens: true, options: OPTIONS });
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const commands = MEANT_FOR[token.name];
    if (commands && !commands.includes(command))
      throw new UsageError(
        `${token.rawName} means nothing to '${command}'; it goes with ${commands.filter((one) => one !== "help").join(", ")}.`,
      );
  }
}

/** Options that only a project gives a meaning, and those that are needed only where there is none. */
const OF_PROJECT: readonly string[] = [
  "directory",
  "config",
  "record",
  "registry",
  "builder",
  "signing-key",
  "signing-config",
  "public-log",
  "dry-run",
];
const OF_TARGET: readonly string[] = ["repository", "commit", "json"];

function refuseForTarget(argv: readonly string[], target: string | undefined): void {
  const meaningless = target === undefined ? OF_TARGET : OF_PROJECT;
  const { tokens } = parseArgs({ args: [...argv], allowPositionals: true, tokens: true, options: OPTIONS });
  const found = tokens.find((token) => token.kind === "option" && meaningless.includes(token.name));
  if (found?.kind !== "option") return;
  throw new UsageError(
    target === undefined
      ? `${found.rawName} goes with a record that is verified without its project: 'waybill verify FILE' or 'waybill verify IMAGE'.`
      : `${found.rawName} means nothing to 'verify ${target}', which reads no project.`,
  );
}

/** The same error as it reads at a terminal: an input that is an option is called by its option. */
export function inTermsOfOptions(error: unknown): unknown {
  if (!(error instanceof InputError) || !Object.hasOwn(OPTIONS, error.input)) return error;
  return new ActionError(error.kind, `--${error.input} ${error.problem}${error.problem.endsWith("?") ? "" : "."}`, { cause: error });
}

/** Reads the arguments; throws `UsageError` when they make no sense, with the nearest command or option. */
export function parseArguments(argv: readonly string[]): Call {
  refuseUnknown(argv);
  const { values, positionals } = parseArgs({ args: [...argv], allowPositionals: true, options: OPTIONS });
  const [word, rest] = commandWords(positionals);
  const { builder, to } = values;
  if (to !== undefined && !/^[1-9]\d*$/.test(to)) throw new UsageError(`--to is '${to}'; it must be a revision number such as 3.`);
  if (values.approve !== undefined && !isDigest(values.approve))
    throw new UsageError(`--approve is '${values.approve}'; it must be the digest that 'waybill plan' printed: sha256:<64 hex digits>.`);
  if (values.approve !== undefined && values.yes) throw new UsageError("--approve and --yes exclude each other; give one of them.");
  const call = {
    directory: values.directory,
    config: values.config,
    policy: values.policy,
    environment: values.environment,
    approve: values.approve,
    yes: values.yes,
    images: values.images,
    record: values.record,
    registry: values.registry,
    builder: builder === undefined ? undefined : oneOf("--builder", builder, BUILDERS),
    signingKey: values["signing-key"],
    trustedKeys: values["trusted-keys"],
    trustRoot: values["trust-root"],
    signingConfig: values["signing-config"],
    publicLog: values["public-log"],
    target: undefined,
    repository: values.repository,
    commit: values.commit,
    toRevision: to === undefined ? undefined : Number(to),
    stop: values.stop,
    json: values.json,
    dryRun: values["dry-run"],
    verbose: values.verbose,
  };
  if (values.help) return { ...call, command: "help" };
  const command = commandOf(word);
  const target = command === "verify" ? rest[0] : undefined;
  const more = target === undefined ? rest : rest.slice(1);
  if (more.length > 0) throw new UsageError(`'${more.join(" ")}' is one argument too many after '${command}'. ${optionHint(more)}`);
  refuseMeaningless(argv, command);
  if (command === "verify") refuseForTarget(argv, target);
  return { ...call, command, target };
}

/** The command's name and what stands behind it; `policy` alone takes a second word. */
function commandWords([first = "help", second, ...rest]: readonly string[]): [string, string[]] {
  if (first === "policy") return [second === undefined ? first : `${first} ${second}`, rest];
  return [first, second === undefined ? rest : [second, ...rest]];
}

function commandOf(word: string): Command {
  const command = COMMANDS.find((known) => known === word);
  if (command !== undefined) return command;
  const nearest = findNearest(word, COMMANDS);
  throw new UsageError(
    `'${word}' is no command; ${nearest === undefined ? `there are ${COMMANDS.join(", ")}.` : `did you mean '${nearest}'?`}`,
  );
}

/** People put the environment behind the command, as in `waybill release production`. */
function optionHint([word = ""]: readonly string[]): string {
  return COMMANDS.some((command) => command === word) ? "Give one command at a time." : `An environment is given as '-e ${word}'.`;
}

function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((known) => known === value);
  if (found !== undefined) return found;
  const nearest = findNearest(value, allowed);
  throw new UsageError(
    `${option} is '${value}'; allowed are ${allowed.join(", ")}${nearest === undefined ? "." : `; did you mean '${nearest}'?`}`,
  );
}

/** What is wrong with an option, in our words: it is not known, has no value, or has one that it does not take. */
function refuseUnknown(argv: readonly string[]): void {
  const { tokens } = parseArgs({ args: [...argv], allowPositionals: true, strict: false, tokens: true, options: OPTIONS });
  const known = new Map<string, "string" | "boolean">(Object.entries(OPTIONS).map(([name, { type }]) => [name, type]));
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const type = known.get(token.name);
    if (type === undefined) {
      const nearest = findNearest(token.name, [...known.keys()]);
      const hint = nearest === undefined ? "." : `; did you mean '--${nearest}'?`;
      throw new UsageError(`'${token.rawName}' is no option${hint}`);
    }
    if (type === "boolean" && token.value !== undefined) throw new UsageError(`${token.rawName} takes no value, but has '${token.value}'.`);
    const missing = token.value === undefined || token.value === "" || (!token.inlineValue && token.value.startsWith("-"));
    if (type === "string" && missing) throw new UsageError(`${token.rawName} needs a value.`);
  }
}
