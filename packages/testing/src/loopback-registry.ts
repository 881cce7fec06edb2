import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startRegistry } from "@waybill/rehearsal";
import type { FaultRequest, RegistryFault, RegistryOptions } from "@waybill/rehearsal";

/** Rehearsal's registry in a folder of its own, with everything that was asked of it. */
export interface LoopbackRegistry extends AsyncDisposable {
  /** `127.0.0.1:port`. */
  readonly address: string;
  /** What goes wrong from now on; more may be pushed at any time. */
  readonly faults: RegistryFault[];
  /** Every request so far, in order of arrival. */
  readonly requests: readonly FaultRequest[];
}

/** Starts rehearsal's registry on a free port; disposing it stops the server and removes its folder. */
export async function startLoopbackRegistry(options: Omit<RegistryOptions, "dir" | "faults"> = {}): Promise<LoopbackRegistry> {
  const dir = await mkdtemp(join(tmpdir(), "waybill-registry-"));
  const requests: FaultRequest[] = [];
  // It harms nothing, so it sees everything.
  const watch: RegistryFault = { when: (request) => requests.push(request) < 0 };
  const faults = [watch];
  const service = await startRegistry({ ...options, dir, faults });
  return {
    address: service.address,
    faults,
    requests,
    async [Symbol.asyncDispose]() {
      await service.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
