import { LIMITS } from "./limits.ts";
import type { Concurrency } from "./workflow.ts";

export type State = "waits for its turn" | "waits for approval" | "runs" | "done" | "cancelled";

interface Entry {
  readonly name: string;
  readonly asksApproval: boolean;
  readonly order: number;
  state: State;
}

/** Why GitHub refuses the setting itself. */
export function concurrencyRefusal({ cancelInProgress, queue }: Concurrency): string | undefined {
  return queue === "max" && cancelInProgress ? "queue: max cannot be combined with cancel-in-progress: true." : undefined;
}

/**
 * The concurrency groups of one repository. One entry of a group has its turn; without a group it runs at once. GitHub does not say
 * whether an entry that waits for a person's approval has taken its group's turn; the model takes the worse of both: it has.
 */
export class Groups {
  readonly #groups = new Map<string, Entry[]>();
  #order = 0;

  /** A run or job reaches its group; the group's name is evaluated and does not tell upper from lower case. */
  arrive(name: string, concurrency: Concurrency | undefined, { asksApproval = false } = {}): void {
    const entry: Entry = { name, asksApproval, order: this.#order++, state: "waits for its turn" };
    const group = this.#group(concurrency?.group.toLowerCase() ?? `\0${name}`);
    const waiting = group.filter(({ state }) => state === "waits for its turn");
    const holder = group.find(({ state }) => state === "runs" || state === "waits for approval");
    group.push(entry);
    if (holder !== undefined && concurrency?.cancelInProgress === true) holder.state = "cancelled";
    if (concurrency?.queue !== "max") for (const other of waiting) other.state = "cancelled";
    else if (waiting.length >= LIMITS.pendingPerGroup) entry.state = "cancelled";
    this.#next(group);
  }

  /** A reviewer approves; the others of the group keep waiting. */
  approve(name: string): void {
    this.#find(name).state = "runs";
  }

  /** An entry ends, or is rejected or cancelled by a person; the next one of its group has its turn. */
  end(name: string, state: "done" | "cancelled" = "done"): void {
    this.#find(name).state = state;
    for (const group of this.#groups.values()) this.#next(group);
  }

  stateOf(name: string): State {
    return this.#find(name).state;
  }

  #next(group: Entry[]): void {
    if (group.some(({ state }) => state === "runs" || state === "waits for approval")) return;
    const next = group.filter(({ state }) => state === "waits for its turn").toSorted((one, other) => one.order - other.order)[0];
    if (next !== undefined) next.state = next.asksApproval ? "waits for approval" : "runs";
  }

  #group(name: string): Entry[] {
    const group = this.#groups.get(name) ?? [];
    this.#groups.set(name, group);
    return group;
  }

  #find(name: string): Entry {
    const entry = [...this.#groups.values()].flat().find((candidate) => candidate.name === name);
    if (entry === undefined) throw new Error(`Nothing called '${name}' has arrived.`);
    return entry;
  }
}
