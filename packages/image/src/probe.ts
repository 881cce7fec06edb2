import { pause } from "@waybill/kit";
import type { Finding, Reporter, Verdict } from "@waybill/kit";
import type { Container, Engine, PullAuth } from "@waybill/engine";

/** What a healthy image answers. */
export interface ImageProbe {
  readonly port: number;
  readonly path: string;
  readonly expectStatus: number;
  readonly timeoutSeconds: number;
  readonly env: Readonly<Record<string, string>>;
}

/** How the image answered; `fail` carries one finding with the last lines of its log. */
export interface ProbeResult {
  readonly verdict: Verdict;
  readonly findings: Finding[];
  readonly facts: {
    readonly reference: string;
    /** The last HTTP status; missing when nothing answered. */
    readonly status?: number | undefined;
    /** From the start of the container to the answer, in milliseconds. */
    readonly durationMs: number;
    readonly attempts: number;
    readonly body?: string | undefined;
    readonly logsTail: string;
    readonly user: string;
  };
}

/** With what an image is tried. */
export interface ProbeOptions {
  readonly reporter: Reporter;
  readonly signal?: AbortSignal | undefined;
  readonly auth?: PullAuth | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
}

/** Between two questions; an answer ends the wait at once. */
const PAUSE_MS = 200;
/** A service that takes longer for one answer is asked again. */
const ANSWER_TIMEOUT_MS = 5_000;
/** Characters of an answer that are kept for people. */
const MAX_BODY_LENGTH = 2_000;

/** Runs an image by digest in an engine and asks it over HTTP until it answers as expected, ends, or the time is up; the container is always removed. */
export async function probeImage(engine: Engine, reference: string, probe: ImageProbe, options: ProbeOptions): Promise<ProbeResult> {
  const { reporter } = options;
  await engine.pull(reference, options.auth, (message) => reporter.progress(message));
  const image = await engine.inspectImage(reference);
  const started = performance.now();
  await using container = await engine.run({
    image: reference,
    env: probe.env,
    ports: [probe.port],
    labels: { "dev.waybill.probe": "true", ...options.labels },
  });
  const answer = await waitForAnswer(container, probe, started, options);
  const logsTail = await container.logs(50).catch(() => "");
  const findings = answer.problem
    ? [
        {
          ...answer.problem,
          next: logsTail.trim() === "" ? answer.problem.next : `${answer.problem.next} The last lines of its log:\n${logsTail.trim()}`,
        },
      ]
    : [];
  return {
    verdict: answer.problem ? "fail" : "pass",
    findings,
    facts: {
      reference,
      status: answer.status,
      durationMs: Math.round(performance.now() - started),
      attempts: answer.attempts,
      body: answer.body,
      logsTail,
      user: image?.user ?? "",
    },
  };
}

type Problem = Finding & { readonly next: string };

interface Answer {
  readonly status?: number | undefined;
  readonly body?: string | undefined;
  readonly attempts: number;
  readonly problem?: Problem | undefined;
}

/** Asks again and again until the expected answer, the end of the container, or the end of the time. */
async function waitForAnswer(container: Container, probe: ImageProbe, started: number, options: ProbeOptions): Promise<Answer> {
  const deadline = started + probe.timeoutSeconds * 1000;
  let last: { status?: number; body?: string; said: string } = { said: "no answer" };
  for (let attempts = 1; ; attempts++) {
    options.signal?.throwIfAborted();
    const state = await container.state();
    if (!state.running) return { ...last, attempts, problem: endedProblem(state) };
    const next = await ask(container, probe, deadline, options.signal);
    // The last try is cut short by the end of the time; what was answered before says more.
    if (next.status !== undefined || last.status === undefined || performance.now() < deadline) last = next;
    if (last.status === probe.expectStatus) return { ...last, attempts };
    options.reporter.progress(`waiting for ${probe.path} on port ${probe.port}: ${last.said}`);
    if (performance.now() >= deadline) return { ...last, attempts, problem: lateProblem(probe, last.said) };
    await pause(PAUSE_MS, options.signal);
  }
}

/** One question; redirects are answers, because a probe names the page that it means. */
async function ask(
  container: Container,
  probe: ImageProbe,
  deadline: number,
  signal: AbortSignal | undefined,
): Promise<{ status?: number; body?: string; said: string }> {
  const { host, port } = container.address(probe.port);
  const timeout = AbortSignal.timeout(Math.max(1, Math.ceil(Math.min(ANSWER_TIMEOUT_MS, deadline - performance.now()))));
  try {
    const path = probe.path.startsWith("/") ? probe.path : `/${probe.path}`;
    const response = await fetch(`http://${host}:${port}${path}`, {
      redirect: "manual",
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    const body = (await response.text()).slice(0, MAX_BODY_LENGTH);
    return { status: response.status, body, said: `HTTP ${response.status}` };
  } catch (error) {
    signal?.throwIfAborted();
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { said: cause instanceof Error ? cause.message : String(cause) };
  }
}

function endedProblem(state: Awaited<ReturnType<Container["state"]>>): Problem {
  const why = state.oomKilled ? "it was killed because it used more memory than allowed" : state.error;
  return {
    rule: "image-probe",
    severity: "error",
    what: `The container of the image ended before it answered${why === undefined ? "" : `: ${why}`}.`,
    observed: `exit code ${state.exitCode ?? "unknown"}`,
    expected: "a running container",
    next: "Run the image by hand and see why it ends; check its command and the environment it needs.",
  };
}

function lateProblem(probe: ImageProbe, said: string): Problem {
  return {
    rule: "image-probe",
    severity: "error",
    what: `The image did not answer ${probe.path} on port ${probe.port} as expected within ${probe.timeoutSeconds} s.`,
    observed: said,
    expected: `HTTP ${probe.expectStatus}`,
    next: "Check the port and path of the probe, and that the service listens on 0.0.0.0.",
  };
}
