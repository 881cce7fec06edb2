import { describe, expect, test } from "vitest";
import { ActionError } from "@waybill/kit";
import { connectGitHub } from "./index.ts";
import type { GitHub } from "./index.ts";

type Answer = { status: number; body: unknown } | ActionError;

/** GitHub with these answers by path below the repository's, and 404 for everything else but the repository itself. */
function gitHubWith(answers: Readonly<Record<string, unknown>>, refusals: Readonly<Record<string, Answer>> = {}): GitHub {
  return connectGitHub({
    token: "t",
    apiUrl: "https://api.github.test",
    repository: "acme/shop",
    fetch: async (request) => {
      const path = new URL(new Request(request).url).pathname.replace("/repos/acme/shop", "");
      const refusal = refusals[path];
      if (refusal instanceof ActionError) throw refusal;
      if (refusal) return Response.json(refusal.body, { status: refusal.status });
      if (path in answers) return Response.json(answers[path]);
      return path === "" ? Response.json({ full_name: "acme/shop" }) : Response.json({ message: "Not Found" }, { status: 404 });
    },
  });
}

describe("the reviews of a run", () => {
  const review = (state: string, login: string, comment = "") => ({
    state,
    comment,
    user: { login },
    environments: [{ name: "production" }],
  });

  test("are all told in GitHub's order, also a person's second one in the same words", async () => {
    const github = gitHubWith({
      "/actions/runs/7/approvals": [review("rejected", "ann", "no"), review("approved", "ann"), review("approved", "ann")],
    });
    expect((await github.findApprovals("7")).map(({ user, state }) => `${user} ${state}`)).toEqual([
      "ann rejected",
      "ann approved",
      "ann approved",
    ]);
  });

  test("name nobody where the account is gone", async () => {
    const github = gitHubWith({ "/actions/runs/7/approvals": [{ ...review("approved", ""), user: null }] });
    expect(await github.findApprovals("7")).toMatchObject([{ user: "", state: "approved" }]);
  });

  test.each([
    ["no list", { message: "ok" }],
    ["a state that nobody knows", [review("skipped", "ann")]],
  ])("are not taken for none when the answer is %s", async (_, body) => {
    await expect(gitHubWith({ "/actions/runs/7/approvals": body }).findApprovals("7")).rejects.toThrow("cannot be read");
  });
});

describe("the reviewers of an environment", () => {
  const path = "/environments/eu%2Fproduction";
  const ask = async (github: GitHub) => github.environmentReviewers("eu/production");

  test("are required by the protection rule of that name, and by no other", async () => {
    const rules = [{ type: "wait_timer" }, { type: "required_reviewers", reviewers: [] }];
    expect(await ask(gitHubWith({ [path]: { protection_rules: rules } }))).toEqual({ kind: "required" });
    expect(await ask(gitHubWith({ [path]: { protection_rules: rules.slice(0, 1) } }))).toEqual({ kind: "none" });
  });

  test("are none for an environment that does not exist in a repository that does", async () => {
    expect(await ask(gitHubWith({}))).toEqual({ kind: "none" });
  });

  test.each<[string, Readonly<Record<string, unknown>>, Readonly<Record<string, Answer>>, string]>([
    ["the token may not read them", {}, { [path]: { status: 403, body: { message: "Resource not accessible" } } }, "actions: read"],
    ["the repository is hidden, too", {}, { "": { status: 404, body: { message: "Not Found" } } }, "does not let this token"],
    ["a proxy stands between", {}, { [path]: new ActionError("environment", "The proxy refused.") }, "The proxy refused."],
    ["the answer says nothing of rules", { [path]: {} }, {}, "names no protection rules"],
  ])("are unknown, never none, when %s", async (_, answers, refusals, why) => {
    expect(await ask(gitHubWith(answers, refusals))).toEqual({ kind: "unknown", why: expect.stringContaining(why) });
  });
});

describe("the authors of a commit", () => {
  test("are the accounts of author and committer and every co-author, once each", async () => {
    const message =
      "Ship it\n\nCo-authored-by: Bob <7+bob@users.noreply.github.com>\nco-authored-by:  Eve <eve@x.test> \nReviewed-by: Zoe <z@x.test>\n";
    const github = gitHubWith({ "/commits/abc": { author: { login: "ann" }, committer: { login: "ann" }, commit: { message } } });
    expect(await github.commitAuthors("abc")).toEqual(["ann", "Bob <7+bob@users.noreply.github.com>", "Eve <eve@x.test>"]);
  });

  test("are named as git names them where GitHub knows no account", async () => {
    const person = { name: "Dan", email: "dan@x.test" };
    const github = gitHubWith({
      "/commits/abc": { author: null, committer: { login: "web-flow" }, commit: { message: "x", author: person, committer: person } },
    });
    expect(await github.commitAuthors("abc")).toEqual(["Dan <dan@x.test>", "web-flow"]);
  });

  test("are not taken for nobody when the commit cannot be read", async () => {
    await expect(gitHubWith({}).commitAuthors("abc")).rejects.toThrow("contents: read");
    await expect(gitHubWith({ "/commits/abc": {} }).commitAuthors("abc")).rejects.toThrow("cannot be read");
  });
});
