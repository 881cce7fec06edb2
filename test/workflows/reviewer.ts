import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What a reviewer says of each environment whose plan the run has shown, in the order in which they were shown. */
export interface Reviewer {
  readonly environments: readonly string[];
  readonly rejects?: string | undefined;
  /** Digests that were reviewed in earlier attempts of the run: GitHub goes on listing these reviews, and says neither when nor in which attempt. */
  readonly earlier?: readonly string[] | undefined;
  /** Happens after the last of them was reviewed, and before its plan is applied. */
  readonly meanwhile?: (() => Promise<void>) | undefined;
}

/** GitHub's API with deployments that it was told of. */
export interface ReviewingGitHub extends AsyncDisposable {
  readonly url: string;
  /** `environment: state` of every status, in their order. */
  readonly statuses: string[];
  /** The comments of the one pull request, as they stand last. */
  readonly comments: string[];
}

/** GitHub's API with one reviewer, who reviews an environment once the run's log shows its plan, and quotes the digest. */
export async function reviewingGitHub(
  readLog: () => string,
  { environments, rejects, earlier = [], meanwhile }: Reviewer,
): Promise<ReviewingGitHub> {
  const deployments: string[] = [];
  const statuses: string[] = [];
  const comments: string[] = [];
  const reviews = () => {
    const plans = [...new Set([...readLog().matchAll(/plan-digest=(sha256:[0-9a-f]{64})/g)].map(([, digest]) => digest))];
    const review = (plan: string | undefined, index: number) => ({
      state: environments[index] === rejects ? "rejected" : "approved",
      comment: `Read ${plan}`,
      environments: [{ id: index + 1, name: environments[index] }],
      user: { login: "grace" },
    });
    return [...earlier.map((plan) => review(plan, 0)), ...plans.slice(0, environments.length).map(review)];
  };
  const comment = (id: number) => ({ id, body: comments[id - 1], html_url: `https://github.com/comments/${id}`, user: { type: "Bot" } });
  const answer = async (method: string, path: string, body: Record<string, string>): Promise<unknown> => {
    if (/\/issues\/\d+\/comments$/.test(path))
      return method === "POST" ? comment(comments.push(body["body"] ?? "")) : comments.map((_, index) => comment(index + 1));
    const edited = Number(/\/issues\/comments\/(\d+)$/.exec(path)?.[1] ?? 0);
    if (edited > 0) {
      comments[edited - 1] = body["body"] ?? "";
      return comment(edited);
    }
    if (/\/actions\/runs\/\d+\/approvals$/.test(path)) {
      const given = reviews();
      if (given.length === earlier.length + environments.length) await meanwhile?.();
      return given;
    }
    if (/\/environments\/[^/]+$/.test(path)) return { protection_rules: [{ type: "required_reviewers" }] };
    if (/\/commits\/[0-9a-f]{40}$/.test(path))
      return { author: { login: "ada" }, committer: { login: "ada" }, commit: { message: "Ship it" } };
    if (path.endsWith("/deployments")) return { id: deployments.push(body["environment"] ?? "") };
    const id = /\/deployments\/(\d+)\/statuses$/.exec(path)?.[1];
    if (id !== undefined) return { id: statuses.push(`${deployments[Number(id) - 1]}: ${body["state"]}`) };
    return undefined;
  };
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const [path = ""] = (request.url ?? "").split("?");
    const found = await answer(
      request.method ?? "GET",
      path,
      JSON.parse(Buffer.concat(chunks).toString() || "{}") as Record<string, string>,
    );
    response.writeHead(found === undefined ? 404 : request.method === "POST" ? 201 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(found ?? { message: "Not Found" }));
  };
  const server = createServer((request, response) => void respond(request, response));
  await new Promise<void>((ready) => void server.listen(0, "127.0.0.1", ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    statuses,
    comments,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
