import { readdirSync } from "node:fs";
import { join } from "node:path";
import { read, ROOT } from "@waybill/testing/repository";
import { expect, test } from "vitest";
import { vendorWorkflow } from "./vendor.ts";

const WAYBILL = { commit: "0123456789abcdef0123456789abcdef01234567", version: "v1.2.3" };
const PUBLISHED = readdirSync(join(ROOT, ".github/workflows")).filter((name) =>
  /^ {2}workflow_call:/m.test(read(`.github/workflows/${name}`)),
);

test.each(PUBLISHED)("a copy of %s calls its neighbours, and names our actions by commit", (name) => {
  const references = [...vendorWorkflow(read(`.github/workflows/${name}`), WAYBILL).matchAll(/^\s*(?:- )?uses:\s*(\S+)(.*)$/gm)];
  expect(references.length).toBeGreaterThan(0);
  for (const [, reference = "", comment = ""] of references) {
    if (!reference.startsWith("waybill-ci/")) continue;
    expect(reference).toMatch(/^waybill-ci\/waybill(\/(\.github\/)?actions\/[a-z-]+)?@0123456789abcdef0123456789abcdef01234567$/);
    expect(comment).toBe(" # v1.2.3");
  }
});

test("a reference that cannot be pinned is refused", () => {
  expect(() => vendorWorkflow('      - uses: "waybill-ci/waybill@v1"\n', WAYBILL)).toThrow("has a reference that cannot be pinned");
});
