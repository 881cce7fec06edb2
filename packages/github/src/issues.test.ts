import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { connectGitHub } from "./index.ts";

// The client lets a second pass between two writes, three between two comments; whenever everything waits, that time is over.
beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] }).setTimerTickMode("nextTimerAsync"));
afterEach(() => void vi.useRealTimers());

const OURS = { login: "github-actions[bot]", type: "Bot" };
const KEPT = { marker: "monitor-shop-production", label: "waybill-monitor", title: "shop in production differs", body: "What differs." };
const TAG = "<!-- waybill:monitor-shop-production -->";

interface Sent {
  readonly request: string;
  readonly query: string;
  readonly body: Record<string, unknown>;
}

/** A GitHub with these open issues that writes down what is changed. */
function gitHub(issues: readonly object[], author: object = OURS) {
  const sent: Sent[] = [];
  const answer = (status: number, body: unknown) =>
    new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
  const github = connectGitHub({
    token: "canary-token-1",
    apiUrl: "https://api.github.invalid",
    repository: "acme/shop",
    async fetch(input, init) {
      const request = new Request(input, init);
      const { pathname, search } = new URL(request.url);
      const text = await request.text();
      sent.push({ request: `${request.method} ${pathname}`, query: search, body: text === "" ? {} : (JSON.parse(text) as Sent["body"]) });
      if (request.method === "GET") return answer(200, issues);
      return answer(request.method === "POST" ? 201 : 200, { html_url: "https://github.com/acme/shop/issues/9", number: 9, user: author });
    },
  });
  const changes = (): string[] => sent.filter(({ request }) => !request.startsWith("GET")).map(({ request }) => request);
  return { github, sent, changes };
}

const issue = (more: object = {}) => ({
  number: 5,
  title: KEPT.title,
  body: `${TAG}\nearlier`,
  user: OURS,
  labels: [{ name: "waybill-monitor" }],
  ...more,
});

test("opens one issue with the label and a marker that nobody sees", async () => {
  const { github, sent, changes } = gitHub([]);
  expect(await github.keepIssue(KEPT)).toEqual({ url: "https://github.com/acme/shop/issues/9", opened: true, isOurs: true });
  expect(changes()).toEqual(["POST /repos/acme/shop/issues"]);
  expect(sent.at(-1)?.body).toEqual({ title: KEPT.title, body: `${TAG}\nWhat differs.`, labels: ["waybill-monitor"] });
});

test("changes the kept one, and says what is new when its title changes", async () => {
  const same = gitHub([issue()]);
  expect(await same.github.keepIssue(KEPT, "news")).toMatchObject({ opened: false });
  expect(same.changes()).toEqual(["PATCH /repos/acme/shop/issues/5"]);
  const other = gitHub([issue({ title: "shop in production could not be checked" })]);
  await other.github.keepIssue(KEPT, "news");
  expect(other.changes()).toEqual(["PATCH /repos/acme/shop/issues/5", "POST /repos/acme/shop/issues/5/comments"]);
  expect(other.sent.at(-1)?.body).toEqual({ body: "news" });
});

test("takes no issue for its own that somebody else wrote, or that has the title, the label or the marker alone", async () => {
  const { github, changes } = gitHub([
    issue({ user: { login: "mallory", type: "User" } }),
    issue({ user: { login: "other[bot]", type: "Bot" } }),
    issue({ body: "earlier" }),
    issue({ body: `Look: ${TAG}` }),
    issue({ labels: [] }),
    issue({ pull_request: { url: "x" } }),
  ]);
  expect(await github.closeIssue(KEPT, "over")).toBeUndefined();
  expect(await github.keepIssue(KEPT)).toMatchObject({ opened: true });
  expect(changes()).toEqual(["POST /repos/acme/shop/issues"]);
});

test("comments and closes when it is over, and does nothing where none is open", async () => {
  const { github, sent, changes } = gitHub([issue()]);
  expect(await github.closeIssue(KEPT, "It is over.")).toEqual({ url: "https://github.com/acme/shop/issues/9" });
  expect(changes()).toEqual(["POST /repos/acme/shop/issues/5/comments", "PATCH /repos/acme/shop/issues/5"]);
  expect(sent.at(-1)?.body).toMatchObject({ state: "closed" });
  const none = gitHub([]);
  expect(await none.github.closeIssue(KEPT, "over")).toBeUndefined();
  expect(none.changes()).toEqual([]);
});

test("says when another token than the job's own opened it, and cuts what GitHub would refuse", async () => {
  const { github, sent } = gitHub([], { login: "ann", type: "User" });
  expect(await github.keepIssue({ ...KEPT, body: "line\n".repeat(20_000) })).toMatchObject({ opened: true, isOurs: false });
  const body = String(sent.at(-1)?.body["body"]);
  expect(body.length).toBeLessThanOrEqual(65_536);
  expect(body).toContain("is left out");
});
