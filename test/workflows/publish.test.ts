import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { pinnedCommits } from "../../scripts/publish/references.ts";
import { dispatchWithAct, openFolder, ROOT } from "./act.ts";

const run = promisify(execFile);
const VERSION = "v9.1.0";

/** How npm reaches its registry on this machine; act's jobs get a home of their own and would not find it. */
const NPM: Record<string, string> = {
  NPM_CONFIG_USERCONFIG: process.env["npm_config_userconfig"] ?? join(homedir(), ".npmrc"),
  NPM_CONFIG_CACHE: process.env["npm_config_cache"] ?? join(homedir(), ".npm"),
  // The lockfile's hashes say what is right, so nobody need ask a slow registry whether the cache is.
  NPM_CONFIG_PREFER_OFFLINE: "true",
  NODE_EXTRA_CA_CERTS: process.env["NODE_EXTRA_CA_CERTS"] ?? "",
};

/** GitHub as far as publishing needs it: a green commit, immutable releases, and the releases that were made. */
async function startGitHub(): Promise<{
  url: string;
  releases: Record<string, unknown>[];
  requests: string[];
  [Symbol.asyncDispose](): Promise<void>;
}> {
  const releases: Record<string, unknown>[] = [];
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://github").pathname;
    requests.push(`${request.method} ${path}`);
    const answer = (status: number, body: unknown): void => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    };
    if (path.endsWith("/immutable-releases")) return answer(200, { enabled: true, enforced_by_owner: false });
    if (path.endsWith("/check-runs")) return answer(200, { total_count: 1, check_runs: [{ status: "completed", conclusion: "success" }] });
    if (request.method === "GET") return answer(404, { message: "Not Found" });
    let text = "";
    request.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
    request.on("end", () => {
      const release = {
        ...(JSON.parse(text) as object),
        html_url: "https://github.com/waybill-ci/waybill/releases/tag/x",
        immutable: true,
      };
      releases.push(release);
      answer(201, release);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    releases,
    requests,
    [Symbol.asyncDispose]: () => new Promise((done) => void server.close(() => done())),
  };
}

test("publish.yml pins every reference by commits, tags the last one, publishes, and moves the major tag", async () => {
  await using folder = await openFolder("publish");
  await using github = await startGitHub();
  const clone = join(folder.path, "waybill");
  const git = async (...args: string[]): Promise<string> => (await run("git", ["-C", clone, ...args])).stdout.trim();
  await run("git", ["clone", "--quiet", "--bare", ROOT, join(folder.path, "origin.git")]);
  await run("git", ["clone", "--quiet", join(folder.path, "origin.git"), clone]);
  await git("checkout", "--quiet", "-B", "main");
  await git("config", "user.name", "Ada");
  await git("config", "user.email", "ada@users.noreply.example");
  const changelog = join(clone, "CHANGELOG.md");
  await writeFile(changelog, `${await readFile(changelog, "utf8")}\n## ${VERSION.slice(1)}\nEverything.\n`);
  await git("commit", "--quiet", "--no-gpg-sign", "--all", "--message", "Say what changed");
  await git("push", "--quiet", "--force", "origin", "main");
  const first = await dispatchWithAct(
    { workflow: ".github/workflows/publish.yml", inputs: { version: VERSION } },
    {
      repository: clone,
      product: clone,
      secrets: { GITHUB_TOKEN: "a-token-for-the-test", RELEASE_TOKEN: "a-push-token-for-the-test" },
      env: { ...NPM, GITHUB_API_URL: github.url, GITHUB_REPOSITORY: "waybill-ci/waybill" },
    },
  );
  expect(first.exitCode, first.log).toBe(0);
  expect(first.log).not.toMatch(/a-(?:push-)?token-for-the-test/);
  const tags = Object.fromEntries(
    (await git("ls-remote", "--tags", "origin")).split("\n").map((line) => line.replace("refs/tags/", "").split("\t").toReversed()),
  ) as Record<string, string>;
  const final = tags[`${VERSION}^{}`] ?? "";
  expect(tags["v9"]).toBe(final);
  expect(github.releases).toMatchObject([{ tag_name: VERSION, body: "Everything.", make_latest: "true" }]);

  await git("fetch", "--quiet", "--tags", "--force", "origin");
  const references = pinnedCommits(await git("show", `${final}:.github/workflows/release.yml`));
  expect(references.length).toBeGreaterThan(3);
  for (const commit of references) {
    expect(commit).toMatch(/^[0-9a-f]{40}$/);
    await git("merge-base", "--is-ancestor", commit, final);
    expect(await git("rev-parse", `${commit}:dist`)).toBe(await git("rev-parse", "main:dist"));
  }
});

test("publish.yml stops before the first push when dist/ is not what its sources build", async () => {
  await using folder = await openFolder("publish");
  await using github = await startGitHub();
  const clone = join(folder.path, "waybill");
  const git = async (...args: string[]): Promise<string> => (await run("git", ["-C", clone, ...args])).stdout.trim();
  await run("git", ["clone", "--quiet", "--bare", ROOT, join(folder.path, "origin.git")]);
  await run("git", ["clone", "--quiet", join(folder.path, "origin.git"), clone]);
  await git("checkout", "--quiet", "-B", "main");
  await writeFile(join(clone, "dist/build-image/index.js"), "console.log('not what the sources say');\n");
  await git("config", "user.name", "Ada");
  await git("config", "user.email", "ada@users.noreply.example");
  await git("commit", "--quiet", "--no-gpg-sign", "--all", "--message", "Slip something in");
  await git("push", "--quiet", "--force", "origin", "main");
  const { exitCode, log } = await dispatchWithAct(
    { workflow: ".github/workflows/publish.yml", inputs: { version: VERSION } },
    {
      repository: clone,
      product: clone,
      secrets: { GITHUB_TOKEN: "t0ken-for-the-test", RELEASE_TOKEN: "push-t0ken-for-the-test" },
      env: { ...NPM, GITHUB_API_URL: github.url },
    },
  );
  expect(exitCode, log).not.toBe(0);
  expect(log).toContain("dist/build-image/index.js");
  expect(await git("ls-remote", "--tags", "origin")).toBe("");
  expect(github.requests).toEqual([]);
});
