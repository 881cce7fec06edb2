import type { EnvironmentConfig } from "@waybill/config";
import type { DeployOutcome, DeployPlan } from "@waybill/kube";
import type { Block, Cell, Section } from "@waybill/report";
import { deployBlocks } from "./plan-section.ts";
import { seconds } from "./format.ts";

/** The report section of one deployment: cause of a failure first, then the pods and their digests, then the objects. */
export function deploySection(environment: EnvironmentConfig, plan: DeployPlan | undefined, outcome: DeployOutcome): Section {
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
  if (outcome.probe?.body)
    blocks.push({ type: "code", language: "json", text: outcome.probe.body.slice(0, 2000), caption: "The Service's answer" });
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
