import type { Platform } from "@waybill/registry";
import { formatPlatform } from "./base.ts";
import type { Dockerfile } from "../dockerfile/dockerfile.ts";
import { dockerfileError } from "../dockerfile/place.ts";
import { expandWord, splitWords, WordProblem } from "../dockerfile/words.ts";

/** What decides about the value of a build argument. */
export interface BuildArgsScope {
  readonly dockerfile: Dockerfile;
  readonly platform: Platform;
  /** What was given from outside. */
  readonly args: Readonly<Record<string, string>>;
  /** Receives the name of every build argument that was asked for. */
  readonly usedArgs: Set<string>;
}

/** The ARGs before the first FROM, which a stage sees only when it declares them again ("Understand how ARG and FROM interact"). */
export function globalArgs(scope: BuildArgsScope): Map<string, string> {
  const { file, escape } = scope.dockerfile;
  const globals = platformArgs(scope.platform);
  for (const { rest, line } of scope.dockerfile.globalArgs) {
    for (const word of expandAt(file, line, () => splitWords(rest, escape))) {
      const equals = word.indexOf("=");
      const name = equals === -1 ? word : word.slice(0, equals);
      scope.usedArgs.add(name);
      const value =
        scope.args[name] ??
        (equals === -1 ? undefined : expandAt(file, line, () => expandWord(word.slice(equals + 1), (known) => globals.get(known), escape)));
      if (value !== undefined) globals.set(name, value);
    }
  }
  return globals;
}

/** BUILD and TARGET are the same here: nothing is executed, so it does not matter on what machine this runs. */
export function platformArgs(platform: Platform): Map<string, string> {
  const text = formatPlatform(platform);
  return new Map(
    ["TARGET", "BUILD"].flatMap((prefix) => [
      [`${prefix}PLATFORM`, text],
      [`${prefix}OS`, platform.os],
      [`${prefix}ARCH`, platform.architecture],
      [`${prefix}VARIANT`, platform.variant ?? ""],
    ]),
  );
}

/** Expands something of one line; what is wrong with its words becomes an `input` error with file and line. */
export function expandAt<T>(file: string, line: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof WordProblem) throw dockerfileError(file, line, `${error.message}.`);
    throw error;
  }
}
