import { createServer } from "node:http";
import type { IncomingMessage, Server } from "node:http";
import type { CustomerStore } from "./customers.ts";
import type { Model } from "./model.ts";

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** What the service needs to answer. */
export interface Parts {
  readonly model: Model;
  readonly customers: CustomerStore;
  /** The release's name, shown in every prediction. */
  readonly release: string;
  /** Turns true when the process has been asked to end. */
  isLeaving(): boolean;
}

/** Serves GET /healthz, /readyz and /predict?customer=ID as JSON. */
export function createService(parts: Parts): Server {
  return createServer((request, response) => {
    void answer(request, parts).then(({ status, body }) => {
      response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
      response.end(`${JSON.stringify(body)}\n`);
    });
  });
}

async function answer(request: IncomingMessage, parts: Parts): Promise<Answer> {
  const url = new URL(request.url ?? "/", "http://service");
  if (request.method !== "GET") return { status: 405, body: { error: "only GET is served" } };
  try {
    switch (url.pathname) {
      case "/healthz":
        return { status: 200, body: { status: "ok", release: parts.release, model: parts.model.digest } };
      case "/readyz":
        return await checkReadiness(parts);
      case "/predict":
        return await predict(url.searchParams.get("customer"), parts);
      default:
        return { status: 404, body: { error: "there is /healthz, /readyz and /predict?customer=ID" } };
    }
  } catch (error) {
    // The driver's words go to the log, not to the client.
    console.error(`${url.pathname} failed: ${error instanceof Error ? error.message : String(error)}`);
    return { status: 503, body: { error: "the database does not answer" } };
  }
}

async function checkReadiness({ customers, isLeaving }: Parts): Promise<Answer> {
  const fault = isLeaving() ? "the process is shutting down" : await customers.findFault();
  return fault === undefined ? { status: 200, body: { status: "ready" } } : { status: 503, body: { status: "not ready", reason: fault } };
}

async function predict(id: string | null, { model, customers, release }: Parts): Promise<Answer> {
  if (id === null || !/^C-\d{5}$/.test(id)) return { status: 400, body: { error: "customer must be an id such as C-00042" } };
  const customer = await customers.find(id);
  if (customer === undefined) return { status: 404, body: { error: "no such customer" } };
  const probability = Math.round(model.predict(customer) * 10_000) / 10_000;
  await customers.record({ customer: id, probability, model: model.digest, release });
  return { status: 200, body: { customer: id, probability, churn: probability >= model.threshold, model: model.digest, release } };
}
