import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Section } from "@waybill/report";
import { stageContext } from "@waybill/testing/stage-context";
import { confirmPlan } from "./confirm-plan.ts";

const DIGEST = `sha256:${"9f".repeat(32)}` as const;
const section: Section = {
  id: "plan-production",
  title: "Plan for production",
  verdict: "pass",
  overview: { plan: DIGEST },
  blocks: [
    { type: "code", language: "sql", text: "DROP TABLE customers;", whole: true },
    { type: "code", language: "diff", text: "- spec.replicas: 2\n+ spec.replicas: 3", whole: true },
  ],
};

test.each([
  ["y", true],
  [" YES ", true],
  ["", false],
  ["yesterday", false],
])(
  "before it asks it shows the SQL, the diff, the whole digest and where the page is; the answer '%s' means %s",
  async (answer, approved) => {
    const session = await stageContext({ "waybill.yml": "version: 1\nname: shop\n" });
    let shown = "";
    const ask = async (question: string): Promise<string> => {
      for (const text of ["DROP TABLE customers;", "- spec.replicas: 2", "+ spec.replicas: 3", `\n  ${DIGEST}\n`])
        expect(shown).toContain(text);
      expect(question).toBe(`Apply plan ${DIGEST} to production? [y/N] `);
      return answer;
    };
    expect(await confirmPlan({ environment: "production", digest: DIGEST, section }, session, (text) => (shown += text), ask)).toBe(
      approved,
    );
    const page = /Report {2}(\S+)/.exec(shown)?.[1] ?? "";
    expect(existsSync(join(session.workspace, page))).toBe(true);
  },
);
