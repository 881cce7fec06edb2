/** GitHub's limits on one run; each is a rule on docs/github.md with its source. */
export const LIMITS = {
  /** The caller's own included. */
  workflowLevels: 10,
  calledWorkflows: 50,
  matrixJobs: 256,
  outputBytesPerJob: 1 << 20,
  outputBytesPerRun: 50 << 20,
  summaryBytesPerStep: 1 << 20,
  summariesPerJob: 20,
  secretBytes: 48 * 1024,
  pendingPerGroup: 100,
  approvalDays: 30,
  rerunDays: 30,
  hostedJobMinutes: 360,
  /** Where a job says nothing. */
  defaultJobMinutes: 360,
  /** How long a cancelled step has from SIGINT to SIGTERM, and from there to its end by force; and how long its job has for the rest. */
  interruptMs: 7_500,
  terminateMs: 2_500,
  cancelMinutes: 5,
} as const;

/** The jobs that a matrix makes, or why GitHub refuses it. */
export function matrixJobs(lengths: readonly number[]): { readonly jobs: number; readonly refusal?: string } {
  const jobs = lengths.reduce((product, length) => product * length, 1);
  if (jobs === 0) return { jobs, refusal: "A matrix vector does not contain any values." };
  if (jobs > LIMITS.matrixJobs) return { jobs, refusal: `A matrix makes ${jobs} jobs; GitHub takes ${LIMITS.matrixJobs}.` };
  return { jobs };
}

/** What of the outputs of jobs arrives: those with a secret in them are dropped, too many bytes fail the job. */
export function handOnOutputs(
  outputs: Readonly<Record<string, string>>,
  secrets: readonly string[],
): { readonly outputs: Readonly<Record<string, string>>; readonly fails: boolean } {
  const kept = Object.entries(outputs).filter(([, text]) => !secrets.some((secret) => secret !== "" && text.includes(secret)));
  const bytes = kept.reduce((sum, [, text]) => sum + Buffer.byteLength(text), 0);
  return { outputs: Object.fromEntries(kept), fails: bytes > LIMITS.outputBytesPerJob };
}

/** Which of the summaries that a job's steps wrote are shown. */
export function shownSummaries(summaries: readonly string[]): string[] {
  return summaries.filter((text) => Buffer.byteLength(text) <= LIMITS.summaryBytesPerStep).slice(0, LIMITS.summariesPerJob);
}

/** What becomes of artifacts that one run's jobs upload under these names, in their order; a run's attempts share their names. */
export function uploadArtifacts(names: readonly string[]): ("stored" | "refused")[] {
  return names.map((name, at) => (names.indexOf(name) === at ? "stored" : "refused"));
}
