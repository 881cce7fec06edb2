/** What we ask of GitHub, in our words. */
export interface GitHub {
  /** Creates a deployment of a commit to an environment. Needs `deployments: write`. */
  startDeployment(deployment: NewDeployment): Promise<{ readonly id: number }>;
  /**
   * Throws, without an effect, when the token may not even read deployments. Whether it may write them, only a write tells: GitHub
   * documents no order of its answers 403 and 422, so a write that is meant to fail would prove nothing.
   */
  askDeployments(): Promise<void>;
  /** Adds a status to a deployment; descriptions longer than GitHub's 140 characters are cut. */
  setDeploymentStatus(id: number, status: DeploymentStatus): Promise<void>;
  /**
   * Who approved or rejected the environments of a workflow run, in all of its attempts, in GitHub's order. GitHub says neither when nor in
   * which attempt. Throws a `remote` error for an answer that cannot be read. Needs `actions: read`.
   */
  findApprovals(runId: string): Promise<Approval[]>;
  /**
   * Whether an environment waits for reviewers. Never throws for what GitHub answers, and never says `none` when it could not be read.
   * Needs `actions: read`.
   */
  environmentReviewers(environment: string): Promise<Reviewers>;
  /**
   * Who wrote a commit: the logins of author and committer (name and address where GitHub knows no account), and its `Co-authored-by`
   * trailers as they stand there. Needs `contents: read`.
   */
  commitAuthors(commit: string): Promise<string[]>;
  /**
   * Writes a comment on an issue or pull request, or updates the one of an app that carries the same marker. `isOurs` is false where it was
   * written in a person's name, which a later run will not find again. Needs `pull-requests: write`.
   */
  upsertComment(issue: number, marker: string, body: string): Promise<{ readonly url: string; readonly isOurs: boolean }>;
  /**
   * Keeps one open issue about something that lasts: the oldest open one that carries the label and the marker and that the job's own token
   * opened is changed, else one is opened. `news` is a comment for a kept issue whose title changes. `isOurs` is false where another token
   * opened it, which a later run will not find again. Needs `issues: write`.
   */
  keepIssue(issue: KeptIssue, news?: string): Promise<{ readonly url: string; readonly opened: boolean; readonly isOurs: boolean }>;
  /** Comments on the kept issue and closes it; undefined when none is open. Needs `issues: write`. */
  closeIssue(issue: Pick<KeptIssue, "marker" | "label">, comment: string): Promise<{ readonly url: string } | undefined>;
  /** Numbers of the open pull requests whose head is the commit. */
  findPullRequests(commit: string): Promise<number[]>;
  /** The text of a file in a repository; undefined when it does not exist. Needs `contents: read` there. */
  readFile(repository: string, path: string, ref?: string): Promise<string | undefined>;
}

/** An issue about something that lasts. */
export interface KeptIssue {
  /** Finds it again; nobody sees it. */
  readonly marker: string;
  readonly label: string;
  readonly title: string;
  /** Markdown; longer than GitHub's 65,536 characters it is cut and says so. */
  readonly body: string;
}

/** The attestation store of the repository (https://docs.github.com/rest/repos/attestations). */
export interface AttestationStore {
  /** Puts a Sigstore bundle there. Needs `attestations: write`; for a private repository GitHub demands Enterprise Cloud. */
  uploadAttestation(bundle: object): Promise<{ readonly id: string }>;
  /** The bundles about a digest (`sha256:…`), whoever made them; nothing is verified. Needs `attestations: read`. */
  findAttestations(digest: string): Promise<StoredAttestations>;
}

/** What an attestation store has about one digest. */
export interface StoredAttestations {
  /** Sigstore bundles as parsed JSON. */
  readonly bundles: readonly unknown[];
  /** How many more there are that GitHub keeps elsewhere and does not send along. */
  readonly unread: number;
}

/** A deployment as GitHub records it (REST API, "Create a deployment"); nothing is deployed by it. */
export interface NewDeployment {
  readonly environment: string;
  readonly commit: string;
  readonly description: string;
  readonly payload?: Readonly<Record<string, unknown>> | undefined;
  readonly production?: boolean | undefined;
}

/** One entry of a deployment's history (REST API, "Create a deployment status"). */
export interface DeploymentStatus {
  readonly state: "queued" | "in_progress" | "success" | "failure" | "error" | "inactive";
  readonly description: string;
  /** Must be an http(s) URL to be shown; anything else is left out. */
  readonly logUrl?: string | undefined;
  readonly environmentUrl?: string | undefined;
}

/** Whether an environment has the protection rule "Required reviewers" (REST API, "Get an environment"). */
export type Reviewers =
  | { readonly kind: "required" }
  /** Nobody is asked, or there is no such environment. */
  | { readonly kind: "none" }
  | { readonly kind: "unknown"; readonly why: string };

/** One review of a run that waited for an environment (REST API, "Get the review history for a workflow run"). */
export interface Approval {
  /** Login; empty for an account that is gone. */
  readonly user: string;
  readonly state: "approved" | "rejected" | "pending";
  readonly comment: string;
  readonly environments: readonly string[];
}
