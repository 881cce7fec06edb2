import type { ServerResponse } from "node:http";
import type { EngineContainer } from "./containers.ts";
import type { LogLine } from "../container/process-log.ts";

/** Answers `GET /containers/{id}/logs` in Docker's frames: one byte for the stream, three zero bytes, four for the length. */
export function sendContainerLogs(container: EngineContainer, url: URL, response: ServerResponse): void {
  const isOn = (name: string): boolean => ["1", "true"].includes(url.searchParams.get(name) ?? "");
  const isWanted = (line: LogLine): boolean => isOn(line.stream);
  const frame = (line: LogLine): Buffer => {
    const text = Buffer.from(`${isOn("timestamps") ? `${line.time} ` : ""}${line.text}\n`);
    const head = Buffer.from([line.stream === "stdout" ? 1 : 2, 0, 0, 0, 0, 0, 0, 0]);
    head.writeUInt32BE(text.length, 4);
    return Buffer.concat([head, text]);
  };
  response.writeHead(200, { "content-type": "application/vnd.docker.multiplexed-stream" });
  const tail = url.searchParams.get("tail");
  const log = container.process?.log;
  for (const line of log?.lines(tail && tail !== "all" ? Number(tail) : undefined) ?? []) if (isWanted(line)) response.write(frame(line));
  if (!log || !isOn("follow")) return void response.end();
  const stop = log.follow((line) => {
    if (!line) response.end();
    else if (isWanted(line)) response.write(frame(line));
  });
  response.on("close", stop);
}
