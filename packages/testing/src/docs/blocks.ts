import { globSync } from "node:fs";
import { read, ROOT } from "../repository.ts";

/** What stands behind the language of a block of commands: who executes it, or why nobody does. */
export type Mark =
  /** `run-in: kiosk`, `run-in: examples/minimal`: test/real/doc-commands.test.ts runs it in that folder, after the page's blocks before it. */
  | { readonly kind: "run-in"; readonly folder: string }
  /** `executed-by: FILE, FILE`: these files run the commands, or read the page and run its blocks. */
  | { readonly kind: "executed-by"; readonly files: readonly string[] }
  /** `not-executed: REASON` */
  | { readonly kind: "not-executed"; readonly reason: string };

export interface DocBlock {
  readonly page: string;
  readonly line: number;
  readonly language: string;
  /** Everything behind the language. */
  readonly info: string;
  readonly text: string;
}

const PAGES = ["*.md", "docs/**/*.md", "actions/*/README.md", "examples/*/README.md"];
const SHELLS = ["sh", "bash", "console", "shell"];

/** Every page of the documentation, by its path. */
export function docPages(): string[] {
  return globSync(PAGES, { cwd: ROOT }).toSorted();
}

/** Every fenced block of every page. */
export function docBlocks(): DocBlock[] {
  return docPages().flatMap((page) =>
    [...read(page).matchAll(/^( *)```([^\n`]*)\n([\s\S]*?)^ *```$/gm)].map(({ index, 1: indent = "", 2: head = "", 3: text = "" }) => {
      const [language = "", ...info] = head.trim().split(" ");
      return {
        page,
        line: read(page).slice(0, index).split("\n").length,
        language,
        info: info.join(" "),
        text: text.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
      };
    }),
  );
}

/** The blocks that somebody could type into a shell. */
export function commandBlocks(): DocBlock[] {
  return docBlocks().filter(({ language, text }) => SHELLS.includes(language) || /^\$ /m.test(text));
}

/** The mark of a block; undefined where it has none, or one that is not understood. */
export function markOf({ info }: DocBlock): Mark | undefined {
  const [, kind, rest = ""] = /^(run-in|executed-by|not-executed): +(.+)$/.exec(info) ?? [];
  const parts = rest.split(",").map((part) => part.trim());
  switch (kind) {
    case "run-in":
      return { kind, folder: rest };
    case "executed-by":
      return { kind, files: parts };
    case "not-executed":
      return { kind, reason: rest };
    default:
      return undefined;
  }
}

/** The commands of a block, one a line, without comments, prompts, and what a `console` block shows as the answer. */
export function commandsOf({ text }: DocBlock): string[] {
  const shows = /^\$ /m.test(text);
  return text
    .replaceAll(/\\\n\s*/g, " ")
    .split("\n")
    .filter((line) => !shows || line.startsWith("$ "))
    .map((line) =>
      line
        .replace(/^\$ /, "")
        .replace(/(^|\s)#.*$/, "")
        .trim(),
    )
    .filter((line) => line !== "")
    .flatMap((line) => line.split(" && "));
}
