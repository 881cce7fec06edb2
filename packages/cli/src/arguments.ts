import { parseArgs } from "node:util";

export const COMMANDS = ["plan", "check", "release", "verify", "rollback", "rehearse", "matrix", "help"] as const;
export type Command = (typeof COMMANDS)[number];

/** One call of the command, read from its arguments. */
export interface Call {
  readonly command: Command;
  readonly directory: string;
  readonly config?: string;
  readonly environment?: string;
  readonly approve?: string;
  readonly yes: boolean;
  readonly images?: string;
  readonly record?: string;
  readonly registry?: string;
  readonly builder?: "auto" | "buildx" | "assemble";
  readonly signingKey?: string;
  readonly trustedKeys: readonly string[];
  readonly toRevision?: number;
  readonly stop: boolean;
  readonly dryRun: boolean;
  readonly verbose: boolean;
}

/** A call that cannot be understood; ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export const USAGE = `waybill: carries a release from a commit to a Kubernetes cluster, with one verifiable record of the way.

  waybill check                       validate data and models, build and test images; change nothing
  waybill plan     [-e ENVIRONMENT]   show what a release would change, with the digest to approve
  waybill release  [-e ENVIRONMENT]   validate, build, plan, approve, migrate, deploy, verify
  waybill verify   [-e ENVIRONMENT]   verify a release record against the world as it is now
  waybill rollback [-e ENVIRONMENT]   bring back the last good revision
  waybill rehearse                    the whole release on this machine alone: loopback registry, cluster and database
  waybill matrix                      print the names in waybill.yml as JSON, for workflow matrices

  -e, --environment NAME     environment of waybill.yml (may be left out when there is only one)
  -C, --directory DIR        the project (default: here)
  -c, --config FILE          configuration file (default: waybill.yml)
      --approve DIGEST       approve exactly this plan        --yes   approve whatever the plan is
      --images JSON          images to use instead of building: {"name":"repository@sha256:..."}
      --record FILE          record to verify
      --registry HOST        push here instead of 'registry:' of waybill.yml
      --builder KIND         auto, buildx or assemble
      --signing-key FILE     Ed25519 private key (PEM); or the variable WAYBILL_SIGNING_KEY with its text
      --trusted-key FILE     public key (PEM) that may sign evidence; may be repeated
      --to REVISION          revision to roll back to (default: the last good one)
      --stop                 rehearse: end the background processes
      --dry-run              say what would happen, change nothing
      --verbose              more detail
`;

/** Reads the arguments; throws `UsageError` when they make no sense. */
export function parseArguments(argv: readonly string[]): Call {
  const { values, positionals } = parse(argv);
  if (values.help || positionals.length === 0) return { ...base(values), command: "help" };
  const [command, ...rest] = positionals;
  if (rest.length > 0) throw new UsageError(`'${rest.join(" ")}' is more than one command. See 'waybill --help'.`);
  if (!COMMANDS.includes(command as Command)) throw new UsageError(`'${command}' is no command; there are ${COMMANDS.join(", ")}.`);
  return { ...base(values), command: command as Command };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        environment: { type: "string", short: "e" },
        directory: { type: "string", short: "C", default: "." },
        config: { type: "string", short: "c" },
        approve: { type: "string" },
        yes: { type: "boolean", default: false },
        images: { type: "string" },
        record: { type: "string" },
        registry: { type: "string" },
        builder: { type: "string" },
        "signing-key": { type: "string" },
        "trusted-key": { type: "string", multiple: true, default: [] },
        to: { type: "string" },
        stop: { type: "boolean", default: false },
        "dry-run": { type: "boolean", default: false },
        verbose: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}. See 'waybill --help'.`);
  }
}

function base(values: ReturnType<typeof parse>["values"]): Omit<Call, "command"> {
  const { builder, to } = values;
  if (builder !== undefined && builder !== "auto" && builder !== "buildx" && builder !== "assemble") {
    throw new UsageError(`--builder is '${builder}'; allowed are auto, buildx and assemble.`);
  }
  if (to !== undefined && !/^[1-9]\d*$/.test(to)) throw new UsageError(`--to is '${to}'; it must be a revision number such as 3.`);
  return {
    directory: values.directory,
    yes: values.yes,
    stop: values.stop,
    dryRun: values["dry-run"],
    verbose: values.verbose,
    trustedKeys: values["trusted-key"],
    ...(values.config === undefined ? {} : { config: values.config }),
    ...(values.environment === undefined ? {} : { environment: values.environment }),
    ...(values.approve === undefined ? {} : { approve: values.approve }),
    ...(values.images === undefined ? {} : { images: values.images }),
    ...(values.record === undefined ? {} : { record: values.record }),
    ...(values.registry === undefined ? {} : { registry: values.registry }),
    ...(builder === undefined ? {} : { builder }),
    ...(values["signing-key"] === undefined ? {} : { signingKey: values["signing-key"] }),
    ...(to === undefined ? {} : { toRevision: Number(to) }),
  };
}
