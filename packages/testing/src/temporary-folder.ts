import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Gives a run of tests a temporary folder of its own and removes it when the run is over, so that whatever a test or the program under test
 * leaves there goes too. The name is short: paths of Unix sockets may have 107 bytes.
 */
export default async function useOwnTemporaryFolder(): Promise<() => Promise<void>> {
  const before = process.env["TMPDIR"];
  const folder = await mkdtemp(join(tmpdir(), "wb-"));
  // As open as the system's own: database servers refuse to run as root and write here as other users.
  await chmod(folder, 0o1777);
  process.env["TMPDIR"] = folder;
  return async () => {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
    // Processes that a test has just ended may still be writing their last lines.
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  };
}
