import type { ServerResponse } from "node:http";
import { nextId, refuse, sendPage } from "./call.ts";
import type { Call } from "./call.ts";
import { commentOf } from "./shapes.ts";
import { sendJson } from "../http-service.ts";

/** `GET issues/{number}/comments` */
export function listComments(call: Call, issue: string = ""): void {
  const found = call.state.comments.filter((comment) => comment.repository === call.repository && comment.issue === Number(issue));
  sendPage(
    call,
    found.map((comment) => commentOf(call.base, comment)),
  );
}

/** `POST issues/{number}/comments` */
export function createComment(call: Call, issue: string = ""): void {
  const { state, body, response, repository, base } = call;
  const text = readCommentBody(body, response);
  if (text === undefined) return;
  const now = new Date().toISOString();
  const comment = { id: nextId(state), repository, issue: Number(issue), body: text, created_at: now, updated_at: now };
  state.comments.push(comment);
  sendJson(response, 201, commentOf(base, comment));
}

/** `GET issues/comments/{id}` */
export function readComment(call: Call, id: string = ""): void {
  const found = call.state.comments.find((comment) => comment.repository === call.repository && comment.id === Number(id));
  if (found) sendJson(call.response, 200, commentOf(call.base, found));
  else refuse(call.response, 404, "Not Found");
}

/** `PATCH issues/comments/{id}` */
export function updateComment(call: Call, id: string = ""): void {
  const found = call.state.comments.find((comment) => comment.repository === call.repository && comment.id === Number(id));
  if (!found) return refuse(call.response, 404, "Not Found");
  const text = readCommentBody(call.body, call.response);
  if (text === undefined) return;
  found.body = text;
  found.updated_at = new Date().toISOString();
  sendJson(call.response, 200, commentOf(call.base, found));
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
