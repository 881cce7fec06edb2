import type { EnvironmentConfig } from "@waybill/config";
import { ActionError, pause } from "@waybill/kit";
import type { Finding } from "@waybill/kit";
import { probeService } from "@waybill/kube";
import { findingsBlock } from "../sections/plan-section.ts";
import type { Clusters, Project } from "../session/capabilities.ts";
import { withCluster } from "../session/cluster.ts";
import type { StageOutcome } from "../stages/outcome.ts";
import type { StageContext } from "../stages/run-stage.ts";
import { look } from "./look.ts";

type Context = StageContext & Pick<Project, "config"> & Clusters;

/** Asks the environment's Service as its `probe:` says, through the API server. */
export async function lookAtService(
  context: Context,
  environment: EnvironmentConfig,
  probe: NonNullable<EnvironmentConfig["probe"]>,
): Promise<StageOutcome> {
  return look(context, { id: `probe/${environment.name}`, label: `Probe of ${environment.name}` }, async () => {
    const { redact, signal } = context;
    const { result, findings } = await withCluster(context, environment, (cluster) =>
      probeService(cluster, environment.namespace, probe, { redact, signal }),
    );
    const asked = `Service ${environment.namespace}/${probe.service}, GET ${probe.path}`;
    return answered(environment, "probe", asked, findings, `status ${result.status} in ${result.durationMs} ms`);
  });
}

/** As people reach it: by its address, its certificate and whatever stands before the cluster. */
export interface Address {
  readonly url: string;
  /** How the runner reaches the world. */
  readonly fetch: typeof fetch;
  /** Between attempts; default 2 seconds. */
  readonly pauseMs?: number | undefined;
}

const ATTEMPTS = 3;
const PAUSE_MS = 2_000;
const TIMEOUT_MS = 15_000;

/**
 * Asks an address, redirects followed; a status of 2xx is an answer as expected, and so is the status of the environment's `probe:`. Another
 * status is a finding; no answer at all is one too, because users get none either. Three attempts count as one.
 */
export async function lookAtAddress(context: Context, environment: EnvironmentConfig, address: Address): Promise<StageOutcome> {
  return look(context, { id: `address/${environment.name}`, label: `Address of ${environment.name}` }, async () => {
    for (let attempt = 1; ; attempt++) {
      const answer = await ask(address, context.signal);
      const isExpected = answer.status !== undefined && (answer.status < 300 || answer.status === environment.probe?.expectStatus);
      if (isExpected) return answered(environment, "address", address.url, [], answer.said);
      if (attempt === ATTEMPTS) return answered(environment, "address", address.url, [unexpected(address, answer.said)], answer.said);
      await pause(address.pauseMs ?? PAUSE_MS, context.signal);
    }
  });
}

async function ask({ url, fetch: send }: Address, signal: AbortSignal): Promise<{ readonly status?: number; readonly said: string }> {
  try {
    const response = await send(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]) });
    await response.body?.cancel();
    return { status: response.status, said: `status ${response.status}` };
  } catch (error) {
    signal.throwIfAborted();
    // A proxy that refuses is about the runner and not about the address.
    if (error instanceof ActionError) throw error;
    const { cause, message } = error instanceof Error ? error : new Error(String(error));
    return { said: `no answer (${cause instanceof Error ? cause.message : message})` };
  }
}

function unexpected({ url }: Address, said: string): Finding {
  return {
    rule: "service-probe",
    severity: "error",
    what: `${url} does not answer as expected: ${said}.`,
    expected: "a status of 2xx",
    next: "Look at the pods, the Service, the Ingress or Gateway, its certificate and the DNS entry, in this order.",
  };
}

function answered({ name }: EnvironmentConfig, id: string, asked: string, findings: readonly Finding[], said: string) {
  const verdict = findings.length === 0 ? ("pass" as const) : ("fail" as const);
  return {
    verdict,
    note: findings[0]?.what ?? said,
    section: {
      id: `${id}-${name}`,
      title: `Answer of ${name}`,
      verdict,
      blocks: [
        ...findingsBlock(findings),
        {
          type: "facts" as const,
          facts: [
            { label: "Asked", value: asked },
            { label: "Answer", value: said },
          ],
        },
      ],
    },
    result: undefined,
  };
}
