import { listAt, textAt } from "@waybill/kit";
import type { Repository } from "./client.ts";
import type { KeptIssue } from "./github.ts";
import { tagOf } from "./tag.ts";

/**
 * In whose name a job's own token acts. Everybody may write an issue with our marker in it; only one by this account is ours.
 * https://docs.github.com/en/actions/concepts/security/github_token
 */
const OWN_ACCOUNT = "github-actions[bot]";

interface OpenIssue {
  readonly number: number;
  readonly title: string;
}

/** See `GitHub.keepIssue`. */
export async function keepIssue(repository: Repository, { marker, label, title, body }: KeptIssue, news: string | undefined) {
  const { octokit, owner, repo } = repository;
  const text = `${tagOf(marker)}\n${body}`;
  const own = await findOwn(repository, marker, label);
  if (!own) {
    const { data } = await octokit.rest.issues.create({ owner, repo, title, body: text, labels: [label] });
    return { url: data.html_url, opened: true, isOurs: data.user?.login === OWN_ACCOUNT };
  }
  const { data } = await octokit.rest.issues.update({ owner, repo, issue_number: own.number, title, body: text });
  // A changed body notifies nobody; that it is now something else is news.
  if (own.title !== title && news !== undefined)
    await octokit.rest.issues.createComment({ owner, repo, issue_number: own.number, body: news });
  return { url: data.html_url, opened: false, isOurs: true };
}

/** See `GitHub.closeIssue`. */
export async function closeIssue(
  repository: Repository,
  { marker, label }: Pick<KeptIssue, "marker" | "label">,
  comment: string,
): Promise<{ readonly url: string } | undefined> {
  const { octokit, owner, repo } = repository;
  const own = await findOwn(repository, marker, label);
  if (!own) return undefined;
  await octokit.rest.issues.createComment({ owner, repo, issue_number: own.number, body: comment });
  const { data } = await octokit.rest.issues.update({
    owner,
    repo,
    issue_number: own.number,
    state: "closed",
    state_reason: "completed",
  });
  return { url: data.html_url };
}

/** The oldest one: should two runs have opened one each, both keep to the same. */
async function findOwn({ octokit, owner, repo }: Repository, marker: string, label: string): Promise<OpenIssue | undefined> {
  const tag = tagOf(marker);
  const query = {
    owner,
    repo,
    state: "open",
    labels: label,
    creator: OWN_ACCOUNT,
    sort: "created",
    direction: "asc",
    per_page: 100,
  } as const;
  for await (const { data } of octokit.paginate.iterator(octokit.rest.issues.listForRepo, query)) {
    const own = data.find(
      (issue) =>
        // GitHub lists pull requests among the issues, and its word for the author is not left to a filter alone.
        issue.pull_request === undefined &&
        issue.user?.login === OWN_ACCOUNT &&
        (issue.body ?? "").startsWith(tag) &&
        listAt(issue, "labels").some((entry) => (textAt(entry) ?? textAt(entry, "name")) === label),
    );
    if (own) return { number: own.number, title: own.title };
  }
  return undefined;
}
