import { ActionError, cutText, listAt, parseJson, textAt, countOf, redactUrlPasswords } from "@waybill/kit";
import { parseChallenge } from "./challenge.ts";

/** What was wanted when a request failed; completes the sentence "Could not …". */
export interface RequestPurpose {
  /** For example `push layer sha256:… to`. */
  readonly what: string;
  readonly registry: string;
  readonly repository?: string | undefined;
}

/** A `remote` failure of a registry, with the pause it asked for. */
export class RemoteFailure extends ActionError {
  readonly afterMs: number | undefined;

  constructor(message: string, options: { cause?: unknown; afterMs?: number | undefined }) {
    super("remote", message, { cause: options.cause });
    this.afterMs = options.afterMs;
  }
}

/** Content that is there but is not what its digest, size or media type says. */
export class WrongContent extends ActionError {
  constructor(message: string, options?: { cause?: unknown }) {
    super("remote", message, options);
  }
}

/** What a name or a digest says is there, and is not. */
export class MissingContent extends ActionError {
  constructor(message: string) {
    super("environment", message);
  }
}

/** A manifest was refused because the registry does not see a blob or manifest that it names ("Error Codes": MANIFEST_BLOB_UNKNOWN). */
export class MissingPart extends ActionError {
  constructor(message: string) {
    super("remote", message);
  }
}

/** Enough for what registries say ("Error Codes"), too little for a page of a proxy to fill a log. */
const MAX_ERROR_BYTES = 16_384;

/** One entry of a registry's error body ("Error Codes"). */
export interface RegistryError {
  readonly code: string;
  readonly message: string;
}

/** Reads at most 16 KiB of an error response and returns what it says; an unreadable body is an empty list. */
export async function readErrors(response: Response): Promise<RegistryError[]> {
  const text = await readText(response).catch(() => "");
  try {
    return listAt(parseJson(text), "errors").map((error) => ({
      code: textAt(error, "code") ?? "",
      message: textAt(error, "message") ?? "",
    }));
  } catch {
    return [];
  }
}

/** Makes the plain-English error for a response that is not what was expected. */
export async function failureOf(response: Response, purpose: RequestPurpose): Promise<ActionError> {
  const errors = await readErrors(response);
  const said = describeErrors(errors, response.status);
  const target = targetOf(purpose);
  const id = response.headers.get("x-github-request-id") ?? response.headers.get("x-request-id");
  const request = id === null ? "" : ` Request id: ${id}.`;
  const challenge = parseChallenge(response.headers.get("www-authenticate"));
  const lacksScope = challenge?.scheme === "bearer" && challenge.error === "insufficient_scope";
  if (response.status === 401 && !lacksScope) return refusedCredentials(purpose, said);
  if (response.status === 403 || response.status === 401) return missingPermission(purpose, said);
  if (errors.some(({ code }) => code === "MANIFEST_BLOB_UNKNOWN")) {
    return new MissingPart(
      `Could not ${purpose.what} ${target}: the registry does not hold everything that it names (${said}). Run again; if it repeats, somebody deletes content there.`,
    );
  }
  if (errors.some(({ code }) => code === "DIGEST_INVALID")) {
    return new ActionError(
      "remote",
      `Could not ${purpose.what} ${target}: the registry computed another digest from the bytes it received (${said}). Run it again; if it repeats, something between here and the registry changes the content.`,
    );
  }
  if (response.status === 404)
    return new MissingContent(
      `Could not ${purpose.what} ${target}: it is not there (${said}). Check the name and that the token may see it.`,
    );
  if (response.status === 413)
    return new ActionError(
      "remote",
      `Could not ${purpose.what} ${target}: it is larger than the registry or a proxy before it accepts (${said}). Make the layer smaller or raise the limit.`,
    );
  return new ActionError(
    "remote",
    `Could not ${purpose.what} ${target}: ${said}.${request} Try again later or ask the registry's operator.`,
  );
}

/** The error for credentials that the registry did not accept, or that are missing. */
export function refusedCredentials(purpose: RequestPurpose, said: string, hasCredentials = true): ActionError {
  const advice = hasCredentials
    ? "Check the user name and that the token is valid and not expired"
    : `There are no credentials for it: log in first (docker/login-action or 'docker login ${purpose.registry}'), or pass 'registry-username' and 'registry-password'`;
  const github =
    purpose.registry === "ghcr.io"
      ? "; for ghcr.io that is the job's GITHUB_TOKEN, or a classic personal access token (fine-grained ones are not accepted)"
      : "";
  return new ActionError(
    "environment",
    `Could not ${purpose.what} ${targetOf(purpose)}: the registry refused the login (${said}). ${advice}${github}.`,
  );
}

/** The error for a token that is valid but may not do this. */
export function missingPermission(purpose: RequestPurpose, said: string): ActionError {
  const github =
    "Give the job 'permissions: packages: write'. If the package was first pushed by hand or from another repository, open its page on GitHub, " +
    "Package settings, Manage Actions access, and add this repository with the role Write (write_package)";
  const advice =
    purpose.registry === "ghcr.io" ? github : `Give this account the right to read and push '${purpose.repository ?? "the repository"}'`;
  return new ActionError("environment", `Could not ${purpose.what} ${targetOf(purpose)}: permission is missing (${said}). ${advice}.`);
}

/** The error for a registry that did not answer at all. */
export function unreachable(purpose: RequestPurpose, cause: unknown, attempts: number): ActionError {
  const made = countOf(attempts, "attempt");
  const what = `Could not ${purpose.what} ${targetOf(purpose)}: the registry did not answer (${describeNetworkError(cause)}; ${made}).`;
  return new RemoteFailure(`${what} Check its name, that it runs, and that this machine may reach it.`, { cause });
}

/** The words of a failed connection, without a stack and without passwords. */
export function describeNetworkError(error: unknown): string {
  const words: string[] = [];
  for (let at: unknown = error; at instanceof Error && words.length < 3; at = at.cause) {
    const code = "code" in at && typeof at.code === "string" ? at.code : "";
    const message =
      at instanceof AggregateError && at.message === "" ? at.errors.map((one) => describeNetworkError(one)).join(", ") : at.message;
    if (message !== "fetch failed" && message !== "") words.push(code === "" || message.includes(code) ? message : `${code}: ${message}`);
  }
  return redactUrlPasswords(words.length === 0 ? "connection failed" : words.join(": "));
}

function describeErrors(errors: readonly RegistryError[], status: number): string {
  const words = errors.map(({ code, message }) => [code, message].filter((word) => word !== "").join(": ")).filter((word) => word !== "");
  return words.length === 0 ? `HTTP ${status}` : `HTTP ${status}, ${cutText(words.join("; "), 500)}`;
}

/** The registry, or the repository in it, that a purpose such as `list the tags of` is about. */
export function targetOf(purpose: Pick<RequestPurpose, "registry" | "repository">): string {
  return purpose.repository === undefined ? `'${purpose.registry}'` : `'${purpose.registry}/${purpose.repository}'`;
}

/** A body may take as long as it flows; one that stops for so long does not flow. */
const STALL_MS = 50_000;

/**
 * The body of a response in pieces as they arrive; none for a response without a body. Throws when nothing arrives for some time; that of
 * whoever uses the pieces does not count.
 */
export async function* bytesOf(response: Response, stallMs = STALL_MS): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (!reader) return;
  try {
    for (;;) {
      const piece = await inTime(reader.read(), stallMs);
      if (piece.done) return;
      yield piece.value;
    }
  } finally {
    // Whoever stops early, or waited in vain, gives the connection up.
    await Promise.race([reader.cancel().catch(() => undefined), Promise.resolve()]);
  }
}

async function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, refuse) => {
    timer = setTimeout(() => refuse(new Error(`nothing more arrived for ${Math.round(ms / 1000)} s`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytesOf(response)) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= MAX_ERROR_BYTES) break;
  }
  return Buffer.concat(chunks).toString("utf8");
}
