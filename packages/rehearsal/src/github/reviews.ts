import { listAt, textAt } from "@waybill/kit";
import { sendJson } from "../http-service.ts";
import { nextId, refuse } from "./request.ts";
import type { GitHubRequest } from "./request.ts";
import { REHEARSAL_REVIEWER, REHEARSAL_USER, userOf } from "./shapes.ts";
import type { Environment, Review } from "./shapes.ts";

/** `PUT environments/{name}`: with `reviewers`, a job for it waits for one of them. */
export function writeEnvironment(incoming: GitHubRequest, encoded: string = ""): void {
  const { state, repository, body, response } = incoming;
  const name = decodeURIComponent(encoded);
  const asksReviewers = listAt(body, "reviewers").length > 0;
  const known = findEnvironment(incoming, name);
  const environment = known ?? { id: nextId(state), repository, name, asksReviewers };
  environment.asksReviewers = asksReviewers;
  if (!known) state.environments.push(environment);
  sendJson(response, 200, environmentOf(incoming, environment));
}

/** `GET environments/{name}` */
export function readEnvironment(incoming: GitHubRequest, encoded: string = ""): void {
  const found = findEnvironment(incoming, decodeURIComponent(encoded));
  if (found) sendJson(incoming.response, 200, environmentOf(incoming, found));
  else refuse(incoming.response, 404, "Not Found");
}

/** `POST actions/runs/{id}/pending_deployments`: a review by the rehearsal's one reviewer, at any time. */
export function reviewDeployments(incoming: GitHubRequest, run: string = ""): void {
  const { state, repository, body, response } = incoming;
  const ids = listAt(body, "environment_ids");
  const environments = state.environments.filter((entry) => entry.repository === repository && ids.includes(entry.id));
  const [verdict, comment] = [textAt(body, "state"), textAt(body, "comment")];
  if ((verdict !== "approved" && verdict !== "rejected") || comment === undefined || environments.length !== ids.length || ids.length === 0)
    return refuse(response, 422, "Validation Failed: environment_ids, state (approved or rejected) and comment are needed");
  state.reviews.push({
    repository,
    run: Number(run),
    state: verdict,
    comment,
    user: REHEARSAL_REVIEWER,
    environments: environments.map(({ name }) => name),
  });
  sendJson(response, 200, []);
}

/** `GET actions/runs/{id}/approvals`: every attempt's, without time or attempt, as GitHub has it. */
export function listApprovals(incoming: GitHubRequest, run: string = ""): void {
  const { state, repository, response } = incoming;
  const found = state.reviews.filter((review) => review.repository === repository && review.run === Number(run));
  sendJson(
    response,
    200,
    found.map(({ user, environments, comment, state: verdict }: Review) => ({
      environments: environments.flatMap((name) => {
        const environment = findEnvironment(incoming, name);
        return environment ? [environmentOf(incoming, environment)] : [];
      }),
      state: verdict,
      user: userOf(user),
      comment,
    })),
  );
}

/** `GET commits/{sha}`: every commit of a rehearsal is by the account that acts in it. */
export function readCommit({ repository, base, response }: GitHubRequest, sha: string = ""): void {
  const person = { name: REHEARSAL_USER, email: `${REHEARSAL_USER}@users.noreply.github.com`, date: "2025-01-01T00:00:00Z" };
  const url = `${base}/repos/${repository}/commits/${sha}`;
  sendJson(response, 200, {
    sha,
    node_id: "C_1",
    url,
    html_url: `https://github.com/${repository}/commit/${sha}`,
    comments_url: `${url}/comments`,
    author: userOf(REHEARSAL_USER),
    committer: userOf(REHEARSAL_USER),
    commit: { message: "Rehearsal", author: person, committer: person, url, comment_count: 0, tree: { sha, url } },
    parents: [],
    files: [],
  });
}

function findEnvironment({ state, repository }: GitHubRequest, name: string): Environment | undefined {
  // GitHub takes the names of environments in any case.
  return state.environments.find((entry) => entry.repository === repository && entry.name.toLowerCase() === name.toLowerCase());
}

/** The `environment` of GitHub's description. */
function environmentOf({ base, repository }: GitHubRequest, { id, name, asksReviewers }: Environment): object {
  const reviewers = [{ type: "User", reviewer: userOf(REHEARSAL_REVIEWER) }];
  return {
    id,
    node_id: `EN_${id}`,
    name,
    url: `${base}/repos/${repository}/environments/${encodeURIComponent(name)}`,
    html_url: `${base}/${repository}/deployments/activity_log?environments_filter=${encodeURIComponent(name)}`,
    created_at: "2025-01-01T00:00:00Z",
    updated_at: "2025-01-01T00:00:00Z",
    protection_rules: asksReviewers ? [{ id, node_id: `GA_${id}`, type: "required_reviewers", prevent_self_review: false, reviewers }] : [],
    deployment_branch_policy: null,
  };
}
