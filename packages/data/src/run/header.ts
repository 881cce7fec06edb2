import { editDistance } from "@waybill/kit";

/** How many names or positions one text lists at most. */
const MAX_LISTED = 20;
/** How many undeclared names are compared with missing ones: enough for a slip, and no cost in a file with 100,000 columns. */
const MAX_COMPARED = 1000;
/** What divides most files of tables, the surest first: a comma may stand in a name that people wrote. */
const DELIMITERS = [";", "\t", "|", ","] as const;

/**
 * The first record of a file, read as names of columns. A file without a header has a person's data there, so nothing of it is ever shown but a
 * name that the check file expects, and one that differs from such a name by a slip of the hand; all other columns are told by their position.
 */
export class Header {
  readonly names: readonly string[];
  readonly #positions = new Map<string, number>();
  /** Positions, from 0, of the first two columns with the same name. */
  readonly repeated: readonly [first: number, second: number] | undefined;

  constructor(names: readonly string[]) {
    this.names = names;
    let repeated: readonly [number, number] | undefined;
    names.forEach((name, index) => {
      const first = this.#positions.get(name);
      if (first === undefined) this.#positions.set(name, index);
      else repeated ??= [first, index];
    });
    this.repeated = repeated;
  }

  /** The position of a column, from 0. */
  indexOf(name: string): number | undefined {
    return this.#positions.get(name);
  }

  has(name: string): boolean {
    return this.#positions.has(name);
  }

  /** The character that most likely divides a header of which the dialect's own made one column. */
  likelyDelimiter(): string | undefined {
    const [only = "", ...others] = this.names;
    return others.length > 0 ? undefined : DELIMITERS.find((delimiter) => only.includes(delimiter));
  }

  /** Says in words which columns have the same name, quoting it only when it is expected. */
  describeRepeated(expected: ReadonlyMap<string, unknown>): string | undefined {
    if (this.repeated === undefined) return undefined;
    const [first, second] = this.repeated;
    const name = this.names[first] ?? "";
    return expected.has(name)
      ? `the header names the column '${name}' twice`
      : `the header gives columns ${first + 1} and ${second + 1} the same name`;
  }

  /** Names of the header that are most likely meant for missing ones, each with its position from 0. */
  findSlips(
    missing: readonly string[],
    undeclared: readonly number[],
  ): { readonly name: string; readonly position: number; readonly meant: string }[] {
    const anyFits = this.names.length > undeclared.length;
    return missing.slice(0, MAX_LISTED).flatMap((meant) => {
      const position = undeclared.slice(0, MAX_COMPARED).find((index) => isSlip(this.names[index] ?? "", meant, anyFits));
      return position === undefined ? [] : [{ name: this.names[position] ?? "", position, meant }];
    });
  }
}

/** Lists names that the check file gives. */
export function listNames(names: readonly string[]): string {
  if (names.length === 0) return "none";
  return names.slice(0, MAX_LISTED).join(", ") + (names.length > MAX_LISTED ? ` and ${names.length - MAX_LISTED} more` : "");
}

/** Lists positions, given from 0, as people count columns. */
export function listPositions(positions: readonly number[]): string {
  const shown = positions.slice(0, MAX_LISTED).map((position) => position + 1);
  const more = positions.length > MAX_LISTED ? ` and ${positions.length - MAX_LISTED} more` : "";
  return `${positions.length === 1 ? "column" : "columns"} ${shown.join(", ")}${more}`;
}

/** Another case says nothing that the check file does not; other letters do, so they are shown only beside columns that are right. */
function isSlip(name: string, meant: string, anyFits: boolean): boolean {
  const [found, wanted] = [name.trim().toLowerCase(), meant.trim().toLowerCase()];
  if (found === wanted) return true;
  const allowed = wanted.length < 4 ? 0 : wanted.length < 8 ? 1 : 2;
  if (!anyFits || allowed === 0 || Math.abs(found.length - wanted.length) > allowed) return false;
  // A digit is what tells one value from the next; a slip of the hand seldom makes one.
  const isValue = [...found].some((char) => /[\d@]/.test(char) && !wanted.includes(char));
  return !isValue && editDistance(found, wanted) <= allowed;
}
