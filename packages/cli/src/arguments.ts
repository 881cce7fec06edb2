import { parseArgs } from "node:util";
import { ActionError, findNearest, InputError, isDigest } from "@waybill/kit";

export const COMMANDS = [
  "plan",
  "check",
  "release",
  "verify",
  "rollback",
  "monitor",
  "rehearse",
  "init",
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
  /** The address that 'monitor' asks. */
  readonly url: string | undefined;
  readonly stop: boolean;
  /** How 'init' calls the workflows, and the folder of the organisation's repository for the way `vendored`. */
  readonly way: "public" | "vendored" | "inline" | undefined;
  readonly vendor: string | undefined;
  /** The version of Waybill that 'init' names beside its commit. */
  readonly version: string | undefined;
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
  url: { type: "string" },
  stop: { type: "boolean", default: false },
  inline: { type: "boolean", default: false },
  public: { type: "boolean", default: false },
  vendor: { type: "string" },
  version: { type: "string" },
  json: { type: "boolean", default: false },
  "dry-run": { type: "boolean", default: false },
  verbose: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

const OF_A_PROJECT = COMMANDS.filter((command) => command !== "init");
const ALL_BUT_REHEARSE = OF_A_PROJECT.filter((command) => command !== "rehearse");
/** What files say depends on files alone. */
const WITH_SERVICES = ALL_BUT_REHEARSE.filter((command) => command !== "policy explain" && command !== "config");

/** The commands that an option means something to; those that are not named here mean something to every command. */
const MEANT_FOR: Readonly<Record<string, readonly Command[]>> = {
  environment: ["plan", "release", "verify", "rollback", "monitor", "rehearse", "config", "policy explain"],
  images: ["plan", "release", "rehearse"],
  record: ["verify"],
  approve: ["release"],
  yes: ["release"],
  to: ["rollback"],
  url: ["monitor"],
  stop: ["rehearse"],
  repository: ["verify"],
  commit: ["verify", "init"],
  inline: ["init"],
  public: ["init"],
  vendor: ["init"],
  version: ["init"],
  config: OF_A_PROJECT,
  policy: OF_A_PROJECT,
  json: ["config", "policy explain", "verify"],
  builder: [...WITH_SERVICES, "rehearse"],
  // A rehearsal has a registry and a key of its own.
  ...Object.fromEntries(
    ["registry", "signing-key", "trusted-keys", "trust-root", "signing-config", "public-log"].map((name) => [name, WITH_SERVICES]),
  ),
  "dry-run": [...WITH_SERVICES, "init"],
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
    url: webAddress(values.url),
    stop: values.stop,
    way: wayOf(values),
    vendor: values.vendor,
    version: values.version,
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

function wayOf({ inline, public: isPublic, vendor }: { inline: boolean; public: boolean; vendor?: string | undefined }): Call["way"] {
  const asked = [...(inline ? ["--inline"] : []), ...(isPublic ? ["--public"] : []), ...(vendor === undefined ? [] : ["--vendor"])];
  if (asked.length > 1) throw new UsageError(`${asked.join(" and ")} exclude each other; give one of them.`);
  return inline ? "inline" : isPublic ? "public" : vendor === undefined ? undefined : "vendored";
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

function webAddress(url: string | undefined): string | undefined {
  if (url === undefined || /^https?:$/.test(URL.parse(url)?.protocol ?? "")) return url;
  throw new UsageError(`--url is '${url}'; it must be an address that begins with https:// or http://.`);
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
