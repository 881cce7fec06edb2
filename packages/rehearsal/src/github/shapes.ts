import { isRecord } from "@waybill/kit";
/** The account in whose name a rehearsal acts. */
export const REHEARSAL_USER = "rehearsal[bot]";
/** The account that reviews deployments in a rehearsal. */
export const REHEARSAL_REVIEWER = "rehearsal-manager";

/** A status of a deployment, in GitHub's field names. */
export interface DeploymentStatus {
  readonly id: number;
  readonly state: string;
  readonly description: string;
  readonly environment: string;
  readonly log_url: string;
  readonly environment_url: string;
  readonly created_at: string;
  readonly updated_at: string;
}

/** A deployment in GitHub's sense: a ref that goes to an environment. */
export interface GitHubDeployment {
  readonly id: number;
  readonly repository: string;
  readonly ref: string;
  readonly environment: string;
  readonly description: string | null;
  readonly payload: unknown;
  readonly task: string;
  readonly production: boolean;
  readonly transient: boolean;
  readonly created_at: string;
  readonly updated_at: string;
  readonly statuses: DeploymentStatus[];
}

/** A comment of an issue or pull request. */
export interface Comment {
  readonly id: number;
  readonly repository: string;
  readonly issue: number;
  body: string;
  readonly created_at: string;
  updated_at: string;
}

/** An issue of a repository. */
export interface Issue {
  readonly number: number;
  readonly repository: string;
  readonly user: string;
  title: string;
  body: string;
  readonly labels: readonly string[];
  state: "open" | "closed";
  readonly created_at: string;
  updated_at: string;
  closed_at?: string | undefined;
}

/** A signed statement in the attestation store. */
export interface Attestation {
  readonly id: number;
  readonly repository: string;
  /** `sha256:…` of everything that it is about. */
  readonly subjects: readonly string[];
  readonly bundle: Readonly<Record<string, unknown>>;
}

/** An environment of a repository. */
export interface Environment {
  readonly id: number;
  readonly repository: string;
  readonly name: string;
  asksReviewers: boolean;
}

/** A review of the deployments of a run. */
export interface Review {
  readonly repository: string;
  readonly run: number;
  readonly state: "approved" | "rejected";
  readonly comment: string;
  readonly user: string;
  readonly environments: readonly string[];
}

/** What the loopback GitHub remembers. */
export interface GitHubState {
  lastId: number;
  readonly deployments: GitHubDeployment[];
  readonly comments: Comment[];
  readonly issues: Issue[];
  readonly environments: Environment[];
  readonly reviews: Review[];
  readonly attestations: Attestation[];
}

const LISTS = ["deployments", "comments", "issues", "environments", "reviews", "attestations"];

/** Whether a file holds what an earlier start remembered; only this server ever writes it. */
export function isGitHubState(value: unknown): value is GitHubState {
  return isRecord(value) && typeof value["lastId"] === "number" && LISTS.every((name) => Array.isArray(value[name]));
}

/** What lies below a user's address, by the name of its link. */
const USER_LINKS = {
  followers: "followers",
  following: "following{/other_user}",
  gists: "gists{/gist_id}",
  starred: "starred{/owner}{/repo}",
  subscriptions: "subscriptions",
  organizations: "orgs",
  repos: "repos",
  events: "events{/privacy}",
  received_events: "received_events",
};

/** The `simple-user` of GitHub's description. */
export function userOf(login: string): object {
  const id = [...login].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_000, 7);
  const url = `https://api.github.com/users/${encodeURIComponent(login)}`;
  return {
    login,
    id,
    node_id: `U_${id}`,
    avatar_url: `https://avatars.githubusercontent.com/u/${id}`,
    gravatar_id: "",
    url,
    html_url: `https://github.com/${encodeURIComponent(login)}`,
    ...Object.fromEntries(Object.entries(USER_LINKS).map(([link, path]) => [`${link}_url`, `${url}/${path}`])),
    type: login.endsWith("[bot]") ? "Bot" : "User",
    site_admin: false,
  };
}

/** The `deployment` of GitHub's description. */
export function deploymentOf(base: string, deployment: GitHubDeployment): object {
  const { id, repository, ref, environment, description, payload, task, production, transient, created_at, updated_at } = deployment;
  const url = `${base}/repos/${repository}/deployments/${id}`;
  return {
    url,
    id,
    node_id: `DE_${id}`,
    sha: ref,
    ref,
    task,
    payload,
    original_environment: environment,
    environment,
    description,
    creator: userOf(REHEARSAL_USER),
    created_at,
    updated_at,
    statuses_url: `${url}/statuses`,
    repository_url: `${base}/repos/${repository}`,
    transient_environment: transient,
    production_environment: production,
  };
}

/** The `deployment-status` of GitHub's description. */
export function statusOf(base: string, deployment: GitHubDeployment, status: DeploymentStatus): object {
  const url = `${base}/repos/${deployment.repository}/deployments/${deployment.id}`;
  return {
    url: `${url}/statuses/${status.id}`,
    node_id: `DES_${status.id}`,
    creator: userOf(REHEARSAL_USER),
    target_url: status.log_url,
    ...status,
    deployment_url: url,
    repository_url: `${base}/repos/${deployment.repository}`,
  };
}

/** The `issue` of GitHub's description. */
export function issueOf(base: string, issue: Issue): object {
  const { number, repository, user, title, body, labels, state, created_at, updated_at, closed_at = null } = issue;
  const url = `${base}/repos/${repository}/issues/${number}`;
  return {
    id: number,
    node_id: `I_${number}`,
    number,
    url,
    repository_url: `${base}/repos/${repository}`,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: `https://github.com/${repository}/issues/${number}`,
    state,
    state_reason: state === "closed" ? "completed" : null,
    title,
    body,
    user: userOf(user),
    labels: labels.map((name) => ({ name })),
    assignee: null,
    assignees: [],
    milestone: null,
    locked: false,
    comments: 0,
    closed_at,
    created_at,
    updated_at,
    author_association: "MEMBER",
  };
}

/** The `issue-comment` of GitHub's description. */
export function commentOf(base: string, { id, repository, issue, body, created_at, updated_at }: Comment): object {
  return {
    id,
    node_id: `IC_${id}`,
    url: `${base}/repos/${repository}/issues/comments/${id}`,
    html_url: `https://github.com/${repository}/pull/${issue}#issuecomment-${id}`,
    body,
    user: userOf(REHEARSAL_USER),
    created_at,
    updated_at,
    issue_url: `${base}/repos/${repository}/issues/${issue}`,
    author_association: "MEMBER",
  };
}
