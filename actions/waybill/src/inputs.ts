import { inputError, isDigest } from "@waybill/kit";
import { readBoolean, readChoice, readInput } from "@waybill/kit/edge";
import { readCommonInputs, readPairs } from "@waybill/pipeline/action";
import type { CommonInputs } from "@waybill/pipeline/action";

const COMMANDS = [
  "plan",
  "apply",
  "check",
  "release",
  "verify",
  "rollback",
  "monitor",
  "preview",
  "preview-remove",
  "matrix",
  "summary",
] as const;

export interface Inputs extends CommonInputs {
  readonly command: (typeof COMMANDS)[number];
  readonly environment: string | undefined;
  readonly images: string | undefined;
  /** Digest of the plan that may be applied. */
  readonly approve: string | undefined;
  /** Digest of the plan that an earlier job has made; set for the command apply. */
  readonly planDigest: string | undefined;
  readonly record: string | undefined;
  /** Revision to roll back to; undefined for the last good one. */
  readonly revision: number | undefined;
  /** The pull request whose preview is made or removed. */
  readonly pullRequest: number | undefined;
  /** How long a preview stays after the last push. */
  readonly ttlHours: number;
  /** Address that the command monitor asks, as people reach it, or that a preview has, with placeholders in it. */
  readonly url: string | undefined;
  readonly requireIdentity: boolean;
  readonly buildArgs: Readonly<Record<string, string>>;
}

/** Reads every input of the action. */
export function readInputs(): Inputs {
  const approve = readDigest("approve");
  const command = readChoice("command", COMMANDS) ?? "release";
  const planDigest = readDigest("plan-digest");
  const given = {
    images: readInput("images"),
    record: readInput("record"),
    revision: readInput("revision"),
    url: readInput("url"),
    "pull-request": readInput("pull-request"),
    "ttl-hours": readInput("ttl-hours"),
  };
  refuseMeaningless(command, { ...given, approve, "plan-digest": planDigest });
  if (command === "apply" && planDigest === undefined)
    throw inputError("plan-digest", "is needed by the command apply; give the output 'plan-digest' of the job that planned");
  return {
    ...readCommonInputs(),
    command,
    planDigest,
    environment: readInput("environment"),
    images: given.images,
    approve,
    record: given.record,
    revision: readRevision(given.revision),
    url: command === "monitor" ? webAddress(given.url) : given.url,
    pullRequest: readPullRequest(command, given["pull-request"]),
    ttlHours: readHours(given["ttl-hours"]),
    requireIdentity: readBoolean("require-identity"),
    buildArgs: readPairs("build-args"),
  };
}

/** The commands that an input means something to; the others mean something to every command. */
const MEANT_FOR: Readonly<Record<string, readonly Inputs["command"][]>> = {
  images: ["plan", "release"],
  approve: ["release", "apply"],
  "plan-digest": ["apply"],
  record: ["verify"],
  revision: ["rollback"],
  url: ["monitor", "preview"],
  "pull-request": ["preview", "preview-remove"],
  "ttl-hours": ["preview"],
};

/** An input that would be passed over in silence makes people believe that it was followed. */
function refuseMeaningless(command: Inputs["command"], inputs: Readonly<Record<string, string | undefined>>): void {
  for (const [name, commands] of Object.entries(MEANT_FOR)) {
    if (inputs[name] === undefined || commands.includes(command)) continue;
    throw inputError(name, `means nothing to the command '${command}'; it goes with ${commands.join(" and ")}`);
  }
}

function readDigest(name: string): string | undefined {
  const digest = readInput(name);
  if (digest === undefined || isDigest(digest)) return digest;
  throw inputError(name, `is '${digest}'; it must be sha256:<64 hex digits>, the output 'plan-digest' of the command plan`);
}

function readPullRequest(command: Inputs["command"], text: string | undefined): number | undefined {
  if (text === undefined && command === "preview")
    throw inputError("pull-request", "is needed by the command preview; give ${{ github.event.pull_request.number }}");
  if (text === undefined || /^[1-9]\d{0,8}$/.test(text)) return text === undefined ? undefined : Number(text);
  throw inputError("pull-request", `is '${text}'; it must be the number of a pull request`);
}

const DEFAULT_HOURS = 72;
const MAX_HOURS = 24 * 365;

function readHours(text: string | undefined): number {
  if (text === undefined) return DEFAULT_HOURS;
  const hours = /^[1-9]\d{0,4}$/.test(text) ? Number(text) : Number.NaN;
  if (hours <= MAX_HOURS) return hours;
  throw inputError("ttl-hours", `is '${text}'; it must be a whole number of hours from 1 to ${MAX_HOURS}`);
}

function webAddress(url: string | undefined): string | undefined {
  if (url === undefined || /^https?:$/.test(URL.parse(url)?.protocol ?? "")) return url;
  throw inputError("url", `is '${url}'; it must be an address that begins with https:// or http://`);
}

function readRevision(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw inputError("revision", `is '${text}'; give the number of a revision, as the record of a release names it`);
}
