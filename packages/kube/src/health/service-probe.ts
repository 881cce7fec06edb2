import type { Finding } from "@waybill/kit";
import { pause } from "@waybill/kit";
import type { Cluster } from "../api/cluster.ts";

/** A request that a deployed Service must answer. */
export interface ServiceProbe {
  readonly service: string;
  readonly port: number | string;
  readonly path: string;
  /** Default 200. */
  readonly expectStatus?: number | undefined;
  /** A text that the answer must contain. */
  readonly expectBody?: string | undefined;
}

/** The last answer to a probe. */
export interface ProbeResult {
  readonly status: number;
  readonly body: string;
  readonly durationMs: number;
}

// Endpoints reach the proxies of the nodes a moment after a pod is ready.
const WINDOW_MS = 20_000;
const PAUSE_MS = 500;
const SHOWN_CHARACTERS = 500;

/** Asks a Service through the API server until it answers as expected, for 20 seconds at most, because routes lag behind readiness. */
export async function probeService(
  cluster: Cluster,
  namespace: string,
  probe: ServiceProbe,
  options: { redact: (text: string) => string; signal?: AbortSignal; windowMs?: number },
): Promise<{ result: ProbeResult; findings: Finding[] }> {
  const deadline = performance.now() + (options.windowMs ?? WINDOW_MS);
  for (;;) {
    const result = await askOnce(cluster, namespace, probe, options.signal);
    const problem = problemOf(probe, result);
    if (problem === undefined) return { result, findings: [] };
    if (performance.now() >= deadline) return { result, findings: [finding(namespace, probe, problem, options.redact(result.body))] };
    await pause(PAUSE_MS, options.signal);
  }
}

async function askOnce(cluster: Cluster, namespace: string, probe: ServiceProbe, signal?: AbortSignal): Promise<ProbeResult> {
  const started = performance.now();
  const { service, port, path } = probe;
  const { status, body } = await cluster.requestService({ namespace, service, port, path }, signal);
  return { status, body, durationMs: Math.round(performance.now() - started) };
}

function problemOf(probe: ServiceProbe, result: ProbeResult): string | undefined {
  const expected = probe.expectStatus ?? 200;
  if (result.status !== expected) return `status ${result.status} instead of ${expected}`;
  if (probe.expectBody !== undefined && !result.body.includes(probe.expectBody)) return `a body without '${probe.expectBody}'`;
  return undefined;
}

function finding(namespace: string, probe: ServiceProbe, problem: string, body: string): Finding {
  return {
    rule: "service-probe",
    severity: "error",
    what: `The Service '${namespace}/${probe.service}' answers GET ${probe.path} on port ${probe.port} with ${problem}.`,
    observed: body.trim().slice(0, SHOWN_CHARACTERS) || "an empty body",
    next: "Look at the program's log, the Service's 'targetPort', and the path of the probe.",
  };
}
