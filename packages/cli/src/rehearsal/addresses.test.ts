import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeAddresses } from "./addresses.ts";

/** Plays the cluster's API and, below `/api/…`, `/web/…` and so on, each of its Services. */
const server = createServer((request, response) => {
  const answers: Record<string, unknown> = {
    "/api/v1/namespaces/shop/services": { items: ["api", "web", "old", "plain"].map((name) => service(name)) },
    "/api/v1/namespaces/shop/pods": {
      items: [pod("api", { httpGet: { path: "/readyz" } }), pod("web", { httpGet: { path: "/healthz" } })],
    },
    "/at/api/readyz": "ready",
    "/at/web/predict?customer=1": "the page",
    "/at/plain/": "plain page",
  };
  const answer = answers[request.url ?? ""];
  response.writeHead(answer === undefined ? 404 : 200).end(typeof answer === "string" ? answer : JSON.stringify(answer ?? "nothing here"));
});
const at = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const service = (name: string): unknown => ({
  metadata: { name, annotations: { "rehearsal.waybill.dev/url": `${at()}/at/${name}` } },
  spec: { selector: { app: name } },
});
const pod = (app: string, readinessProbe: unknown): unknown => ({
  metadata: { labels: { app, more: "1" } },
  spec: { containers: [{ name: "side" }, { name: app, readinessProbe }] },
});
beforeAll(() => new Promise<void>((done) => server.listen(0, "127.0.0.1", done)));
afterAll(() => new Promise((done) => server.close(done)));

test("the probe's path is asked of the probe's Service alone, and an error is no answer", async () => {
  const probe = { service: "web", path: "/predict?customer=1", expectStatus: 200 } as never;
  expect(await describeAddresses({ kubernetesApi: at() }, { namespace: "shop", probe })).toEqual([
    `Answers now  ${at()}/at/api/readyz`,
    "             ready",
    `Answers now  ${at()}/at/web/predict?customer=1`,
    "             the page",
    `Address      ${at()}/at/old/`,
    "             no answer to this path: HTTP 404",
    `Answers now  ${at()}/at/plain/`,
    "             plain page",
  ]);
});

test("an error that the probe expects is an answer", async () => {
  const probe = { service: "old", path: "/gone", expectStatus: 404 } as never;
  expect(await describeAddresses({ kubernetesApi: at() }, { namespace: "shop", probe })).toContain(`Answers now  ${at()}/at/old/gone`);
});
