import type { ServerResponse } from "node:http";
import { ApiRefusal } from "../object.ts";
import type { PodHost } from "./proxy.ts";
import type { Pod } from "../workloads.ts";
import type { LogLine } from "../../container/process-log.ts";

/** Answers `kubectl logs`: one container, the present or the previous run, the last lines, followed or not. */
export function sendLogs(pods: PodHost, pod: Pod, url: URL, response: ServerResponse): void {
  const names = [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? [])].map((container) => container.name);
  const name = url.searchParams.get("container") ?? names[0] ?? "";
  if (!names.includes(name)) throw new ApiRefusal(400, "BadRequest", `container ${name} is not valid for pod ${pod.metadata.name}`);
  const isPrevious = url.searchParams.get("previous") === "true";
  const log = pods.findLog(pod, name, isPrevious);
  if (!log) {
    const state = [...(pod.status?.containerStatuses ?? []), ...(pod.status?.initContainerStatuses ?? [])].find(
      (status) => status.name === name,
    )?.state.waiting?.reason;
    const message = isPrevious
      ? `previous terminated container "${name}" in pod "${pod.metadata.name}" not found`
      : `container "${name}" in pod "${pod.metadata.name}" is waiting to start: ${state ?? "ContainerCreating"}`;
    throw new ApiRefusal(400, "BadRequest", message);
  }
  const tail = url.searchParams.get("tailLines");
  const since = url.searchParams.get("sinceSeconds");
  const oldest = since === null ? "" : new Date(Date.now() - Number(since) * 1000).toISOString();
  const hasTimes = url.searchParams.get("timestamps") === "true";
  const format = (line: LogLine): string => `${hasTimes ? `${line.time} ` : ""}${line.text}\n`;
  response.writeHead(200, { "content-type": "text/plain" });
  const lines = log.lines(tail === null ? undefined : Number(tail)).filter((line) => line.time >= oldest);
  response.write(lines.map(format).join(""));
  if (url.searchParams.get("follow") !== "true") return void response.end();
  const stop = log.follow((line) => (line ? response.write(format(line)) : response.end()));
  response.on("close", stop);
}
