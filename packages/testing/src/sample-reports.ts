import type { Cell, Overview, ProofRow, Report } from "@waybill/report";

const DIGEST = "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const RUN = [
  { label: "Repository", value: "acme/churn" },
  { label: "Commit", value: "3f1c2a9b5d7e8f60112233445566778899aabbcc" },
  { label: "Started by", value: "m.rivera" },
  { label: "Run", value: "https://github.com/acme/churn/actions/runs/4711", href: "https://github.com/acme/churn/actions/runs/4711" },
];

const PROVEN: readonly ProofRow[] = [
  { stage: "validate-data", thing: "customers", verdict: "pass" },
  { stage: "validate-model", thing: "churn", verdict: "pass" },
  { stage: "build", thing: "churn", verdict: "pass", by: "https://github.com/acme/churn/actions/runs/4711" },
  { stage: "plan", thing: "production", verdict: "pass" },
];

const OVERVIEW: Overview = {
  plan: DIGEST,
  changes: [
    { about: "Database main", what: "2 migrations applied", names: ["4 add_predictions_index", "5 customer_risk_view"] },
    { about: "Namespace churn", what: "2 objects updated", names: ["ConfigMap/churn", "Deployment/churn"] },
  ],
  proven: [
    ...PROVEN,
    { stage: "approve", thing: "production", verdict: "warn" },
    { stage: "migrate", thing: "main", verdict: "pass" },
    { stage: "deploy", thing: "production", verdict: "pass" },
  ],
  approvals: [{ by: "nobody", verdict: "warn", what: "GitHub asks no reviewer for environment production" }],
  back: { text: "Brings back revision 2; migrations stay applied.", command: "waybill rollback -e production --to 2" },
};

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
            { label: "Taken back after a failure", value: "no" },
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

/** A release whose deployment failed and was rolled back. */
export const FAILED: Report = {
  title: "Release of churn to production",
  subtitle: "The release stopped before it was complete.",
  verdict: "fail",
  rehearsal: false,
  run: RUN,
  chain: [
    ...PASSED.chain.slice(0, 6),
    { id: "deploy", label: "Deploy", verdict: "fail", durationMs: 31_200, note: "rolled back to revision 2, which answers" },
    { id: "verify", label: "Verify", verdict: "skipped" },
  ],
  sections: [
    {
      id: "deploy-production",
      title: "Deployment to production",
      verdict: "fail",
      blocks: [
        {
          type: "facts",
          facts: [
            { label: "Namespace", value: "churn" },
            { label: "Revision", value: "3" },
            { label: "Taken back after a failure", value: "yes, and the state before was verified" },
          ],
        },
        {
          type: "findings",
          findings: [
            {
              rule: "failed-probe",
              severity: "error",
              what: "Pod churn-7c55f-x2x9k never became ready: its readiness probe GET /readyz on port 8080 answers 503.",
              where: { file: "deploy/deployment.yaml", line: 41 },
              observed: "HTTP 503 for 30 s: 'schema version 3, expected 5'",
              expected: "HTTP 200 within 30 s",
              next: "Look at the log below; the service waits for a migration that the plan did not contain.",
            },
            {
              rule: "no-memory-limit",
              severity: "warning",
              what: "Container api uses 91 % of its memory limit.",
              where: { file: "deploy/deployment.yaml", line: 57 },
              observed: "117 MiB",
              expected: "at most 128 MiB",
            },
            { rule: "not-restored", severity: "notice", what: "The two Deployments and the ConfigMap were brought back to revision 2." },
          ],
        },
        {
          type: "code",
          language: "text",
          caption: "Last lines of the container's log",
          text: "listening on 8080\nreadyz: schema version 3, expected 5\nreadyz: schema version 3, expected 5\n",
        },
      ],
    },
    ...PASSED.sections.slice(0, 2),
  ],
  next: [
    "Production runs revision 2 as before; nobody has to act at once.",
    "Fix what stands above and start the release again: finished stages are recognised.",
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

/** A refused release with everything that its first screen may have at once. */
export const REFUSED: Report = {
  ...PASSED,
  verdict: "fail",
  overview: {
    ...OVERVIEW,
    changes: Array.from({ length: 9 }, (_, index) => ({
      about: `Database of the retail department ${index}`,
      what: "12 migrations to apply",
      names: Array.from({ length: 12 }, (__, name) => `${name} create_predictions_of_the_retail_department`),
    })),
    proven: [
      ...Array.from({ length: 12 }, (_, index): ProofRow => ({
        stage: "validate-data",
        thing: `customers of the retail department ${index}`,
        verdict: "missing",
        next: "waybill check, or the job 'validate' of deploy.yml",
      })),
      ...Array.from({ length: 30 }, (_, index): ProofRow => ({ stage: "build", thing: `service-${index}`, verdict: "pass" })),
      ...PROVEN,
    ],
  },
  sections: ["Data customers", "Data orders", "Model churn"].map((title, index) => ({
    id: `refused-${index}`,
    title,
    verdict: "fail" as const,
    blocks: [
      {
        type: "findings" as const,
        findings: [
          {
            rule: "config" as const,
            severity: "error" as const,
            what: `${title} was never validated for this digest, so that nothing says whether what the model was trained with is still true.`,
            next: "Run the stage again.",
          },
        ],
      },
    ],
  })),
};

/** A plan that waits for its approval. */
export const PLANNED: Report = {
  ...PASSED,
  title: "Plan of churn for production",
  subtitle: "This is what would change; nothing was changed.",
  overview: {
    ...OVERVIEW,
    proven: [
      ...PROVEN,
      { stage: "approve", thing: "production", verdict: "missing", next: `waybill release -e production --approve ${DIGEST}` },
    ],
    approvals: [{ by: "Nobody yet:", verdict: "missing", what: "this plan waits for its approval" }],
  },
  chain: PASSED.chain.slice(0, 4),
  sections: [
    ...PASSED.sections.slice(1, 2),
    ...PASSED.sections.slice(0, 1).map((section) => ({ ...section, folded: true, summary: "12 checks" })),
  ],
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
