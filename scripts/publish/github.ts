import { Octokit } from "@octokit/rest";

/** What a release needs of GitHub. */
export interface GitHubReleases {
  /** Whether the repository makes releases immutable; undefined when the token may not ask. */
  immutableReleases(): Promise<boolean | undefined>;
  /** Conclusions of the check runs of one name on a commit, newest first; a run that has not ended is `pending`. */
  checks(commit: string, name: string): Promise<string[]>;
  /** Publishes the release of a tag, or finds the one that is there, and says whether GitHub calls it immutable. */
  publishRelease(release: {
    tag: string;
    notes: string;
    latest: boolean;
    prerelease: boolean;
  }): Promise<{ url: string; immutable: boolean }>;
}

/** Connects to a repository `owner/name`. `apiUrl` is GitHub's, or that of a GitHub Enterprise server. */
export function connectReleases(options: { token: string; repository: string; apiUrl: string }): GitHubReleases {
  const [owner = "", repo = ""] = options.repository.split("/");
  const { rest, request } = new Octokit({ auth: options.token, baseUrl: options.apiUrl, log: quiet() });
  return {
    async immutableReleases() {
      try {
        // https://docs.github.com/rest/repos/repos#check-if-immutable-releases-are-enabled-for-a-repository
        const { data } = await request("GET /repos/{owner}/{repo}/immutable-releases", { owner, repo });
        return isEnabled(data);
      } catch (error) {
        // 404 says "not enabled"; 403 says that this token may not know, and then the published release itself must tell.
        if (statusOf(error) === 404) return false;
        if (statusOf(error) === 403) return undefined;
        throw error;
      }
    },
    async checks(commit, name) {
      const { data } = await rest.checks.listForRef({ owner, repo, ref: commit, check_name: name, filter: "latest" });
      return data.check_runs.map((run) => (run.status === "completed" ? (run.conclusion ?? "unknown") : "pending"));
    },
    async publishRelease({ tag, notes, latest, prerelease }) {
      const there = await rest.repos.getReleaseByTag({ owner, repo, tag }).catch((error: unknown) => {
        if (statusOf(error) === 404) return undefined;
        throw error;
      });
      const { data } =
        there ??
        (await rest.repos.createRelease({
          owner,
          repo,
          tag_name: tag,
          name: tag,
          body: notes,
          prerelease,
          make_latest: latest ? "true" : "false",
        }));
      return { url: data.html_url, immutable: data.immutable ?? false };
    },
  };
}

function isEnabled(data: unknown): boolean {
  return typeof data === "object" && data !== null && "enabled" in data && data.enabled === true;
}

function statusOf(error: unknown): number | undefined {
  return typeof error === "object" && error !== null && "status" in error && typeof error.status === "number" ? error.status : undefined;
}

/** Octokit prints every failed request, also those that are an answer here. */
function quiet(): { debug(): void; info(): void; warn(): void; error(): void } {
  const nothing = (): void => undefined;
  return { debug: nothing, info: nothing, warn: nothing, error: nothing };
}
