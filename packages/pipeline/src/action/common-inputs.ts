import { createPublicKey } from "node:crypto";
import { existsSync } from "node:fs";
import { inputError } from "@waybill/kit";
import { readBoolean, readChoice, readInput } from "@waybill/kit/edge";
import { parse } from "yaml";
import type { Builder } from "../session/capabilities.ts";

/** Inputs that most of our actions share. */
export interface CommonInputs {
  readonly workingDirectory: string;
  readonly config: string;
  /** The organisation's policy: its text, or its path in the workspace. */
  readonly policy: string | undefined;
  readonly githubToken: string | undefined;
  readonly signingKey: string | undefined;
  readonly trustedKeys: readonly string[];
  /** The text of a `trusted_root.json`, or its path in the workspace. */
  readonly trustRoot: string | undefined;
  /** The text of a `signing_config.v0.2.json`, or its path in the workspace. */
  readonly signingConfig: string | undefined;
  readonly publicLog: boolean;
  readonly attest: boolean;
  readonly registryLogin: { readonly username: string; readonly password: string } | undefined;
  readonly kubeconfig: string | undefined;
  readonly builder: Builder | undefined;
  readonly dryRun: boolean;
}

/** Reads the shared inputs; those that an action does not declare are empty. Throws an `input` error for the first that cannot be used. */
export function readCommonInputs(): CommonInputs {
  return {
    workingDirectory: readInput("working-directory") ?? ".",
    config: readInput("config") ?? "waybill.yml",
    policy: readInput("policy"),
    githubToken: readToken(),
    signingKey: readInput("signing-key"),
    trustedKeys: readKeys(),
    trustRoot: readInput("trust-root"),
    signingConfig: readInput("signing-config"),
    publicLog: readBoolean("public-log"),
    attest: readBoolean("attest"),
    registryLogin: readLogin(),
    kubeconfig: readKubeconfig(),
    builder: readChoice("builder", ["auto", "buildx", "assemble"]),
    dryRun: readBoolean("dry-run"),
  };
}

/** A header's value holds no space or control character (RFC 9110, 5.5); such a token is a mistake of copying. */
function readToken(): string | undefined {
  const token = readInput("github-token");
  if (token !== undefined && !/^[\x21-\x7e]+$/.test(token))
    throw inputError("github-token", "holds a space, a line break or a letter that no token has; copy the secret again");
  return token;
}

/** A login counts when both halves are there; a missing password is what a fork's pull request gets for a secret. */
function readLogin(): CommonInputs["registryLogin"] {
  const username = readInput("registry-username");
  const password = readInput("registry-password");
  // RFC 7617, 2: no colon in the name, because it ends there, and no control characters at all.
  if (username !== undefined && /[:\p{Cc}]/u.test(username))
    throw inputError("registry-username", "holds a colon or a line break, which no user name of a registry may");
  if (password !== undefined && /\p{Cc}/u.test(password))
    throw inputError("registry-password", "holds a line break or another control character; copy the secret again");
  if (password !== undefined && username === undefined) throw inputError("registry-username", "is needed beside 'registry-password'");
  return username !== undefined && password !== undefined ? { username, password } : undefined;
}

/** Several PEM blocks may stand one after another in one input. */
function readKeys(): string[] {
  const text = readInput("trusted-keys");
  if (text === undefined) return [];
  const keys = text.match(/-----BEGIN PUBLIC KEY-----[\s\S]*?-----END PUBLIC KEY-----/g);
  if (!keys) throw inputError("trusted-keys", "holds no public key in PEM form; give the text that begins with -----BEGIN PUBLIC KEY-----");
  for (const key of keys) {
    const type = keyType(key);
    if (type === undefined) throw inputError("trusted-keys", "holds a public key that cannot be read; copy its whole PEM text again");
    if (type !== "ed25519") throw inputError("trusted-keys", `holds a key of type ${type}; evidence is signed with Ed25519`);
  }
  return keys;
}

function keyType(pem: string): string | undefined {
  try {
    return createPublicKey(pem).asymmetricKeyType;
  } catch {
    return undefined;
  }
}

/** The text of a kubeconfig, or the path of one. Its content is not repeated, because it is a secret. */
function readKubeconfig(): string | undefined {
  const text = readInput("kubeconfig");
  if (text === undefined) return undefined;
  if (!text.includes("\n") && !text.startsWith("{")) {
    if (existsSync(text)) return text;
    throw inputError("kubeconfig", "is neither the text of a kubeconfig nor a file that is there; give its text from a secret");
  }
  let content: unknown;
  try {
    content = parse(text);
  } catch (error) {
    throw inputError("kubeconfig", "is not YAML; copy the whole kubeconfig into the secret again", { cause: error });
  }
  if (typeof content === "object" && content !== null && "clusters" in content) return text;
  throw inputError("kubeconfig", "is no kubeconfig, because it names no 'clusters'; copy the whole file into the secret");
}

/** `NAME=value` lines of an input as a record. */
export function readPairs(name: string): Record<string, string> {
  return Object.fromEntries(
    (readInput(name) ?? "")
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map((line) => {
        const equals = line.indexOf("=");
        if (equals < 1) throw inputError(name, `has the line '${line.trim()}'; write NAME=value, one a line`);
        return [line.slice(0, equals).trim(), line.slice(equals + 1)];
      }),
  );
}

/** A YAML (or JSON) input as a value; undefined when it is empty. */
export function readYaml(name: string): unknown {
  const text = readInput(name);
  if (text === undefined) return undefined;
  try {
    const value: unknown = parse(text);
    return value;
  } catch (error) {
    throw inputError(name, `is not YAML: ${error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error)}`);
  }
}
