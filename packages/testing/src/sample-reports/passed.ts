import type { Cell, Report } from "@waybill/report";
import { DIGEST, RUN, OVERVIEW } from "./run.ts";

/** A release that passed, in a rehearsal. */
export const PASSED: Report = {
  title: "Release of churn to production",
  subtitle: "Every stage passed, and the record proves it.",
  verdict: "pass",
  rehearsal: true,
  run: RUN,
  overview: OVERVIEW,
  chain: [
    { id: "data", label: "Data customers", verdict: "pass", durationMs: 412, note: "12 checks over 3,200 rows" },
    { id: "model", label: "Model churn", verdict: "pass", durationMs: 38, note: "safetensors, auc 0.861" },
    { id: "build", label: "Build churn", verdict: "pass", durationMs: 2310, note: "9f86d081884c, 41.2 MB, assemble" },
    { id: "plan", label: "Plan", verdict: "pass", durationMs: 740, note: "2 migrations, 7 objects" },
    {
      id: "approve",
      label: "Approve",
      verdict: "warn",
      durationMs: 3,
      note: "by nobody (GitHub asks no reviewer for environment production)",
    },
    { id: "migrate", label: "Migrate main", verdict: "pass", durationMs: 164, note: "2 applied (4, 5)" },
    { id: "deploy", label: "Deploy", verdict: "pass", durationMs: 7420, note: "revision 3, 2 pods run the tested digest" },
    { id: "verify", label: "Verify", verdict: "pass", durationMs: 390, note: "9 statements, all signatures and digests hold" },
  ],
  sections: [
    {
      id: "data-customers",
      title: "Data customers",
      verdict: "pass",
      blocks: [
        {
          type: "facts",
          facts: [
            { label: "File", value: "data/customers.csv" },
            { label: "Digest", value: DIGEST },
            { label: "Rows", value: "3,200" },
            { label: "Read in", value: "96 ms" },
          ],
        },
        {
          type: "table",
          caption: "Checks",
          head: ["Check", "Verdict", "Observed", "Expected"],
          rows: [
            ["row_count", { text: "pass", verdict: "pass" }, "3,200", "between 1,000 and 10,000"],
            [
              "history · monthly_charge_of_the_last_twelve_months",
              { text: "pass", verdict: "pass" },
              "30.4046 at the end of a row of twelve values that all lie within the limits of the chart",
              "no signal in the control chart of the last twelve runs, whose centre is 30.39 and whose limits are 29.44 and 31.34",
            ],
            ["missing · tenure_months", { text: "pass", verdict: "pass" }, "0.4 %", "less than 2 %"],
            ["duplicate · customer_id", { text: "pass", verdict: "pass" }, "0", "0"],
            ["freshness · snapshot_date", { text: "warn", verdict: "warn" }, "6 days", "less than 5 days"],
          ],
        },
        {
          type: "chart",
          title: "row_count over time",
          points: [3010, 3055, 2990, 3102, 3080, 3140, 3098, 3160, 3460, 3175, 3190, 3200].map((y, index) => ({
            x: `2026-${String(index + 1).padStart(2, "0")}-01`,
            y,
          })),
          center: 3110,
          lower: 2820,
          upper: 3400,
          unit: "rows",
        },
      ],
    },
    {
      id: "plan-production",
      title: "Plan for production",
      verdict: "pass",
      intro: "What was approved: the SQL that runs and every object that changes.",
      blocks: [
        {
          type: "facts",
          facts: [
            { label: "Plan", value: DIGEST },
            { label: "Image churn", value: `ghcr.io/acme/churn@${DIGEST}` },
          ],
        },
        {
          type: "table",
          caption: "Pending migrations of database main (postgres 18.4, golang-migrate layout)",
          head: ["Version", "Name", "File", "Transaction"],
          rows: [
            ["4", "add_predictions_index", { text: "db/migrations/000004_add_predictions_index.up.sql", code: true }, "yes"],
            ["5", "customer_risk_view", { text: "db/migrations/000005_customer_risk_view.up.sql", code: true }, "yes"],
          ],
        },
        {
          type: "details",
          summary: "SQL that will run",
          blocks: [
            {
              type: "code",
              language: "sql",
              caption: "000004_add_predictions_index.up.sql",
              text: "CREATE INDEX predictions_customer_idx\n  ON predictions (customer_id, created_at DESC);\n",
            },
          ],
        },
      ],
    },
    {
      id: "deploy-production",
      title: "Deployment to production",
      verdict: "pass",
      blocks: [
        {
          type: "facts",
          facts: [
            { label: "Namespace", value: "churn" },
            { label: "Revision", value: "3" },
            { label: "Taken back", value: "no" },
            { label: "Request through the Service", value: "HTTP 200 in 21 ms" },
          ],
        },
        {
          type: "code",
          language: "json",
          caption: "The Service's answer",
          text: '{ "customer": 1042, "probability": 0.7312, "churn": true, "release": "3f1c2a9" }',
        },
        {
          type: "table",
          caption: "Running pods",
          head: ["Pod", "Digest that runs"],
          rows: ["churn-6f9c7d5b8-2xk4p", "churn-6f9c7d5b8-t7qzm"].map((pod): Cell[] => [pod, { text: DIGEST, code: true }]),
        },
      ],
    },
  ],
  next: [
    "Open the service: http://127.0.0.1:41234/predict?customer=1042",
    "Verify this release again at any time: npx waybill verify --environment production",
  ],
};

/** A release that passed, with everything that passed folded away, as the pipeline draws it: the data set has 52 checks. */
export const FOLDED: Report = {
  ...PASSED,
  sections: [
    ...PASSED.sections,
    {
      id: "data-orders",
      title: "Data orders",
      verdict: "pass" as const,
      blocks: [
        {
          type: "table" as const,
          caption: "Checks",
          head: ["Check", "Verdict", "Observed", "Expected"],
          rows: Array.from({ length: 52 }, (_, index): Cell[] => [`check ${index}`, { text: "pass", verdict: "pass" }, "0", "0"]),
        },
      ],
    },
  ].map((section) => ({ ...section, folded: true, summary: "52 checks over 3,200 rows" })),
};

/** Many rows and long words. */
export const LONG: Report = {
  ...PASSED,
  title: "Verification of churn in a-rather-long-environment-name-without-a-break",
  verdict: "inconclusive",
  subtitle: "Some things could not be evaluated, which never counts as a pass.",
  chain: Array.from({ length: 13 }, (_, index) => ({
    id: `step-${index}`,
    label: ["Data customers", "Model retention-model-v2", "Build recommendation-service", "Plan", "Approve"][index % 5] ?? "",
    verdict: (["pass", "warn", "inconclusive", "fail", "skipped", "running"] as const)[index % 6] ?? "pass",
    durationMs: 10 ** (index % 6),
  })),
  sections: [
    {
      id: "objects",
      title: "Objects",
      verdict: "inconclusive",
      blocks: [
        {
          type: "table",
          caption: "Objects in namespace churn",
          head: ["Object", "Action", "Where", "Changes"],
          align: ["left", "left", "left", "right"],
          rows: Array.from({ length: 400 }, (_, index): Cell[] => [
            { text: `ConfigMap/feature-flags-of-the-retail-department-${index}`, code: true },
            index % 7 === 0 ? "update" : "unchanged",
            `deploy/flags/${index}.yaml:1`,
            String(index % 7 === 0 ? 3 : 0),
          ]),
        },
      ],
    },
    ...PASSED.sections,
  ],
};
