import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { digestOf } from "@waybill/kit";
import { MEDIA_TYPES } from "@waybill/registry";
import type { Report } from "@waybill/report";
import { gitHubDouble } from "@waybill/testing/github-double";
import { startLoopbackRegistry } from "@waybill/testing/loopback-registry";
import type { LoopbackRegistry } from "@waybill/testing/loopback-registry";
import { registryAt, stageContext, TEST_RUN } from "@waybill/testing/stage-context";
import { commentOnPullRequest, stagesReport, writeReleaseReport, writeReports } from "./reports.ts";

const REPORT: Report = {
  title: "Plan",
  verdict: "pass",
  rehearsal: false,
  chain: [],
  sections: [{ id: "a", title: "A", blocks: [{ type: "text", text: "password hunter2222" }] }],
};

async function context(ref: string) {
  const own = await stageContext({ "waybill.yml": "version: 1\n" });
  own.reporter.mask("hunter2222");
  return { ...own, run: { ...TEST_RUN, ref } };
}

describe("a report", () => {
  test("becomes a comment on the run's pull request, without secrets", async () => {
    const comments: [number, string, string][] = [];
    const github = gitHubDouble({ upsertComment: async (...comment) => (comments.push(comment), { url: "u", isOurs: true }) });
    await commentOnPullRequest({ ...(await context("refs/pull/7/merge")), github }, "plan", REPORT);
    expect(comments).toEqual([[7, "plan", expect.stringContaining("Plan")]]);
    expect(comments[0]?.[2]).not.toContain("hunter2222");
  });

  test("is no comment outside pull requests, and a refused comment is only a warning", async () => {
    const github = gitHubDouble({ upsertComment: async () => Promise.reject(new Error("no")) });
    const branch = { ...(await context("refs/heads/main")), github };
    await commentOnPullRequest(branch, "plan", REPORT);
    expect(branch.reporter.lines).toEqual([]);
    const pull = { ...(await context("refs/pull/7/merge")), github };
    await commentOnPullRequest(pull, "plan", REPORT);
    expect(pull.reporter.lines.join()).toContain("could not be commented on");
  });

  test("that was commented in a person's name is said to be found by no later run", async () => {
    const github = gitHubDouble({ upsertComment: async () => ({ url: "https://github.com/c/9", isOurs: false }) });
    const pull = { ...(await context("refs/pull/7/merge")), github };
    await commentOnPullRequest(pull, "plan", REPORT);
    expect(pull.reporter.lines.join()).toContain(
      "https://github.com/c/9 was written in a person's name, so the next run will write another one.",
    );
  });

  test("shows no secret on its page or in the summary", async () => {
    const own = await context("refs/heads/main");
    const { html, markdown } = await writeReports(own, "x", REPORT);
    expect(markdown + (await readFile(join(own.workspace, html), "utf8"))).not.toContain("hunter2222");
  });

  test("of several stages is as good as the worst of them", () => {
    const outcome = { id: "a", label: "A", stage: "plan", note: "", startedAt: new Date(), durationMs: 1, result: undefined } as const;
    const section = { id: "a", title: "A", blocks: [] };
    const verdicts = ["pass", "inconclusive", "warn"] as const;
    const report = stagesReport(
      { run: TEST_RUN, redact: (text) => text },
      "t",
      verdicts.map((verdict) => ({ ...outcome, section, verdict })),
    );
    expect(report.verdict).toBe("inconclusive");
  });

  describe("of a single stage", () => {
    const subtitleOf = (id: string, verdict: "pass" | "fail", note = "x") => {
      const section = { id, title: "A", blocks: [] };
      const outcome = {
        id,
        label: "A",
        stage: "plan",
        note,
        startedAt: new Date(),
        durationMs: 1,
        result: undefined,
        section,
        verdict,
      } as const;
      return stagesReport({ run: TEST_RUN, redact: (text) => text }, "t", [outcome]).subtitle;
    };

    test("says of a failed plan, and of nothing else that only looked, that it cannot be approved", () => {
      expect(subtitleOf("plan/production", "fail")).toContain("cannot be approved");
      expect(subtitleOf("plan-deployment/production", "fail")).toContain("cannot be approved");
      expect(subtitleOf("preconditions", "fail")).toBeUndefined();
    });

    test("begins with a capital letter, but not in a digest", () => {
      expect(subtitleOf("plan/production", "pass", "nothing to do")).toBe("Nothing to do.");
      expect(subtitleOf("plan/production", "pass", "be8799e60f9b, 48.0 MB")).toBe("be8799e60f9b, 48.0 MB.");
    });
  });

  describe("of a closed release", () => {
    /** An image of nothing, in a registry of its own. */
    async function released(registry: LoopbackRegistry) {
      const place = registryAt(registry.address);
      const connected = place.registryFor(registry.address);
      const config = Buffer.from("{}");
      const descriptor = { mediaType: MEDIA_TYPES.empty, digest: digestOf(config), size: config.length };
      await connected.pushBlob("acme/shop/api", {
        descriptor,
        open: async function* () {
          yield config;
        },
      });
      const manifest = { schemaVersion: 2, mediaType: MEDIA_TYPES.manifest, config: descriptor, layers: [] };
      const bytes = Buffer.from(JSON.stringify(manifest));
      const { digest } = await connected.putManifest("acme/shop/api", "1", bytes, MEDIA_TYPES.manifest);
      const release = { environment: "production", images: { api: `${registry.address}/acme/shop/api@${digest}` } };
      const find = async () => (await connected.listReferrers("acme/shop/api", digest)).descriptors;
      return { own: { ...(await context("refs/heads/main")), ...place }, connected, digest, release, find };
    }

    test("lies beside its record and beside its images, as it is on disk and by its name", async () => {
      await using registry = await startLoopbackRegistry();
      const { own, connected, release, find } = await released(registry);
      const { html } = await writeReleaseReport(own, release, REPORT);
      expect(html).toBe(".waybill/production/report.html");
      const [page, ...more] = await find();
      expect(more).toEqual([]);
      expect(page).toMatchObject({
        artifactType: "application/vnd.waybill.report.v1+html",
        annotations: { "org.opencontainers.image.title": "report.html", "dev.waybill.environment": "production" },
      });
      const stored = Buffer.from(await connected.readArtifact("acme/shop/api", page!)).toString();
      expect(stored).toBe(await readFile(join(own.workspace, html), "utf8"));
      expect(stored).not.toContain("hunter2222");
    });

    test("that the registry does not take is a warning, and the page is written all the same", async () => {
      await using registry = await startLoopbackRegistry();
      const { own, release, find } = await released(registry);
      registry.faults.push({ when: ({ method }) => method === "PUT" || method === "POST", answer: { status: 403 }, times: 99 });
      const { html } = await writeReleaseReport(own, release, REPORT);
      expect(await readFile(join(own.workspace, html), "utf8")).toContain("Plan");
      expect(own.reporter.lines.join("\n")).toMatch(/report\.html was not stored beside the images: .*permission is missing/);
      expect(await find()).toEqual([]);
    });

    test("that is too large for a registry, or of a dry run, is not stored", async () => {
      await using registry = await startLoopbackRegistry();
      const { own, release, find } = await released(registry);
      const large = { ...REPORT, sections: [{ id: "a", title: "A", blocks: [{ type: "text" as const, text: "x".repeat(17 << 20) }] }] };
      await writeReleaseReport(own, release, large);
      expect(own.reporter.lines.join("\n")).toContain("at most 16777216 are stored");
      await writeReleaseReport({ ...own, dryRun: true }, release, REPORT);
      expect(await find()).toEqual([]);
    });
  });
});
