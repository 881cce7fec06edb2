import { isCollection, isScalar, visit } from "yaml";
import type { Document, YAMLError } from "yaml";

/** A syntax error in our words, where the mistake is and not where the reader noticed it. */
export interface YamlProblem {
  readonly offset: number;
  readonly what: string;
}

/** What to do about the errors that people make; by the reader's codes (https://eemeli.org/yaml/#errors). */
const NEXT: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: "indent with spaces",
  BAD_INDENT: "give it the indentation of the keys beside it",
  MISSING_CHAR: "a key ends with a colon and a space, and what is opened must be closed",
  BAD_SCALAR_START: "put the value in quotes",
  BAD_ALIAS: "put a text that begins with '*' or '&' in quotes",
  UNEXPECTED_TOKEN: "check the brackets, quotes and commas of this line and the one above",
};

/** What those come to whose words say nothing to people. */
const SAYS: Readonly<Record<string, string>> = {
  MULTILINE_IMPLICIT_KEY: "a colon is missing: a key ends with a colon and a space, and a text of several lines needs quotes or '|'",
  BLOCK_AS_IMPLICIT_KEY:
    "a second key stands on this line: put a text that holds a colon and a space in quotes, or give the key a line of its own",
};

/** The errors of a document, the first of each line: what follows on a line mostly comes of it. */
export function describeErrors(document: Document.Parsed, lineOf: (offset: number) => number): YamlProblem[] {
  const found = [...document.errors, ...document.warnings].map((error) => describeError(document, error));
  const lines = new Set<number>();
  return found.toSorted((a, b) => a.offset - b.offset).filter(({ offset }) => !lines.has(lineOf(offset)) && lines.add(lineOf(offset)));
}

function describeError(document: Document.Parsed, error: YAMLError): YamlProblem {
  const [offset] = error.pos;
  const opened = /end with a (\S)|closing (["'])/.exec(error.message);
  if (opened) {
    const closing = opened[1] ?? opened[2] ?? "";
    const start = lastOpened(document, closing, offset);
    if (start !== undefined) return { offset: start, what: `what is opened here is never closed; end it with ${closing}` };
  }
  const [said, next] = [SAYS[error.code], NEXT[error.code]];
  return { offset, what: said ?? `${error.message.replace(/\s+/g, " ").trim()}${next === undefined ? "" : `; ${next}`}` };
}

/** Where the last bracket or quote before an offset was opened that the given character would close. */
function lastOpened(document: Document.Parsed, closing: string, before: number): number | undefined {
  let start: number | undefined;
  visit(document, {
    Node(_, node) {
      const from = node.range?.[0];
      const isOpen =
        closing === "]" || closing === "}" ? isCollection(node) && node.flow : isScalar(node) && node.type?.startsWith("QUOTE");
      if (isOpen && from !== undefined && from <= before) start = Math.max(start ?? 0, from);
    },
  });
  return start;
}
