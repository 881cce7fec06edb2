import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ActionError, isSystemError, parseJson, recordAt, runCommand, textAt } from "@waybill/kit";

/** What proves to a registry who we are. */
export type Credentials = { readonly username: string; readonly password: string } | { readonly identityToken: string };

/** Finds the credentials for a registry host; undefined means: go anonymously. */
export type CredentialSource = (registry: string) => Promise<Credentials | undefined>;

/** Runs a credential helper with the text on its standard input (https://github.com/docker/docker-credential-helpers, "Development"). */
export type RunHelper = (
  program: string,
  argv: readonly string[],
  input: string,
) => Promise<{ exitCode: number; stdout: string; stderr: string }>;

/** Credentials for one registry host, given by the caller. */
export function staticCredentials(options: { registry: string; username: string; password: string }): CredentialSource {
  return async (registry) => (registry === options.registry ? { username: options.username, password: options.password } : undefined);
}

/** Asks one source after the other; the first answer counts. */
export function firstOf(...sources: readonly CredentialSource[]): CredentialSource {
  return async (registry) => {
    for (const source of sources) {
      const credentials = await source(registry);
      if (credentials) return credentials;
    }
    return undefined;
  };
}

const HELPER_TIMEOUT_MS = 60_000;

interface DockerConfig {
  readonly auths: Readonly<Record<string, unknown>>;
  readonly credHelpers: Readonly<Record<string, unknown>>;
  readonly credsStore?: string | undefined;
}

/**
 * Reads `config.json` of a Docker configuration folder (`auths`, `credHelpers`, `credsStore`) each time it is asked; no file means no
 * credentials. `env` is the whole environment of the helpers that it names, which are looked for on its PATH.
 */
export function dockerCredentials(options: {
  configDir: string;
  env?: Readonly<Record<string, string>> | undefined;
  run?: RunHelper;
}): CredentialSource {
  const run = options.run ?? helperRunner(options.env ?? {});
  return async (registry) => {
    const file = join(options.configDir, "config.json");
    const config = await readConfig(file);
    if (!config) return undefined;
    const keys = keysOf(registry);
    const helper = keys.map((key) => config.credHelpers[key]).find((value) => typeof value === "string" && value !== "");
    if (typeof helper === "string") return askHelper(helper, keys, run, file);
    const stored = config.credsStore === undefined ? undefined : await askHelper(config.credsStore, keys, run, file);
    return stored ?? readAuth(config, keys, file);
  };
}

async function readConfig(file: string): Promise<DockerConfig | undefined> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (isSystemError(error, "ENOENT") || isSystemError(error, "ENOTDIR")) return undefined;
    throw new ActionError("environment", `The Docker configuration '${file}' cannot be read. Check its permissions.`, { cause: error });
  }
  try {
    const value = parseJson(text);
    return {
      auths: recordAt(value, "auths"),
      credHelpers: recordAt(value, "credHelpers"),
      credsStore: textAt(value, "credsStore") || undefined,
    };
  } catch {
    // The cause would quote a piece of the file, which may be a password.
    throw new ActionError("environment", `The Docker configuration '${file}' is not JSON. Repair it, or log in again with 'docker login'.`);
  }
}

/** The keys under which tools store a registry, most specific first. */
function keysOf(registry: string): string[] {
  const hub = ["docker.io", "index.docker.io", "registry-1.docker.io"];
  if (hub.includes(registry)) return ["https://index.docker.io/v1/", "index.docker.io", "docker.io", "registry-1.docker.io"];
  return [
    registry,
    `https://${registry}`,
    `https://${registry}/`,
    `https://${registry}/v2/`,
    `https://${registry}/v1/`,
    `http://${registry}`,
  ];
}

function readAuth(config: DockerConfig, keys: readonly string[], file: string): Credentials | undefined {
  for (const key of keys) {
    const entry = recordAt(config.auths, key);
    const token = textAt(entry, "identitytoken");
    if (token) return { identityToken: token };
    const auth = textAt(entry, "auth");
    if (auth) return decodeAuth(auth, key, file);
    const [username, password] = [textAt(entry, "username"), textAt(entry, "password")];
    if (username && password !== undefined) return { username, password };
  }
  return undefined;
}

/** `auth` is base64 of `user:password`; the password may hold colons. */
function decodeAuth(auth: string, key: string, file: string): Credentials {
  const text = Buffer.from(auth, "base64").toString("utf8");
  const colon = text.indexOf(":");
  if (colon <= 0)
    throw new ActionError(
      "environment",
      `The entry '${key}' of '${file}' is not base64 of 'user:password'. Log in again with 'docker login'.`,
    );
  // Some tools pad the password with NUL bytes.
  return credentialsOf(text.slice(0, colon), text.slice(colon + 1).replace(/\0+$/, ""));
}

/** Helpers and `docker login` write an identity token under the user name `<token>`. */
function credentialsOf(username: string, password: string): Credentials {
  return username === "<token>" ? { identityToken: password } : { username, password };
}

/** Asks for each key in turn; "not found" is an answer, everything else is a problem that must not look like "no login". */
async function askHelper(helper: string, keys: readonly string[], run: RunHelper, file: string): Promise<Credentials | undefined> {
  if (!/^[\w.-]+$/.test(helper))
    throw new ActionError("environment", `The credential helper '${helper}' named in '${file}' is not a plain name. Correct the file.`);
  const program = `docker-credential-${helper}`;
  for (const key of keys) {
    const { exitCode, stdout, stderr } = await run(program, ["get"], key);
    if (exitCode === 0) return parseHelperAnswer(stdout, program);
    if (!/credentials not found|no credentials|not found in native keychain/i.test(`${stdout}\n${stderr}`)) {
      throw new ActionError(
        "command",
        `${program} failed with exit code ${exitCode} when asked for '${key}'. Run it by hand to see why, or log in with 'docker login'.`,
      );
    }
  }
  return undefined;
}

function parseHelperAnswer(stdout: string, program: string): Credentials | undefined {
  try {
    const answer = parseJson(stdout);
    const username = textAt(answer, "Username");
    const secret = textAt(answer, "Secret");
    if (username !== undefined && secret !== undefined) return secret === "" ? undefined : credentialsOf(username, secret);
  } catch {
    // Falls through to the error below: the answer may hold a secret, so it is not quoted.
  }
  throw new ActionError("command", `${program} gave an answer that is not {"Username", "Secret"}. Update the helper.`);
}

function helperRunner(env: Readonly<Record<string, string>>): RunHelper {
  return async (program, argv, input) => {
    try {
      return await runCommand(program, argv, { env, input: `${input}\n`, timeoutMs: HELPER_TIMEOUT_MS });
    } catch (cause) {
      if (cause instanceof ActionError && cause.kind === "command") throw cause;
      throw new ActionError(
        "environment",
        `The credential helper '${program}' of the Docker configuration cannot be started. Install it or remove it from config.json.`,
        { cause },
      );
    }
  };
}
