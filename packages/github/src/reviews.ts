import { ActionError, listAt, textAt, valueAt } from "@waybill/kit";
import type { Repository } from "./client.ts";
import type { Approval, Reviewers } from "./github.ts";

const STATES: readonly Approval["state"][] = ["approved", "rejected", "pending"];

/** See `GitHub.findApprovals` (REST API, "Get the review history for a workflow run"; it has no pages). */
export async function findApprovals({ octokit, owner, repo }: Repository, runId: number): Promise<Approval[]> {
  const { data }: { data: unknown } = await octokit.rest.actions.getReviewsForRun({ owner, repo, run_id: runId });
  // An answer that cannot be read must not look like a run that nobody reviewed.
  if (!Array.isArray(data)) throw unreadable("who approved this run", "it is no list");
  return data.map((review: unknown) => {
    const state = STATES.find((known) => known === textAt(review, "state"));
    if (!state) throw unreadable("who approved this run", "a review has no state that Waybill knows");
    return {
      user: textAt(review, "user", "login") ?? "",
      state,
      comment: textAt(review, "comment") ?? "",
      environments: listAt(review, "environments").map((environment) => textAt(environment, "name") ?? ""),
    };
  });
}

/**
 * The protection rules of an environment (REST API, "Get an environment"); undefined when the repository has no such environment. Throws
 * when that cannot be told.
 */
export async function protectionRules({ octokit, owner, repo }: Repository, environment: string): Promise<unknown> {
  try {
    const { data } = await octokit.rest.repos.getEnvironment({ owner, repo, environment_name: environment });
    return valueAt(data, "protection_rules");
  } catch (error) {
    if (!(error instanceof Error && "status" in error && error.status === 404)) throw error;
    // GitHub also hides what a token may not see behind 404; a repository that is hidden must not look like one without the environment.
    await octokit.rest.repos.get({ owner, repo });
    return [];
  }
}

/** See `GitHub.environmentReviewers`. */
export async function environmentReviewers(read: () => Promise<unknown>): Promise<Reviewers> {
  try {
    const rules = await read();
    if (!Array.isArray(rules)) return { kind: "unknown", why: "GitHub's answer names no protection rules." };
    const asks = rules.some((rule: unknown) => textAt(rule, "type") === "required_reviewers");
    return asks ? { kind: "required" } : { kind: "none" };
  } catch (error) {
    if (error instanceof ActionError) return { kind: "unknown", why: error.message };
    throw error;
  }
}

/** See `GitHub.commitAuthors` (REST API, "Get a commit"). */
export async function commitAuthors({ octokit, owner, repo }: Repository, commit: string): Promise<string[]> {
  // One file a page is enough, because none is read.
  const { data }: { data: unknown } = await octokit.rest.repos.getCommit({ owner, repo, ref: commit, per_page: 1 });
  const message = textAt(data, "commit", "message");
  if (message === undefined) throw unreadable(`who wrote commit ${commit}`, "it names no message");
  const people = ["author", "committer"].map((role) => textAt(data, role, "login") ?? nameIn(valueAt(data, "commit", role)));
  const trailers = [...message.matchAll(/^co-authored-by:[ \t]*(\S.*?)[ \t]*$/gim)].map((match) => match[1] ?? "");
  return [...new Set([...people, ...trailers])].filter((name) => name !== "");
}

/** Name and address as git has them, for an author whose address belongs to no account. */
function nameIn(person: unknown): string {
  const [name = "", email] = [textAt(person, "name"), textAt(person, "email")];
  return email === undefined ? name : `${name} <${email}>`.trim();
}

function unreadable(what: string, why: string): ActionError {
  return new ActionError(
    "remote",
    `GitHub's answer about ${what} cannot be read: ${why}. Look at githubstatus.com, and re-run all jobs later.`,
  );
}
