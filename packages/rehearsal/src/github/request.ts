import type { ServerResponse } from "node:http";
import type { GitHubState } from "./shapes.ts";
import { sendJson } from "../http-service.ts";

/** One request for one repository, ready to be answered. */
export interface GitHubRequest {
  readonly state: GitHubState;
  readonly dir: string;
  readonly base: string;
  readonly repository: string;
  readonly url: URL;
  readonly body: Readonly<Record<string, unknown>>;
  readonly response: ServerResponse;
}

/** Answers with one page of a list, in an object's member where GitHub has it in one, and the links to the others. */
export function sendPage({ url, base, response }: GitHubRequest, items: readonly object[], member?: string): void {
  const size = Math.min(100, Number(url.searchParams.get("per_page") ?? 30));
  const page = Number(url.searchParams.get("page") ?? 1);
  const last = Math.max(1, Math.ceil(items.length / size));
  const linkTo = (number: number, rel: string): string => {
    const target = new URL(url.pathname + url.search, base);
    target.searchParams.set("page", String(number));
    return `<${target.href}>; rel="${rel}"`;
  };
  const links = page < last ? { link: `${linkTo(page + 1, "next")}, ${linkTo(last, "last")}` } : {};
  const list = items.slice((page - 1) * size, page * size);
  sendJson(response, 200, member === undefined ? list : { [member]: list }, links);
}

/** Answers in the error format of GitHub. */
export function refuse(response: ServerResponse, status: number, message: string): void {
  sendJson(response, status, { message, documentation_url: "https://docs.github.com/rest", status: String(status) });
}

/** The next id; one sequence for everything. */
export function nextId(state: GitHubState): number {
  state.lastId += 1;
  return state.lastId;
}
