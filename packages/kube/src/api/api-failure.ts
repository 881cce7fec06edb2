import { ActionError, cutText, listAt, textAt } from "@waybill/kit";
import type { ErrorKind } from "@waybill/kit";

/** One cause inside an API server's refusal. */
export interface FailureCause {
  readonly reason: string;
  readonly message: string;
  /** As the server writes it: `.spec.replicas`. */
  readonly field: string;
}

/** A request that the API server refused. */
export class ApiFailure extends ActionError {
  readonly status: number;
  /** The server's own words. */
  readonly detail: string;
  readonly causes: readonly FailureCause[];

  constructor(kind: ErrorKind, message: string, facts: { status: number; detail: string; causes: readonly FailureCause[] }) {
    super(kind, message);
    this.status = facts.status;
    this.detail = facts.detail;
    this.causes = facts.causes;
  }
}

/** Whether an error is the API server's answer with one of these status codes. */
export function isApiFailure(error: unknown, ...statuses: readonly number[]): error is ApiFailure {
  return error instanceof ApiFailure && (statuses.length === 0 || statuses.includes(error.status));
}

/** Turns a refusal into an error. `action` completes "The cluster did not let us …", for example `read Deployment shop/api`. */
export function apiFailure(server: string, user: string, action: string, status: number, body: string): ApiFailure {
  const answer = parseStatus(body);
  const detail = textAt(answer, "message") ?? firstLine(body);
  const causes = listAt(answer, "details", "causes").map((cause) => ({
    reason: textAt(cause, "reason") ?? "",
    message: textAt(cause, "message") ?? "",
    field: textAt(cause, "field") ?? "",
  }));
  const { kind, message } = describe({ server, user, action, status, detail });
  return new ApiFailure(kind, message, { status, detail, causes });
}

interface Refusal {
  readonly server: string;
  readonly user: string;
  readonly action: string;
  readonly status: number;
  readonly detail: string;
}

function describe({ server, user, action, status, detail }: Refusal): { kind: ErrorKind; message: string } {
  const said = detail === "" ? "" : ` The server says: ${detail.replace(/\.$/, "")}.`;
  switch (status) {
    case 401:
      return {
        kind: "environment",
        message: `The cluster at ${server} refused the credentials of user '${user}' (401) on the way to ${action}. The token or certificate is wrong or has expired: renew it and update the kubeconfig.`,
      };
    case 403:
      return {
        kind: "environment",
        message: `User '${user}' may not ${action} in the cluster at ${server} (403).${said} Grant that permission with a Role and a RoleBinding; docs/kubernetes.md of Waybill lists what a deployment, and what a plan alone, needs.`,
      };
    case 404:
      return { kind: "input", message: `The cluster at ${server} could not ${action}, because it was not found (404).${said}` };
    case 400:
    case 422:
      return { kind: "input", message: `The cluster at ${server} refused to ${action} (${status}).${said} Correct the manifest.` };
    case 409:
      return {
        kind: "remote",
        message: `The cluster at ${server} could not ${action}, because something else changed it (409).${said} Plan again.`,
      };
    default:
      return {
        kind: "remote",
        message: `The cluster at ${server} failed to ${action} (status ${status}).${said} Look at the API server's health and run again.`,
      };
  }
}

function parseStatus(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // A proxy in between answers with its own text; its first line is shown instead.
    return undefined;
  }
}

function firstLine(body: string): string {
  return cutText(body.trim().split("\n")[0] ?? "", 300);
}
