import { isTextList } from "@waybill/kit";
import { sendJson } from "../http-service.ts";
import { nextId, refuse, sendPage } from "./request.ts";
import type { GitHubRequest } from "./request.ts";
import { issueOf, userOf } from "./shapes.ts";
import type { Issue } from "./shapes.ts";

/** In whose name a job's own token opens issues. */
const AUTHOR = "github-actions[bot]";

/** `GET issues` */
export function listIssues(incoming: GitHubRequest): void {
  const { state, url, repository, base } = incoming;
  const ask = (name: string): string | null => url.searchParams.get(name);
  const labels = (ask("labels") ?? "").split(",").filter((label) => label !== "");
  const found = state.issues.filter(
    (issue) =>
      issue.repository === repository &&
      (ask("state") === "all" || issue.state === (ask("state") ?? "open")) &&
      (ask("creator") ?? issue.user) === issue.user &&
      labels.every((label) => issue.labels.includes(label)),
  );
  // GitHub's own order is the newest first.
  const ordered = ask("direction") === "asc" ? found : found.toReversed();
  sendPage(
    incoming,
    ordered.map((issue) => issueOf(base, issue)),
  );
}

/** `POST issues` */
export function createIssue(incoming: GitHubRequest): void {
  const { state, body, response, repository, base } = incoming;
  const { title, body: text = "", labels = [] } = body;
  if (typeof title !== "string" || title === "") return refuse(response, 422, "Validation Failed: title can't be blank");
  if (typeof text !== "string" || text.length > 65_536)
    return refuse(response, 422, "Validation Failed: body is too long (maximum is 65536 characters)");
  if (!isTextList(labels)) return refuse(response, 422, "Validation Failed: labels");
  const now = new Date().toISOString();
  const number = nextId(state);
  const issue: Issue = { number, repository, user: AUTHOR, title, body: text, labels, state: "open", created_at: now, updated_at: now };
  state.issues.push(issue);
  sendJson(response, 201, issueOf(base, issue));
}

/** `PATCH issues/{number}` */
export function updateIssue(incoming: GitHubRequest, number: string = ""): void {
  const { state, body, response, repository, base } = incoming;
  const issue = state.issues.find((entry) => entry.repository === repository && entry.number === Number(number));
  if (!issue) return refuse(response, 404, "Not Found");
  const { title, body: text, state: next } = body;
  if (typeof text === "string" && text.length > 65_536)
    return refuse(response, 422, "Validation Failed: body is too long (maximum is 65536 characters)");
  if (typeof title === "string") issue.title = title;
  if (typeof text === "string") issue.body = text;
  if (next === "open" || next === "closed") issue.state = next;
  issue.updated_at = new Date().toISOString();
  if (issue.state === "closed") issue.closed_at ??= issue.updated_at;
  else issue.closed_at = undefined;
  sendJson(response, 200, { ...issueOf(base, issue), ...(issue.state === "closed" && { closed_by: userOf(AUTHOR) }) });
}
