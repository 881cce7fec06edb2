import type { Session } from "../session/session.ts";

/** What tells the files of one step from those of another of the run. */
export interface Kept {
  readonly command: string;
  readonly environment?: string | undefined;
  /** The one entry of waybill.yml that the step was about, where it was about one. */
  readonly entry?: string | undefined;
}

/**
 * The name under which a workflow keeps the files of this step, one for each job of a run in each of its attempts: GitHub takes a name once,
 * and few characters. Undefined where the server takes no artifacts, which is then said.
 */
export function artifactName(
  { config, run, reporter }: Pick<Session, "config" | "run" | "reporter">,
  { command, environment, entry }: Kept,
  serverUrl = "https://github.com",
): string | undefined {
  if (!takesArtifacts(serverUrl)) {
    if (command !== "matrix")
      reporter.info(
        `${new URL(serverUrl).host} is a GitHub Enterprise Server, which takes no artifacts of upload-artifact v4 and later, so the page of this step is not kept with the run. The job summary shows it, and the registry has what is signed.`,
      );
    return undefined;
  }
  const parts = ["waybill", config.name, environment, entry, command, "attempt", String(run.attempt)];
  return parts
    .filter((part) => part !== undefined)
    .join("-")
    .replaceAll(/[^A-Za-z0-9_.-]/g, "-");
}

/** Those of github.com and of tenants of ghe.com do (github.com/actions/upload-artifact, "v4 - What's new"). */
function takesArtifacts(serverUrl: string): boolean {
  const host = URL.parse(serverUrl)?.hostname ?? "github.com";
  return host === "github.com" || host.endsWith(".ghe.com");
}
