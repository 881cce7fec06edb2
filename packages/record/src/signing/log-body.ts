import { listAt, parseJson, textAt } from "@waybill/kit";

/** What the body of a log's entry says of an envelope (Rekor's kind `dsse`, version 0.0.1). */
export interface LogBody {
  readonly kind: string | undefined;
  readonly version: string | undefined;
  /** Base64; undefined unless there is exactly one. */
  readonly signature: string | undefined;
  /** The payload's SHA-256 in hex. */
  readonly payload: string | undefined;
}

/** An entry's body as JSON; undefined when it is none. */
export function parseBody(canonicalizedBody: string): unknown {
  try {
    return parseJson(Buffer.from(canonicalizedBody, "base64").toString("utf8"));
  } catch {
    return undefined;
  }
}

const BODIES = new WeakMap<object, { readonly of: string; readonly body: LogBody }>();

/** Remembers what the body of an entry says: it is read first to see whether the bundle is whole, and again to verify it. */
export function keepBody(entry: { readonly canonicalizedBody: string }, body: unknown): void {
  BODIES.set(entry, { of: entry.canonicalizedBody, body: summaryOf(body) });
}

/** What the body of an entry in a bundle's JSON says. */
export function bodyOf(entry: unknown): LogBody {
  const text = textAt(entry, "canonicalizedBody") ?? "";
  const known = typeof entry === "object" && entry !== null ? BODIES.get(entry) : undefined;
  return known?.of === text ? known.body : summaryOf(parseBody(text));
}

function summaryOf(body: unknown): LogBody {
  const signatures = listAt(body, "spec", "signatures");
  return {
    kind: textAt(body, "kind"),
    version: textAt(body, "apiVersion"),
    signature: signatures.length === 1 ? textAt(signatures[0], "signature") : undefined,
    payload: textAt(body, "spec", "payloadHash", "value"),
  };
}
