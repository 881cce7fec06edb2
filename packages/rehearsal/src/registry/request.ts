import type { IncomingMessage, ServerResponse } from "node:http";
import { sendJson } from "../http-service.ts";
import type { RegistryStore } from "./store.ts";

/** One request for one repository, ready to be answered. */
export interface RegistryRequest {
  readonly store: RegistryStore;
  readonly request: IncomingMessage;
  /** What the request carries; shorter than announced when a fault cuts it. */
  readonly body: AsyncIterable<Buffer>;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly repository: string;
  /** What follows `/blobs/`, `/manifests/` … in the path. */
  readonly rest: string;
}

/** Answers in the error format of the distribution specification. */
export function sendRegistryError(response: ServerResponse, status: number, code: string, message: string): void {
  sendJson(response, status, { errors: [{ code, message }] });
}
