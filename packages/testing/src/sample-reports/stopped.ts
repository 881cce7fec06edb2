import type { ProofRow, Report } from "@waybill/report";
import { PASSED } from "./passed.ts";
import { RUN, PROVEN, OVERVIEW } from "./run.ts";

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
            { label: "Taken back", value: "yes, and the state before was verified" },
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
