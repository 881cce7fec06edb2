import type { ServerResponse } from "node:http";
import { nextId, refuse, sendPage } from "./request.ts";
import type { GitHubRequest } from "./request.ts";
import { commentOf } from "./shapes.ts";
import { sendJson } from "../http-service.ts";

/** `GET issues/{number}/comments` */
export function listComments(incoming: GitHubRequest, issue: string = ""): void {
  const found = incoming.state.comments.filter((comment) => comment.repository === incoming.repository && comment.issue === Number(issue));
  sendPage(
    incoming,
    found.map((comment) => commentOf(incoming.base, comment)),
  );
}

/** `POST issues/{number}/comments` */
export function createComment(incoming: GitHubRequest, issue: string = ""): void {
  const { state, body, response, repository, base } = incoming;
  const text = readCommentBody(body, response);
  if (text === undefined) return;
  const now = new Date().toISOString();
  const comment = { id: nextId(state), repository, issue: Number(issue), body: text, created_at: now, updated_at: now };
  state.comments.push(comment);
  sendJson(response, 201, commentOf(base, comment));
}

/** `GET issues/comments/{id}` */
export function readComment(incoming: GitHubRequest, id: string = ""): void {
  const found = incoming.state.comments.find((comment) => comment.repository === incoming.repository && comment.id === Number(id));
  if (found) sendJson(incoming.response, 200, commentOf(incoming.base, found));
  else refuse(incoming.response, 404, "Not Found");
}

/** `PATCH issues/comments/{id}` */
export function updateComment(incoming: GitHubRequest, id: string = ""): void {
  const found = incoming.state.comments.find((comment) => comment.repository === incoming.repository && comment.id === Number(id));
  if (!found) return refuse(incoming.response, 404, "Not Found");
  const text = readCommentBody(incoming.body, incoming.response);
  if (text === undefined) return;
  found.body = text;
  found.updated_at = new Date().toISOString();
  sendJson(incoming.response, 200, commentOf(incoming.base, found));
}

function readCommentBody(body: Readonly<Record<string, unknown>>, response: ServerResponse): string | undefined {
  const text = body["body"];
  if (typeof text === "string" && text !== "" && text.length <= 65_536) return text;
  refuse(
    response,
    422,
    typeof text === "string" && text !== ""
      ? "Validation Failed: body is too long (maximum is 65536 characters)"
      : "Validation Failed: body can't be blank",
  );
  return undefined;
}
