import type { FactsOf } from "./facts.ts";

/*
 * Who approved: names that a reader can tell from others. A prompt's or a flag's is a user of the machine or an address; a review's is a login of GitHub.
 */

/** Control and format characters (bidirectional ones too), and letters that show nothing: two names that look alike would be two people. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const ALL_UNSEEN = new RegExp(UNSEEN, "gu");

/** GitHub's logins; `_` stands before the short code of an enterprise's managed users (docs.github.com, "Username considerations"). */
const LOGIN = /^[A-Za-z0-9_-]+(\[bot\])?$/;

/** Why the names of those who approved are not all people, told apart; undefined when they are. */
export function peopleProblem({ approvers, source }: Pick<FactsOf<"approve">, "approvers" | "source">): string | undefined {
  for (const [index, name] of approvers.entries()) {
    if (UNSEEN.test(name)) return `the approver ${JSON.stringify(name)} has characters in the name that nobody sees`;
    if (name.trim() !== name || !/[\p{L}\p{N}]/u.test(name)) return `the approver '${name}' is nobody's name`;
    if (source === "github-review" && !LOGIN.test(name)) return `the approver '${name}' is no login of GitHub`;
    const same = approvers.slice(0, index).find((other) => personOf(other) === personOf(name));
    if (same !== undefined) return `the approvers '${same}' and '${name}' are one person`;
  }
  return undefined;
}

/** Whether somebody approves what is also theirs. GitHub's logins have no case; a trailer shows one in the address of people who hide theirs. */
export function isSelfApproval(approvers: readonly string[], others: readonly string[]): boolean {
  const selves = new Set(others.map(personOf));
  return approvers.some((approver) => selves.has(personOf(approver)));
}

/** A name as it is compared: authors write theirs as they like, with letters that show nothing too. */
function personOf(name: string): string {
  const login = /<(?:\d+\+)?([^@>]+)@users\.noreply\.[^>]+>/i.exec(name)?.[1] ?? name;
  return login.normalize("NFKC").replaceAll(ALL_UNSEEN, "").trim().replace(/^@/, "").toLowerCase();
}
