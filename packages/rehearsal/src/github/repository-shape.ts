import { userOf } from "./shapes.ts";

const CREATED = "2025-01-01T00:00:00Z";
/** What lies below a repository's address, by the name of its link. */
const LINKS = {
  archive: "{archive_format}{/ref}",
  assignees: "assignees{/user}",
  blobs: "git/blobs{/sha}",
  branches: "branches{/branch}",
  collaborators: "collaborators{/collaborator}",
  comments: "comments{/number}",
  commits: "commits{/sha}",
  compare: "compare/{base}...{head}",
  contents: "contents/{+path}",
  contributors: "contributors",
  deployments: "deployments",
  downloads: "downloads",
  events: "events",
  forks: "forks",
  git_commits: "git/commits{/sha}",
  git_refs: "git/refs{/sha}",
  git_tags: "git/tags{/sha}",
  hooks: "hooks",
  issue_comment: "issues/comments{/number}",
  issue_events: "issues/events{/number}",
  issues: "issues{/number}",
  keys: "keys{/key_id}",
  labels: "labels{/name}",
  languages: "languages",
  merges: "merges",
  milestones: "milestones{/number}",
  notifications: "notifications{?since,all,participating}",
  pulls: "pulls{/number}",
  releases: "releases{/id}",
  stargazers: "stargazers",
  statuses: "statuses/{sha}",
  subscribers: "subscribers",
  subscription: "subscription",
  tags: "tags",
  teams: "teams",
  trees: "git/trees{/sha}",
};

/** The `full-repository` of GitHub's description: private, and new. */
export function repositoryOf(base: string, fullName: string): object {
  const [owner = "", name = ""] = fullName.split("/");
  const url = `${base}/repos/${fullName}`;
  const home = `https://github.com/${fullName}`;
  const counts = ["forks", "forks_count", "open_issues", "open_issues_count", "stargazers_count", "watchers", "watchers_count"];
  return {
    id: 1,
    node_id: "R_1",
    name,
    full_name: fullName,
    private: true,
    owner: userOf(owner),
    default_branch: "main",
    url,
    html_url: home,
    clone_url: `${home}.git`,
    svn_url: home,
    git_url: `git://github.com/${fullName}.git`,
    ssh_url: `git@github.com:${fullName}.git`,
    ...Object.fromEntries(Object.entries(LINKS).map(([link, path]) => [`${link}_url`, `${url}/${path}`])),
    ...Object.fromEntries([...counts, "size", "network_count", "subscribers_count"].map((count) => [count, 0])),
    ...Object.fromEntries(["description", "homepage", "language", "license", "mirror_url"].map((word) => [word, null])),
    ...Object.fromEntries(["issues", "projects", "wiki", "pages", "downloads", "discussions"].map((part) => [`has_${part}`, false])),
    fork: false,
    archived: false,
    disabled: false,
    pushed_at: CREATED,
    created_at: CREATED,
    updated_at: CREATED,
  };
}

/** The `pull-request-simple` of GitHub's description: the one open pull request of a commit. */
export function pullRequestOf(base: string, repository: string, commit: string): object {
  const number = 1;
  const [api, home] = [`${base}/repos/${repository}`, `https://github.com/${repository}/pull/${number}`];
  const issue = `${api}/issues/${number}`;
  const url = `${api}/pulls/${number}`;
  const links = {
    self: url,
    html: home,
    issue,
    comments: `${issue}/comments`,
    review_comments: `${url}/comments`,
    review_comment: `${api}/pulls/comments{/number}`,
    commits: `${url}/commits`,
    statuses: `${api}/statuses/${commit}`,
  };
  const user = userOf(repository.split("/")[0] ?? "");
  const branch = (ref: string): object => ({ ref, sha: commit, label: ref, user, repo: repositoryOf(base, repository) });
  return {
    url,
    id: number,
    node_id: "PR_1",
    html_url: home,
    diff_url: `${home}.diff`,
    patch_url: `${home}.patch`,
    ...Object.fromEntries(Object.entries(links).map(([link, target]) => [`${link}_url`, target])),
    number,
    state: "open",
    locked: false,
    title: "Rehearsal",
    user,
    body: null,
    labels: [],
    milestone: null,
    assignee: null,
    auto_merge: null,
    author_association: "MEMBER",
    created_at: CREATED,
    updated_at: CREATED,
    closed_at: null,
    merged_at: null,
    merge_commit_sha: commit,
    draft: false,
    head: branch("rehearsal"),
    base: branch("main"),
    _links: Object.fromEntries(Object.entries(links).map(([link, href]) => [link, { href }])),
  };
}
