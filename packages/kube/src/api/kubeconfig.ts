import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parse } from "yaml";
import { ActionError, isLoopback, isRecord, isSystemError, listAt, textAt, valueAt } from "@waybill/kit";
import type { ClusterAccess, ExecPlugin } from "./access.ts";

/** Which kubeconfig to read. https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/ */
export interface KubeconfigOptions {
  /** A file, or several as `KUBECONFIG` lists them. Default: `KUBECONFIG` of `env`, else `.kube/config` in its `HOME`. */
  readonly path?: string | undefined;
  /** The content itself, as CI secrets hold it; wins over `path`. */
  readonly text?: string | undefined;
  /** The context to use instead of the file's current one. */
  readonly context?: string | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
}

interface Source {
  readonly name: string;
  readonly dir: string;
  readonly content: unknown;
}

/** Reads how to reach a cluster from a kubeconfig. Throws an `input` or `environment` error that says what is missing or not supported. */
export function loadKubeconfig(options: KubeconfigOptions): ClusterAccess {
  const sources = readSources(options);
  const names = sources.map((source) => source.name).join(", ");
  const contextName = options.context ?? firstText(sources, "current-context");
  if (!contextName) throw badConfig(names, "names no current context. Choose one with 'context'.");
  const context = findEntry(sources, "contexts", "context", contextName);
  if (!context) {
    const known = sources.flatMap(({ content }) => listAt(content, "contexts").map((entry) => textAt(entry, "name") ?? "?"));
    throw badConfig(names, `has no context '${contextName}'; it has ${known.join(", ") || "none"}.`);
  }
  const clusterName = textAt(context.value, "cluster") ?? "";
  const userName = textAt(context.value, "user") ?? "";
  const cluster = findEntry(sources, "clusters", "cluster", clusterName);
  if (!cluster) throw badConfig(names, `has no cluster '${clusterName}', which context '${contextName}' names.`);
  const user = userName === "" ? undefined : findEntry(sources, "users", "user", userName);
  if (userName !== "" && !user) throw badConfig(names, `has no user '${userName}', which context '${contextName}' names.`);
  const namespace = textAt(context.value, "namespace") || undefined;
  const server = readServer(cluster, names);
  return { context: contextName, user: userName, namespace, ...server, ...(user && readUser(user, names, options.env ?? {}, server)) };
}

function readSources(options: KubeconfigOptions): Source[] {
  if (options.text !== undefined) return [parseSource("the given kubeconfig", ".", options.text)];
  const env = options.env ?? {};
  const path = options.path ?? env["KUBECONFIG"] ?? (env["HOME"] ? join(env["HOME"], ".kube", "config") : undefined);
  if (!path)
    throw new ActionError(
      "environment",
      "No kubeconfig is given. Set 'kubeconfig' (its content, from a secret) or the variable KUBECONFIG.",
    );
  const files = path.split(process.platform === "win32" ? ";" : ":").filter((file) => file !== "");
  return files.map((file) => parseSource(`kubeconfig '${file}'`, dirname(resolve(file)), readText(file)));
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const why = isSystemError(error, "ENOENT")
      ? "does not exist"
      : `cannot be read (${isSystemError(error) ? error.code : "unknown reason"})`;
    throw new ActionError(
      "environment",
      `The kubeconfig '${file}' ${why}. Give its path with KUBECONFIG, or its content with 'kubeconfig'.`,
      { cause: error },
    );
  }
}

function parseSource(name: string, dir: string, text: string): Source {
  if (text.trim() === "") throw badConfig(name, "is empty. Check that the secret which holds it is set for this environment.");
  let content: unknown;
  try {
    content = parse(text, { logLevel: "error" });
  } catch (error) {
    // The parser's message quotes the text, which holds credentials: only the place may be shown.
    const line = valueAt(error, "linePos", 0, "line");
    throw badConfig(name, `is not valid YAML${typeof line === "number" ? ` (line ${line})` : ""}.`);
  }
  if (!isRecord(content) || !Array.isArray(content["clusters"])) throw badConfig(name, "is not a kubeconfig: it has no list 'clusters'.");
  return { name, dir, content };
}

interface Entry {
  readonly value: unknown;
  readonly dir: string;
}

function findEntry(sources: readonly Source[], list: string, member: string, name: string): Entry | undefined {
  for (const source of sources) {
    const entry = listAt(source.content, list).find((item) => textAt(item, "name") === name);
    if (entry !== undefined) return { value: valueAt(entry, member), dir: source.dir };
  }
  return undefined;
}

function firstText(sources: readonly Source[], key: string): string | undefined {
  return sources.map(({ content }) => textAt(content, key)).find((text) => text !== undefined && text !== "");
}

type Server = Pick<ClusterAccess, "server" | "insecureSkipTlsVerify"> & Partial<ClusterAccess>;

function readServer(cluster: Entry, names: string): Server {
  const server = textAt(cluster.value, "server") ?? "";
  if (!URL.canParse(server)) throw badConfig(names, `gives '${server}' as the server, which is no URL.`);
  const { protocol, hostname } = new URL(server);
  if (protocol !== "https:" && !(protocol === "http:" && isLoopback(hostname))) {
    throw badConfig(names, `gives the server ${server}; only https:// is allowed, because http:// would send credentials in the clear.`);
  }
  if (textAt(cluster.value, "proxy-url"))
    throw badConfig(names, "uses 'proxy-url', which is not supported. Run where the API server can be reached directly.");
  const caPem = pemAt(cluster, "certificate-authority", names);
  const tlsServerName = textAt(cluster.value, "tls-server-name") || undefined;
  return {
    server: server.replace(/\/+$/, ""),
    insecureSkipTlsVerify: valueAt(cluster.value, "insecure-skip-tls-verify") === true,
    caPem,
    tlsServerName,
  };
}

function readUser(user: Entry, names: string, env: Readonly<Record<string, string>>, server: Server): Partial<ClusterAccess> {
  for (const key of ["auth-provider", "username", "as"]) {
    if (valueAt(user.value, key) !== undefined)
      throw badConfig(names, `uses '${key}', which is not supported. Use a token, a client certificate or an exec plugin.`);
  }
  const tokenFile = textAt(user.value, "tokenFile");
  const token = textAt(user.value, "token") ?? (tokenFile ? readText(resolve(user.dir, tokenFile)).trim() : undefined);
  const clientCertPem = pemAt(user, "client-certificate", names);
  const clientKeyPem = pemAt(user, "client-key", names);
  if ((clientCertPem === undefined) !== (clientKeyPem === undefined))
    throw badConfig(names, "gives a client certificate without its key, or a key without its certificate.");
  const exec = readExec(user, env, server);
  return {
    token: token || undefined,
    clientCertPem,
    clientKeyPem,
    exec,
  };
}

function readExec(user: Entry, env: Readonly<Record<string, string>>, server: Server): ExecPlugin | undefined {
  const command = textAt(user.value, "exec", "command");
  if (!command) return undefined;
  const added = listAt(user.value, "exec", "env").map((item) => [textAt(item, "name") ?? "", textAt(item, "value") ?? ""] as const);
  return {
    // As kubectl does: a path with a separator is relative to the kubeconfig, a bare name is looked up in PATH.
    command: command.includes("/") ? resolve(user.dir, command) : command,
    args: listAt(user.value, "exec", "args").filter((arg) => typeof arg === "string"),
    env: { ...env, ...Object.fromEntries(added) },
    apiVersion: textAt(user.value, "exec", "apiVersion") ?? "client.authentication.k8s.io/v1",
    ...(valueAt(user.value, "exec", "provideClusterInfo") === true ? { cluster: clusterInfo(server) } : {}),
  };
}

/** https://kubernetes.io/docs/reference/config-api/client-authentication.v1/#client-authentication-k8s-io-v1-Cluster */
function clusterInfo({ server, tlsServerName, insecureSkipTlsVerify, caPem }: Server): NonNullable<ExecPlugin["cluster"]> {
  return {
    server,
    ...(tlsServerName === undefined ? {} : { "tls-server-name": tlsServerName }),
    ...(insecureSkipTlsVerify ? { "insecure-skip-tls-verify": true } : {}),
    ...(caPem === undefined ? {} : { "certificate-authority-data": Buffer.from(caPem).toString("base64") }),
  };
}

function pemAt(entry: Entry, key: string, names: string): string | undefined {
  const data = textAt(entry.value, `${key}-data`);
  const file = textAt(entry.value, key);
  if (data === undefined && file === undefined) return undefined;
  const pem = data === undefined ? readText(resolve(entry.dir, file ?? "")) : Buffer.from(data, "base64").toString("utf8");
  if (!pem.includes("-----BEGIN ")) throw badConfig(names, `has a '${key}${data === undefined ? "" : "-data"}' that holds no PEM text.`);
  return pem;
}

function badConfig(name: string, problem: string): ActionError {
  return new ActionError("input", `${name.charAt(0).toUpperCase()}${name.slice(1)} ${problem}`);
}
