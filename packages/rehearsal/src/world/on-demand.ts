/** A server that is started when it is first asked for; whoever asks meanwhile waits for the same one. */
export class OnDemand<Server extends { close(): Promise<void> }> {
  readonly #start: () => Promise<Server>;
  #started: Promise<Server> | undefined;

  constructor(start: () => Promise<Server>) {
    this.#start = start;
  }

  open(): Promise<Server> {
    this.#started ??= this.#start().catch((error: unknown) => {
      // One that did not start may find room the next time.
      this.#started = undefined;
      throw error;
    });
    return this.#started;
  }

  async close(): Promise<void> {
    // One that did not start has told its own caller why.
    const server = await this.#started?.catch(() => undefined);
    await server?.close();
  }
}
