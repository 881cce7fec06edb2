import { ActionError } from "@waybill/kit";
import { findAttestations, uploadAttestation } from "./attestations.ts";
import { createClient, splitRepository } from "./client.ts";
import type { ConnectOptions, Octokit } from "./client.ts";
import { translate } from "./failure.ts";
import type { AttestationStore, DeploymentStatus, GitHub, NewDeployment } from "./github.ts";
import { closeIssue, keepIssue } from "./issues.ts";
import { tagOf } from "./tag.ts";
import { commitAuthors, environmentReviewers, findApprovals, protectionRules } from "./reviews.ts";

/** GitHub refuses longer descriptions of deployments, and longer comments. */
const MAX_DESCRIPTION_LENGTH = 140;
const MAX_COMMENT_LENGTH = 65_536;
/** What a hidden marker may take of it. */
const MARKER_LENGTH = 500;

/**
 * Connects to GitHub for one repository; nothing is sent before the first call. Rate limits are waited for, each pause reported and of a
 * quarter of an hour at most, passing failures are retried.
 */
export function connectGitHub(options: ConnectOptions): GitHub & AttestationStore {
  const { owner, repo } = splitRepository(options.repository);
  const octokit = createClient(options);
  const repository = { octokit, owner, repo };
  const { signal, job } = options;
  const call = <T>(purpose: string, permission: string, work: () => Promise<T>): Promise<T> =>
    translate({ purpose, permission, repository: options.repository, job, signal }, work);
  return {
    startDeployment: (deployment) =>
      call("record a deployment", "deployments: write", () => startDeployment(octokit, owner, repo, deployment)),
    setDeploymentStatus: (id, status) =>
      call("set the status of a deployment", "deployments: write", () => setStatus(octokit, owner, repo, id, status)),
    askDeployments: () =>
      call("read deployments, which it is about to record,", "deployments: write", async () => {
        await octokit.rest.repos.listDeployments({ owner, repo, per_page: 1 });
      }),
    findApprovals: (runId) => call("read who approved this run", "actions: read", () => findApprovals(repository, Number(runId))),
    environmentReviewers: (environment) =>
      environmentReviewers(() =>
        call(`read who must approve '${environment}'`, "actions: read", () => protectionRules(repository, environment)),
      ),
    commitAuthors: (commit) => call("read who wrote a commit", "contents: read", () => commitAuthors(repository, commit)),
    upsertComment: (issue, marker, body) =>
      call(`comment on #${issue}`, "pull-requests: write", () => upsertComment(octokit, owner, repo, issue, marker, body)),
    keepIssue: (issue, news) =>
      call("keep an issue", "issues: write", () =>
        keepIssue(repository, { ...issue, body: cutComment(issue.body, MAX_COMMENT_LENGTH - MARKER_LENGTH) }, news),
      ),
    closeIssue: (issue, comment) => call("close an issue", "issues: write", () => closeIssue(repository, issue, comment)),
    async findPullRequests(commit) {
      const { data } = await call("find the pull request of a commit", "pull-requests: read", () =>
        octokit.rest.repos.listPullRequestsAssociatedWithCommit({ owner, repo, commit_sha: commit }),
      );
      return data.filter((pull) => pull.state === "open").map((pull) => pull.number);
    },
    readFile: (repository, path, ref) =>
      translate({ purpose: `read ${path}`, permission: "contents: read", repository, job, signal }, () =>
        readFile(octokit, repository, path, ref),
      ),
    uploadAttestation: (bundle) => call("store an attestation", "attestations: write", () => uploadAttestation(repository, bundle)),
    findAttestations: (digest) => call("read attestations", "attestations: read", () => findAttestations(repository, digest)),
  };
}

async function startDeployment(octokit: Octokit, owner: string, repo: string, deployment: NewDeployment): Promise<{ id: number }> {
  const { data } = await octokit.rest.repos.createDeployment({
    owner,
    repo,
    ref: deployment.commit,
    environment: deployment.environment,
    description: cut(deployment.description, MAX_DESCRIPTION_LENGTH),
    payload: deployment.payload ?? {},
    production_environment: deployment.production ?? false,
    auto_merge: false,
    // The gate of a release is its own evidence; GitHub's default would demand every commit status to be green, the running job's included.
    required_contexts: [],
  });
  if ("id" in data) return { id: data.id };
  throw new Error(data.message ?? "GitHub merged branches instead of creating a deployment");
}

async function setStatus(octokit: Octokit, owner: string, repo: string, id: number, status: DeploymentStatus): Promise<void> {
  await octokit.rest.repos.createDeploymentStatus({
    owner,
    repo,
    deployment_id: id,
    state: status.state,
    description: cut(status.description, MAX_DESCRIPTION_LENGTH),
    ...(isWebUrl(status.logUrl) ? { log_url: status.logUrl } : {}),
    ...(isWebUrl(status.environmentUrl) ? { environment_url: status.environmentUrl } : {}),
  });
}

function isApp(user: { readonly type?: string } | null | undefined): boolean {
  return user?.type === "Bot";
}

async function upsertComment(
  octokit: Octokit,
  owner: string,
  repo: string,
  issue: number,
  marker: string,
  body: string,
): Promise<{ url: string; isOurs: boolean }> {
  const tag = tagOf(marker);
  const text = `${tag}\n${cutComment(body, MAX_COMMENT_LENGTH - tag.length - 1)}`;
  for await (const { data } of octokit.paginate.iterator(octokit.rest.issues.listComments, {
    owner,
    repo,
    issue_number: issue,
    per_page: 100,
  })) {
    // Everybody may write our marker, and whoever wrote a comment can change what we put into it; only an app's is kept.
    const own = data.find((comment) => isApp(comment.user) && comment.body?.startsWith(tag));
    if (!own) continue;
    const updated = await octokit.rest.issues.updateComment({ owner, repo, comment_id: own.id, body: text });
    return { url: updated.data.html_url, isOurs: true };
  }
  const created = await octokit.rest.issues.createComment({ owner, repo, issue_number: issue, body: text });
  return { url: created.data.html_url, isOurs: isApp(created.data.user) };
}

async function readFile(octokit: Octokit, repository: string, path: string, ref?: string): Promise<string | undefined> {
  const { owner, repo } = splitRepository(repository);
  const where = `'${path}' of ${repository}`;
  try {
    const { data } = await octokit.rest.repos.getContent({ owner, repo, path, ...(ref === undefined ? {} : { ref }) });
    if (Array.isArray(data) || data.type !== "file") throw new ActionError("input", `${where} is no file. Name a file.`);
    // GitHub leaves the content of files above 1 MB out.
    if (data.encoding !== "base64")
      throw new ActionError(
        "input",
        `${where} is too large to be read through GitHub's API (${data.size} bytes; at most 1 MB). Make it smaller.`,
      );
    return Buffer.from(data.content, "base64").toString("utf8");
  } catch (error) {
    if (!(error instanceof Error && "status" in error && error.status === 404)) throw error;
    // GitHub also hides what a token may not see behind 404; a repository that is hidden must not look like a missing file.
    await octokit.rest.repos.get({ owner, repo });
    return undefined;
  }
}

function isWebUrl(url: string | undefined): url is string {
  return url !== undefined && /^https?:\/\//.test(url);
}

function cut(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1)}…`;
}

/** Cuts a comment at the end of a line and says so. */
function cutComment(body: string, max: number): string {
  if (body.length <= max) return body;
  const note = "\n\n> The rest of this comment is left out, because GitHub takes at most 65,536 characters.";
  const kept = body.slice(0, max - note.length);
  return `${kept.slice(0, Math.max(kept.lastIndexOf("\n"), 0)) || kept}${note}`;
}
