import { readFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join, normalize } from "node:path";
import { parseJson, recordAt } from "@waybill/kit";
import { createFaults } from "../faults.ts";
import type { Fault } from "../faults.ts";
import { readBody, sendJson, startService } from "../http-service.ts";
import type { Service } from "../http-service.ts";
import { nextId, refuse, sendPage } from "./request.ts";
import type { GitHubRequest } from "./request.ts";
import { createAttestation, listAttestations } from "./attestations.ts";
import { createComment, listComments, readComment, updateComment } from "./comments.ts";
import { createIssue, listIssues, updateIssue } from "./issues.ts";
import { listApprovals, readCommit, readEnvironment, reviewDeployments, writeEnvironment } from "./reviews.ts";
import { pullRequestOf, repositoryOf } from "./repository-shape.ts";
import { deploymentOf, isGitHubState, statusOf } from "./shapes.ts";
import type { GitHubState } from "./shapes.ts";

/** Where the server keeps what it was told. */
export interface GitHubOptions {
  /** Keeps deployments, comments, environments and reviews, and under `contents/<owner>/<repository>/` the files that the contents API answers with. */
  readonly dir: string;
  readonly port?: number | undefined;
  readonly onRequest?: (() => void) | undefined;
  readonly faults?: readonly Fault[] | undefined;
}

const STATES = new Set(["error", "failure", "inactive", "in_progress", "queued", "pending", "success"]);

/** Starts a GitHub REST API on loopback with the few endpoints that a release uses, in the field names of GitHub's published description. */
export async function startGitHub(options: GitHubOptions): Promise<Service> {
  const file = join(options.dir, "github.json");
  const state = readState(file);
  const harm = createFaults(options.faults ?? []);
  return startService(
    async (request, response, url) => {
      response.setHeader("x-github-request-id", "REHEARSAL");
      if ((await harm(request, response)).isOver) return;
      if (!/^(token|bearer) \S+/i.test(request.headers.authorization ?? "")) return refuse(response, 401, "Requires authentication");
      const path = url.pathname.replace(/^\/api\/v3/, "");
      if (path === "/rate_limit") return sendJson(response, 200, { resources: { core: rate(), search: rate() }, rate: rate() });
      const match = /^\/repos\/([^/]+\/[^/]+)(\/.*)?$/.exec(path);
      if (!match?.[1]) return refuse(response, 404, "Not Found");
      const body = await readJson(request, response);
      if (!body) return;
      route(
        { state, dir: options.dir, base: `http://${request.headers.host}`, repository: match[1], url, body, response },
        request.method ?? "GET",
        match[2] ?? "",
      );
      if (request.method !== "GET") await writeFile(file, JSON.stringify(state), { mode: 0o600 });
    },
    {
      port: options.port,
      onRequest: options.onRequest,
      onError: (error, response) => refuse(response, 500, error instanceof Error ? error.message : String(error)),
    },
  );
}

function route(incoming: GitHubRequest, method: string, path: string): void {
  const routes: readonly [string, RegExp, (incoming: GitHubRequest, ...captures: string[]) => void][] = [
    ["GET", /^$/, readRepository],
    ["POST", /^\/deployments$/, createDeployment],
    ["GET", /^\/deployments$/, listDeployments],
    ["GET", /^\/deployments\/(\d+)$/, readDeployment],
    ["POST", /^\/deployments\/(\d+)\/statuses$/, createStatus],
    ["GET", /^\/deployments\/(\d+)\/statuses$/, listStatuses],
    ["GET", /^\/actions\/runs\/(\d+)\/approvals$/, listApprovals],
    ["POST", /^\/actions\/runs\/(\d+)\/pending_deployments$/, reviewDeployments],
    ["GET", /^\/environments\/([^/]+)$/, readEnvironment],
    ["PUT", /^\/environments\/([^/]+)$/, writeEnvironment],
    ["GET", /^\/issues$/, listIssues],
    ["POST", /^\/issues$/, createIssue],
    ["PATCH", /^\/issues\/(\d+)$/, updateIssue],
    ["GET", /^\/issues\/(\d+)\/comments$/, listComments],
    ["POST", /^\/issues\/(\d+)\/comments$/, createComment],
    ["GET", /^\/issues\/comments\/(\d+)$/, readComment],
    ["PATCH", /^\/issues\/comments\/(\d+)$/, updateComment],
    ["GET", /^\/commits\/([^/]+)\/pulls$/, listPulls],
    ["POST", /^\/attestations$/, createAttestation],
    ["GET", /^\/attestations\/([^/]+)$/, listAttestations],
    ["GET", /^\/commits\/([^/]+)$/, readCommit],
    ["GET", /^\/contents\/(.+)$/, readContents],
  ];
  for (const [verb, pattern, handle] of routes) {
    const match = verb === method ? pattern.exec(path) : null;
    if (match) return handle(incoming, ...match.slice(1));
  }
  refuse(incoming.response, 404, "Not Found");
}

function readRepository({ repository, base, response }: GitHubRequest): void {
  sendJson(response, 200, repositoryOf(base, repository));
}

function createDeployment(incoming: GitHubRequest): void {
  const { state, body, response, repository } = incoming;
  if (typeof body["ref"] !== "string") return refuse(response, 422, 'Invalid request.\n\n"ref" wasn\'t supplied.');
  const {
    environment = "production",
    description = null,
    payload = {},
    task = "deploy",
    production_environment = environment === "production",
  } = body;
  const now = new Date().toISOString();
  const deployment = {
    id: nextId(state),
    repository,
    ref: body["ref"],
    environment: String(environment),
    description: typeof description === "string" ? description : null,
    payload,
    task: String(task),
    production: production_environment === true,
    transient: body["transient_environment"] === true,
    created_at: now,
    updated_at: now,
    statuses: [],
  };
  state.deployments.push(deployment);
  sendJson(response, 201, deploymentOf(incoming.base, deployment));
}

function listDeployments(incoming: GitHubRequest): void {
  const { state, url, repository, base } = incoming;
  const isWanted = (name: string, value: string): boolean => (url.searchParams.get(name) ?? value) === value;
  const found = state.deployments.filter(
    (entry) =>
      entry.repository === repository &&
      isWanted("environment", entry.environment) &&
      isWanted("ref", entry.ref) &&
      isWanted("sha", entry.ref),
  );
  sendPage(
    incoming,
    found.toReversed().map((entry) => deploymentOf(base, entry)),
  );
}

function readDeployment(incoming: GitHubRequest, id: string = ""): void {
  const found = findDeployment(incoming, id);
  if (found) sendJson(incoming.response, 200, deploymentOf(incoming.base, found));
}

function createStatus(incoming: GitHubRequest, id: string = ""): void {
  const { body, response, state, base } = incoming;
  const deployment = findDeployment(incoming, id);
  if (!deployment) return;
  if (!STATES.has(String(body["state"])))
    return refuse(response, 422, `Validation Failed: ${JSON.stringify(body["state"])} is not a member of ${[...STATES].join(", ")}`);
  const text = (name: string): string => (typeof body[name] === "string" ? body[name] : "");
  if (text("description").length > 140)
    return refuse(response, 422, "Validation Failed: description is too long (maximum is 140 characters)");
  const now = new Date().toISOString();
  const status = {
    id: nextId(state),
    state: text("state"),
    description: text("description"),
    environment: text("environment") || deployment.environment,
    log_url: text("log_url"),
    environment_url: text("environment_url"),
    created_at: now,
    updated_at: now,
  };
  deployment.statuses.push(status);
  // A success makes earlier deployments of the environment inactive, unless the caller says otherwise.
  if (status.state === "success" && body["auto_inactive"] !== false)
    deactivateOthers(state, deployment.id, deployment.repository, deployment.environment);
  sendJson(response, 201, statusOf(base, deployment, status));
}

function deactivateOthers(state: GitHubState, id: number, repository: string, environment: string): void {
  for (const other of state.deployments) {
    const last = other.statuses.at(-1);
    if (
      other.id === id ||
      other.repository !== repository ||
      other.environment !== environment ||
      other.transient ||
      last?.state !== "success"
    )
      continue;
    other.statuses.push({ ...last, id: nextId(state), state: "inactive", description: "" });
  }
}

function listStatuses(incoming: GitHubRequest, id: string = ""): void {
  const deployment = findDeployment(incoming, id);
  if (deployment)
    sendPage(
      incoming,
      deployment.statuses.toReversed().map((status) => statusOf(incoming.base, deployment, status)),
    );
}

/** Every commit of a rehearsal came by one pull request. */
function listPulls(incoming: GitHubRequest, commit: string = ""): void {
  sendPage(incoming, [pullRequestOf(incoming.base, incoming.repository, commit)]);
}

function readContents({ dir, repository, response, base }: GitHubRequest, path: string = ""): void {
  const relative = normalize(`/${decodeURIComponent(path)}`).slice(1);
  const url = `${base}/repos/${repository}/contents/${relative}`;
  void readFile(join(dir, "contents", repository, relative)).then(
    (bytes) =>
      sendJson(response, 200, {
        type: "file",
        encoding: "base64",
        size: bytes.length,
        name: relative.split("/").at(-1),
        path: relative,
        content: bytes.toString("base64"),
        sha: "",
        url,
        git_url: null,
        html_url: null,
        download_url: null,
        _links: { self: url, git: null, html: null },
      }),
    () => refuse(response, 404, "Not Found"),
  );
}

function findDeployment({ state, repository, response }: GitHubRequest, id: string): GitHubState["deployments"][number] | undefined {
  const found = state.deployments.find((entry) => entry.id === Number(id) && entry.repository === repository);
  if (!found) refuse(response, 404, "Not Found");
  return found;
}

async function readJson(request: IncomingMessage, response: ServerResponse): Promise<Readonly<Record<string, unknown>> | undefined> {
  const text = (await readBody(request)).toString();
  try {
    return text === "" ? {} : recordAt(parseJson(text));
  } catch {
    refuse(response, 400, "Problems parsing JSON");
    return undefined;
  }
}

function rate(): object {
  return { limit: 5000, remaining: 4999, used: 1, reset: Math.floor(Date.now() / 1000) + 3600 };
}

function readState(file: string): GitHubState {
  try {
    const state = parseJson(readFileSync(file, "utf8"));
    if (isGitHubState(state)) return state;
  } catch {
    // The first start has no file.
  }
  return { lastId: 1000, deployments: [], comments: [], issues: [], environments: [], reviews: [], attestations: [] };
}
