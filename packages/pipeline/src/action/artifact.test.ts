import { collectingReporter } from "@waybill/kit";
import { stageContext, TEST_RUN } from "@waybill/testing/stage-context";
import { expect, test } from "vitest";
import { artifactName } from "./artifact.ts";

async function nameOn(serverUrl: string | undefined, command: "apply" | "matrix" = "apply") {
  const { config } = await stageContext({ "waybill.yml": "name: shop\n" });
  const reporter = collectingReporter();
  const name = artifactName({ config, run: { ...TEST_RUN, attempt: 2 }, reporter }, { command, environment: "staging" }, serverUrl);
  return { name, said: reporter.lines.join("\n") };
}

test.each(["https://github.com", "https://acme.ghe.com", undefined])(
  "the files of a step are kept under one name for each job and attempt on %s",
  async (url) => {
    expect(await nameOn(url)).toEqual({ name: "waybill-shop-staging-apply-attempt-2", said: "" });
  },
);

test("two databases of one run are kept under two names", async () => {
  const { config } = await stageContext({ "waybill.yml": "name: shop\n" });
  const from = { config, run: TEST_RUN, reporter: collectingReporter() };
  const names = ["main", "audit"].map((entry) => artifactName(from, { command: "migrate-plan", environment: "staging", entry }));
  expect(names).toEqual(["waybill-shop-staging-main-migrate-plan-attempt-1", "waybill-shop-staging-audit-migrate-plan-attempt-1"]);
});

test.each(["https://github.acme.example", "https://evilghe.com", "https://github.com.evil.example"])(
  "%s, a server of one's own, takes no artifacts, and that is said",
  async (url) => {
    const { name, said } = await nameOn(url);
    expect(name).toBeUndefined();
    expect(said).toContain(`${new URL(url).host} is a GitHub Enterprise Server, which takes no artifacts of upload-artifact v4 and later`);
    expect((await nameOn(url, "matrix")).said).toBe("");
  },
);
