import { runCommand } from "@waybill/kit";

/** The time of the workspace's commit, as git says it; 1970 where there is no git or no commit, so that two builds still agree. */
export async function readCommitTime(workspace: string, env: Readonly<Record<string, string>>): Promise<Date> {
  try {
    const { exitCode, stdout } = await runCommand("git", ["-C", workspace, "log", "-1", "--format=%cI"], { env });
    if (exitCode === 0) return new Date(stdout.trim());
  } catch {
    // No git on this machine: nothing but the time is lost.
  }
  return new Date(0);
}
