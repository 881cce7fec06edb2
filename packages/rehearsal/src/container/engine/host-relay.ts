import { isSystemError } from "@waybill/kit";
import { relayPort } from "../port-forward.ts";
import type { PortForward } from "../port-forward.ts";

/** The name of this machine in a pod. */
export const HOST_NAME = "rehearsal-host";

/**
 * Leads pods to the servers of the rehearsal, which listen on 127.0.0.1 alone. On Linux this machine has an address in each network of the
 * engine, and there the same ports are opened for it; an engine in a virtual machine has a way of its own, which is `host-gateway`.
 */
export class HostRelay {
  readonly #servers: () => readonly number[];
  readonly #forwards = new Map<string, Promise<PortForward>>();

  constructor(servers: () => readonly number[]) {
    this.#servers = servers;
  }

  /**
   * Opens the servers' ports at an address of this machine, those that are not open there yet, because a server may start later than a pod; returns
   * the names that a pod has to know for it.
   */
  async open(gateway: string | undefined): Promise<Readonly<Record<string, string>>> {
    if (gateway === undefined) return { [HOST_NAME]: "host-gateway" };
    try {
      for (const port of this.#servers()) await this.#forward(gateway, port);
      return { [HOST_NAME]: gateway };
    } catch (error) {
      // The address is one of a virtual machine.
      if (!isSystemError(error, "EADDRNOTAVAIL")) throw error;
      return { [HOST_NAME]: "host-gateway" };
    }
  }

  /** A text that a pod gets, with the addresses of these servers as the pod reaches them. */
  translate(text: string): string {
    const servers = this.#servers();
    return text.replaceAll(/\b(?:127\.0\.0\.1|localhost):(\d+)\b/g, (address, port: string) =>
      servers.includes(Number(port)) ? `${HOST_NAME}:${port}` : address,
    );
  }

  async close(): Promise<void> {
    for (const forward of await Promise.allSettled(this.#forwards.values())) if (forward.status === "fulfilled") forward.value.close();
  }

  #forward(gateway: string, port: number): Promise<PortForward> {
    const key = `${gateway} ${port}`;
    const known = this.#forwards.get(key);
    if (known) return known;
    const opening = relayPort(gateway, port);
    this.#forwards.set(key, opening);
    opening.catch(() => this.#forwards.delete(key));
    return opening;
  }
}
