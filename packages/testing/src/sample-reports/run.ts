import type { Overview, ProofRow } from "@waybill/report";

/** The plan of every sample. */
export const DIGEST = "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
/** The run that every sample is of. */
export const RUN = [
  { label: "Repository", value: "acme/churn" },
  { label: "Commit", value: "3f1c2a9b5d7e8f60112233445566778899aabbcc" },
  { label: "Started by", value: "m.rivera" },
  { label: "Run", value: "https://github.com/acme/churn/actions/runs/4711", href: "https://github.com/acme/churn/actions/runs/4711" },
];

/** What was proven before the approval. */
export const PROVEN: readonly ProofRow[] = [
  { stage: "validate-data", thing: "customers", verdict: "pass" },
  { stage: "validate-model", thing: "churn", verdict: "pass" },
  { stage: "build", thing: "churn", verdict: "pass", by: "https://github.com/acme/churn/actions/runs/4711" },
  { stage: "plan", thing: "production", verdict: "pass" },
];

/** What a release that passed comes to. */
export const OVERVIEW: Overview = {
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
