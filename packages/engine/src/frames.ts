import { StringDecoder } from "node:string_decoder";

const HEADER = 8;

/**
 * Reads the engine's stream of output until it ends: frames of 8 bytes of header (the stream, three zeros, the length) and then text. A
 * character that two frames share is put together.
 */
export async function followLogs(
  stream: NodeJS.ReadableStream,
  onText: (stream: "stdout" | "stderr", text: string) => void,
): Promise<void> {
  const decoders = { stdout: new StringDecoder("utf8"), stderr: new StringDecoder("utf8") };
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of stream) {
    rest = Buffer.concat([rest, Buffer.from(chunk)]);
    while (rest.length >= HEADER) {
      const end = HEADER + rest.readUInt32BE(4);
      if (rest.length < end) break;
      const name = rest[0] === 2 ? "stderr" : "stdout";
      onText(name, decoders[name].write(rest.subarray(HEADER, end)));
      rest = rest.subarray(end);
    }
  }
}
