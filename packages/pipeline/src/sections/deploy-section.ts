import { countOf, isPassing } from "@waybill/kit";
import type { EnvironmentConfig } from "@waybill/config";
import type { DeployOutcome, DeployPlan } from "@waybill/kube";
import type { Block, Cell, ChangeRow, Section, WayBack } from "@waybill/report";
import type { Redacting } from "../session/capabilities.ts";
import { describeRevision, MIGRATIONS_STAY, objectChanges, wayBack } from "./overview.ts";
import { deployBlocks, findingsBlock } from "./plan-section.ts";
import { seconds } from "./format.ts";

const MAX_SHOWN = 2_000;

/**
 * The report section of one deployment: cause of a failure first, then the pods and their digests, then the objects. `others` are images that
 * run beside those of the release.
 */
export function deploySection(
  { redact }: Redacting,
  environment: EnvironmentConfig,
  plan: DeployPlan | undefined,
  outcome: Omit<DeployOutcome, "durations">,
  others: readonly string[] = [],
): Section {
  const blocks: Block[] = [
    ...findingsBlock(outcome.diagnosis ?? []),
    {
      type: "facts",
      facts: [
        { label: "Namespace", value: environment.namespace },
        { label: "Revision", value: String(outcome.revision) },
        {
          label: "Taken back after a failure",
          value: outcome.rolledBack
            ? outcome.rollbackVerified
              ? "yes, and the state before was verified"
              : "yes, but the state before could not be verified"
            : "no",
        },
        ...(others.length > 0 ? [{ label: "Not of this release: not tested", value: others.join(", ") }] : []),
        ...(outcome.probe
          ? [{ label: "Request through the Service", value: `HTTP ${outcome.probe.status} in ${seconds(outcome.probe.durationMs)}` }]
          : []),
      ],
    },
  ];
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
  return {
    id: `deploy-${environment.name}`,
    title: `Deployment to ${environment.name}`,
    verdict: outcome.verdict,
    overview: { changes: changesOf(environment, plan, outcome), back: backFrom(environment, plan, outcome) },
    blocks,
  };
}

type Outcome = Omit<DeployOutcome, "durations">;

function changesOf({ namespace }: EnvironmentConfig, plan: DeployPlan | undefined, outcome: Outcome): ChangeRow[] {
  const about = `Namespace ${namespace}`;
  const names = outcome.applied.map(({ ref }) => `${ref.kind}/${ref.name}`);
  if (outcome.rolledBack) return [{ about, what: `${countOf(names.length, "object")} changed and brought back`, names }];
  if (plan && isPassing(outcome.verdict)) return objectChanges(plan, "done");
  return names.length === 0 ? [] : [{ about, what: `${countOf(names.length, "object")} applied`, names }];
}

/** The plan knows what ran before; where that still runs, it is what people would go back from. */
function backFromUnchanged(environment: string): WayBack {
  return {
    text: `This deployment changed nothing. The command leaves what runs for the good revision before it, if the cluster keeps one. ${MIGRATIONS_STAY}`,
    command: `waybill rollback -e ${environment}`,
  };
}

function backFrom({ name }: EnvironmentConfig, plan: DeployPlan | undefined, outcome: Outcome): WayBack | undefined {
  const before = plan?.lastGood;
  if (outcome.rolledBack)
    return outcome.rollbackVerified
      ? { text: `The objects were brought back already, and the state before was verified: nobody has to act at once. ${MIGRATIONS_STAY}` }
      : {
          ...(before && wayBack(name, before, "done")),
          text: `It was brought back, but the state before could not be verified. Look at the cluster first. ${before ? `The last good one was ${describeRevision(before)}.` : "The cluster keeps no earlier good revision."} ${MIGRATIONS_STAY}`,
        };
  return outcome.changed ? wayBack(name, before, "done") : backFromUnchanged(name);
}
