import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Gives a run of tests a temporary folder of its own and removes it when the run is over, so that whatever a test or the program under test
 * leaves there goes too. The name is short: paths of Unix sockets may have 107 bytes. Node keeps there what it has compiled, for child
 * processes that are given `NODE_COMPILE_CACHE`: most of their time is reading our sources.
 */
export default async function useOwnTemporaryFolder(): Promise<() => Promise<void>> {
  const before = { TMPDIR: process.env["TMPDIR"], NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"] };
  const folder = await mkdtemp(join(tmpdir(), "wb-"));
  // As open as the system's own: database servers refuse to run as root and write here as other users.
  await chmod(folder, 0o1777);
  process.env["TMPDIR"] = folder;
  process.env["NODE_COMPILE_CACHE"] = join(folder, "compiled");
  return async () => {
    for (const [name, value] of Object.entries(before))
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    // Processes that a test has just ended may still be writing their last lines.
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  };
}
