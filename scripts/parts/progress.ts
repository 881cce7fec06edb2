/** Tells a reader what happens, with the seconds since the beginning. */
export interface Progress {
  say(part: string, text: string): void;
  seconds(): string;
}

/** Returns a progress that writes lines to a stream. */
export function reportTo(stream: { write(text: string): unknown }): Progress {
  const began = Date.now();
  const seconds = (): string => ((Date.now() - began) / 1000).toFixed(1);
  return { seconds, say: (part, text) => void stream.write(`${seconds().padStart(7)} s  ${part.padEnd(12)} ${text}\n`) };
}
