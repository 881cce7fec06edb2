import { ActionError, isAlive } from "@waybill/kit";
import { rehearsalStatus } from "@waybill/rehearsal";
import type { Rehearsal } from "@waybill/rehearsal";

const LOOK_MS = 200;

/** A signal that also ends when the rehearsal's background process does: nobody shall wait for addresses at which nobody answers any more. */
export function watchRehearsal({ pid }: Pick<Rehearsal, "pid">, signal: AbortSignal): { readonly signal: AbortSignal } & Disposable {
  const own = new AbortController();
  const timer = setInterval(() => {
    if (!isAlive(pid)) own.abort(ended());
  }, LOOK_MS);
  timer.unref();
  return { signal: AbortSignal.any([signal, own.signal]), [Symbol.dispose]: () => clearInterval(timer) };
}

/** Throws when the background process has ended, because then no other error says what happened. */
export async function failIfEnded({ dir, pid }: Rehearsal, cause: unknown): Promise<void> {
  if ((await rehearsalStatus(dir))?.pid !== pid) throw ended(cause);
}

function ended(cause?: unknown): ActionError {
  return new ActionError(
    "environment",
    "The rehearsal's background processes ended while it was under way: somebody called 'waybill rehearse --stop', or the system ended them. What it had begun counts for nothing. Rehearse again.",
    cause === undefined ? {} : { cause },
  );
}
