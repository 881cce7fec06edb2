/** One line that a container wrote. */
export interface LogLine {
  readonly time: string;
  readonly stream: "stdout" | "stderr";
  readonly text: string;
}

const MAX_LINES = 5_000;

/** Keeps the last lines of a container and tells followers of new ones. */
export class ProcessLog {
  readonly #lines: LogLine[] = [];
  readonly #followers = new Set<(line: LogLine | undefined) => void>();
  readonly #rest = { stdout: "", stderr: "" };
  #closed = false;

  write(stream: "stdout" | "stderr", chunk: string): void {
    const parts = (this.#rest[stream] + chunk).split("\n");
    this.#rest[stream] = parts.pop() ?? "";
    for (const text of parts) this.#add({ time: new Date().toISOString(), stream, text });
  }

  /** Ends the log; followers get `undefined`. */
  close(): void {
    if (this.#closed) return;
    for (const stream of ["stdout", "stderr"] as const) if (this.#rest[stream]) this.write(stream, "\n");
    this.#closed = true;
    for (const follower of this.#followers) follower(undefined);
    this.#followers.clear();
  }

  /** The lines that are kept, the last `tail` of them when given. */
  lines(tail?: number): readonly LogLine[] {
    if (tail === undefined || tail < 0) return this.#lines;
    return tail === 0 ? [] : this.#lines.slice(-tail);
  }

  /** Calls `follower` for every new line until the log ends or the returned function is called. */
  follow(follower: (line: LogLine | undefined) => void): () => void {
    if (this.#closed) follower(undefined);
    else this.#followers.add(follower);
    return () => this.#followers.delete(follower);
  }

  #add(line: LogLine): void {
    this.#lines.push(line);
    if (this.#lines.length > MAX_LINES) this.#lines.shift();
    for (const follower of this.#followers) follower(line);
  }
}
