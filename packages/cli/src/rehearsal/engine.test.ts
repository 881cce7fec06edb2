import { mkdtemp } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { collectingReporter } from "@waybill/kit";
import { expect, test } from "vitest";
import { findEngine } from "./engine.ts";

/** An engine that answers what a client asks first, and has no builder. */
async function serveEngine(socket: string): Promise<AsyncDisposable> {
  const server = createServer((request, response) => {
    response.setHeader("content-type", "application/json");
    response.end(request.url?.endsWith("/version") ? JSON.stringify({ Version: "29.0.0", ApiVersion: "1.52" }) : "OK");
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  return { [Symbol.asyncDispose]: async () => void server.close() };
}

test("an engine that is given and does not answer is named, and not used; one that answers is", async () => {
  const host = `unix://${join(await mkdtemp(join(tmpdir(), "engine-")), "docker.sock")}`;
  const reporter = collectingReporter();
  expect(await findEngine({ DOCKER_HOST: host }, { reporter })).toBeUndefined();
  expect(reporter.lines.join("\n")).toContain(`no Docker Engine answers at ${host}`);
  await using _engine = await serveEngine(host.slice("unix://".length));
  expect(await findEngine({ DOCKER_HOST: host, PATH: "" }, { reporter })).toEqual({ host, version: "29.0.0", hasBuildx: false });
});
