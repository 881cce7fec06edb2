import type { EnvironmentConfig } from "@waybill/config";
import type { DeployOutcome, DeployPlan } from "@waybill/kube";
import type { Block, Cell, Section } from "@waybill/report";
import type { Redacting } from "../session/capabilities.ts";
import { deployBlocks } from "./plan-section.ts";
import { seconds } from "./format.ts";

const MAX_SHOWN = 2_000;

/** The report section of one deployment: cause of a failure first, then the pods and their digests, then the objects. */
export function deploySection(
  { redact }: Redacting,
  environment: EnvironmentConfig,
  plan: DeployPlan | undefined,
  outcome: Omit<DeployOutcome, "durations">,
): Section {
  const blocks: Block[] = [
    {
      type: "facts",
      facts: [
        { label: "Namespace", value: environment.namespace },
        { label: "Revision", value: String(outcome.revision) },
        {
          label: "Rolled back",
          value: outcome.rolledBack
            ? outcome.rollbackVerified
              ? "yes, and the state before was verified"
              : "yes, but the state before could not be verified"
            : "no",
        },
        ...(outcome.probe
          ? [{ label: "Request through the Service", value: `HTTP ${outcome.probe.status} in ${seconds(outcome.probe.durationMs)}` }]
          : []),
      ],
    },
  ];
  if (outcome.diagnosis && outcome.diagnosis.length > 0) blocks.push({ type: "findings", findings: [...outcome.diagnosis] });
  // Redacted before it is cut, because half of a secret is not recognised any more.
  const answer = redact(outcome.probe?.body ?? "").slice(0, MAX_SHOWN);
  if (answer !== "") blocks.push({ type: "code", language: "json", text: answer, caption: "The Service's answer" });
  if (outcome.pods.length > 0) {
    blocks.push({
      type: "table",
      caption: "Running pods",
      head: ["Pod", "Digest that runs"],
      rows: outcome.pods.map((pod): Cell[] => [pod.name, { text: pod.digest ?? pod.imageID, code: true }]),
    });
  }
  if (plan) blocks.push(...deployBlocks(plan));
  return { id: `deploy-${environment.name}`, title: `Deployment to ${environment.name}`, verdict: outcome.verdict, blocks };
}
