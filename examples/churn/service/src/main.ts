import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { connectCustomers } from "./customers.ts";
import { loadModel } from "./model.ts";
import { createService } from "./server.ts";

const port = Number(process.env["PORT"] ?? 8080);
/** How long the old process still answers while the cluster takes it out of the Service. */
const drainMs = Number(process.env["DRAIN_MS"] ?? 1000);

// Beside the bundle in the image, so that the service needs no path from outside.
const model = loadModel(process.env["MODEL_DIR"] ?? join(import.meta.dirname, "models/churn"));
const customers = connectCustomers(process.env["DATABASE_URL"]);
const release = process.env["RELEASE"] ?? "unknown";
let leaving = false;
const server = createService({ model, customers, release, isLeaving: () => leaving });

server.listen(port, () => console.log(JSON.stringify({ event: "listening", port, release, model: model.digest, version: model.version })));

for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void leave(signal));

async function leave(signal: string): Promise<void> {
  leaving = true;
  console.log(JSON.stringify({ event: "leaving", signal }));
  await setTimeout(drainMs);
  // Requests in flight are answered; idle keep-alive connections would hold the process open.
  server.close(() => void customers.close().then(() => process.exit(0)));
  server.closeIdleConnections();
}
