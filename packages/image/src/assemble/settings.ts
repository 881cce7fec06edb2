import type { Healthcheck, ImageConfig } from "./config.ts";
import { absolute } from "./copying.ts";
import type { Instruction } from "../dockerfile/dockerfile.ts";
import { splitWords, WordProblem } from "../dockerfile/words.ts";

/** What an instruction needs to know of its stage. */
export interface SettingsScope {
  readonly image: ImageConfig;
  readonly escape: string;
  /** Values of ARG that are not in the environment of the image. */
  readonly args: Map<string, string>;
  /** Whether CMD was set in this stage, so that ENTRYPOINT keeps it. */
  commandIsOwn: boolean;
  expand(text: string): string;
}

const SHELL = ["/bin/sh", "-c"];

/**
 * Rules are those of https://docs.docker.com/reference/dockerfile/; what it leaves open is as BuildKit does it. Applies an instruction that changes only the configuration; false when it is none of these. Problems are thrown as `WordProblem`.
 */
export function applySetting(instruction: Instruction, scope: SettingsScope): boolean {
  const { config } = scope.image;
  const { rest } = instruction;
  const words = (): string[] => splitWords(rest, scope.escape).map((word) => scope.expand(word));
  switch (instruction.keyword) {
    case "ENV":
      for (const [name, value] of pairsOf(rest, scope)) setEnv(config, name, value);
      return true;
    case "LABEL":
      config.Labels = { ...config.Labels, ...Object.fromEntries(pairsOf(rest, scope)) };
      return true;
    case "EXPOSE":
      config.ExposedPorts = {
        ...config.ExposedPorts,
        ...Object.fromEntries(
          words()
            .flatMap(parsePorts)
            .map((port) => [port, {}]),
        ),
      };
      return true;
    case "USER":
      config.User = single(words(), "USER");
      return true;
    case "VOLUME":
      config.Volumes = {
        ...config.Volumes,
        ...Object.fromEntries((parseList(rest)?.map((item) => scope.expand(item)) ?? words()).map((path) => [path, {}])),
      };
      return true;
    case "STOPSIGNAL":
      config.StopSignal = parseSignal(single(words(), "STOPSIGNAL"));
      return true;
    case "ENTRYPOINT":
      config.Entrypoint = parseCommand(rest, config.Shell);
      // A CMD of the base image was meant for the base image's ENTRYPOINT.
      if (!scope.commandIsOwn) delete config.Cmd;
      return true;
    case "CMD":
      config.Cmd = parseCommand(rest, config.Shell);
      scope.commandIsOwn = true;
      return true;
    case "SHELL": {
      const shell = parseList(rest);
      if (!shell || shell.length === 0) throw new WordProblem('has a SHELL that is not a JSON list such as ["/bin/bash", "-c"]');
      config.Shell = shell;
      return true;
    }
    case "HEALTHCHECK":
      config.Healthcheck = parseHealthcheck(instruction, config.Shell);
      return true;
    case "MAINTAINER":
      scope.image.author = rest;
      return true;
    default:
      return false;
  }
}

/** Sets the working directory and returns its absolute path. */
export function applyWorkdir(instruction: Instruction, scope: SettingsScope): string {
  const [path = "", ...others] = splitWords(instruction.rest, scope.escape).map((word) => scope.expand(word));
  if (path === "" || others.length > 0) throw new WordProblem("has a WORKDIR that is not one path; quote it when it has spaces");
  const workdir = absolute(path, scope.image.config.WorkingDir ?? "/");
  scope.image.config.WorkingDir = workdir;
  return workdir;
}

/** The pairs of ENV and LABEL. */
function pairsOf(rest: string, scope: SettingsScope): [string, string][] {
  const words = splitWords(rest, scope.escape);
  const [first = ""] = words;
  if (!first.includes("=")) {
    // The old form: one name, the rest is the value.
    const name = scope.expand(first);
    const value = rest.slice(first.length).trim();
    if (value === "") throw new WordProblem(`has '${name}' without a value; write ${name}=value`);
    return [[name, scope.expand(value)]];
  }
  return words.map((word) => {
    const equals = word.indexOf("=");
    if (equals < 1) throw new WordProblem(`has '${word}', which is not name=value`);
    return [scope.expand(word.slice(0, equals)), scope.expand(word.slice(equals + 1))];
  });
}

/** A later value takes the place of an earlier one, so that the order stays. */
function setEnv(config: ImageConfig["config"], name: string, value: string): void {
  const env = config.Env ?? [];
  const at = env.findIndex((entry) => entry.startsWith(`${name}=`));
  config.Env = at === -1 ? [...env, `${name}=${value}`] : env.with(at, `${name}=${value}`);
}

/** Each port of a range on its own, in the form `8080/tcp` that the configuration wants. */
function parsePorts(text: string): string[] {
  const [, from = "", to, protocol = "tcp"] = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/(tcp|udp|sctp))?$/i.exec(text) ?? [];
  const first = Number(from);
  const last = Number(to ?? from);
  if (from === "" || first < 1 || last > 65_535 || last < first)
    throw new WordProblem(`exposes '${text}', which is not a port (1 to 65535), a range, or a port with /tcp or /udp`);
  return Array.from({ length: last - first + 1 }, (_, index) => `${first + index}/${protocol.toLowerCase()}`);
}

function parseSignal(text: string): string {
  if (/^(?:\d{1,2}|(?:SIG)?[A-Z][A-Z0-9+-]*)$/i.test(text)) return text;
  throw new WordProblem(`has the signal '${text}', which is neither a name such as SIGTERM nor a number`);
}

function single(words: readonly string[], keyword: string): string {
  const [word = ""] = words;
  if (word === "" || words.length > 1) throw new WordProblem(`has a ${keyword} with ${words.length} values; expected one`);
  return word;
}

/** Reads the JSON list form; undefined when the text is not one (Docker then takes it as a shell command). */
export function parseList(text: string): string[] | undefined {
  if (!text.startsWith("[")) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((item) => typeof item === "string") ? value : undefined;
  } catch {
    return undefined;
  }
}

function parseCommand(text: string, shell: readonly string[] = SHELL): string[] {
  const list = parseList(text);
  if (list) return list;
  // A list with the wrong quotes would silently become a shell command that cannot run.
  if (/^\[.*\]$/s.test(text))
    throw new WordProblem("has a command that looks like a list but is not JSON; use double quotes, and commas between");
  return [...shell, text];
}

const HEALTHCHECK_TIMES: ReadonlyMap<string, "Interval" | "Timeout" | "StartPeriod" | "StartInterval"> = new Map([
  ["interval", "Interval"],
  ["timeout", "Timeout"],
  ["start-period", "StartPeriod"],
  ["start-interval", "StartInterval"],
]);

/** `NONE` switches off a check of the base image; times that are not given are left to the engine. */
function parseHealthcheck(instruction: Instruction, shell: readonly string[] = SHELL): Healthcheck {
  if (/^none$/i.test(instruction.rest)) return { Test: ["NONE"] };
  const command = /^cmd\s+([\s\S]+)$/i.exec(instruction.rest)?.[1];
  if (command === undefined) throw new WordProblem("has a HEALTHCHECK that is neither NONE nor CMD followed by a command");
  const list = parseList(command);
  const check: Healthcheck = { Test: list ? ["CMD", ...list] : shell === SHELL ? ["CMD-SHELL", command] : ["CMD", ...shell, command] };
  for (const { name, value = "" } of instruction.flags) {
    const time = HEALTHCHECK_TIMES.get(name);
    if (time !== undefined) check[time] = parseDuration(value);
    else if (name === "retries" && /^\d+$/.test(value)) check.Retries = Number(value);
    else throw new WordProblem(`has the HEALTHCHECK flag --${name}=${value}, which is not known or not a number`);
  }
  return check;
}

const NANOSECONDS: Readonly<Record<string, number>> = { h: 3_600e9, m: 60e9, s: 1e9, ms: 1e6, us: 1e3, µs: 1e3, ns: 1 };

/** A duration as Go writes it, in nanoseconds. */
function parseDuration(text: string): number {
  const terms = [...text.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s|us|µs|ns)/g)];
  if (terms.length === 0 || terms.map(([term]) => term).join("") !== text)
    throw new WordProblem(`has the duration '${text}'; write for example 30s or 1m30s`);
  return terms.reduce((total, [, number, unit = ""]) => total + Math.round(Number(number) * (NANOSECONDS[unit] ?? 0)), 0);
}
