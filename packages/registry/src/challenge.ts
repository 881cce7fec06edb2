/** How a registry wants to be authenticated. */
export type Challenge =
  | { readonly scheme: "basic" }
  | {
      readonly scheme: "bearer";
      readonly realm: string;
      readonly service?: string | undefined;
      readonly scope?: string | undefined;
      readonly error?: string | undefined;
    };

/** Reads a `WWW-Authenticate` header (RFC 9110, section 11.6.1); prefers Bearer over Basic; undefined when neither is offered or a Bearer challenge names no realm. */
export function parseChallenge(header: string | null): Challenge | undefined {
  if (header === null) return undefined;
  const bearer = /(?:^|,\s*|\s)bearer\s+(.*)$/i.exec(header);
  // "WWW-Authenticate: Bearer realm=…,service=…,scope=…" (token specification, "How to authenticate").
  if (bearer) {
    const parameters = parseParameters(bearer[1] ?? "");
    const realm = parameters.get("realm");
    if (realm !== undefined && realm !== "") {
      return {
        scheme: "bearer",
        realm,
        service: parameters.get("service"),
        scope: parameters.get("scope"),
        error: parameters.get("error"),
      };
    }
  }
  return /(?:^|,\s*)basic(?:\s|$)/i.test(header) ? { scheme: "basic" } : undefined;
}

/** `name=token` or `name="quoted string"`; the first one of a name counts. */
function parseParameters(text: string): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const match of text.matchAll(/([a-z_]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gi)) {
    const name = match[1]?.toLowerCase() ?? "";
    if (!parameters.has(name)) parameters.set(name, match[2]?.replace(/\\(.)/g, "$1") ?? match[3] ?? "");
  }
  return parameters;
}
