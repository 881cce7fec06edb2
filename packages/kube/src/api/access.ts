import { X509Certificate } from "node:crypto";
import { ActionError, runCommand, textAt } from "@waybill/kit";

/** How to reach a cluster and as whom. Holds credentials: never print it. */
export interface ClusterAccess {
  readonly server: string;
  readonly context: string;
  readonly user: string;
  /** Namespace of the context, when it names one. */
  readonly namespace?: string | undefined;
  readonly caPem?: string | undefined;
  readonly clientCertPem?: string | undefined;
  readonly clientKeyPem?: string | undefined;
  readonly token?: string | undefined;
  readonly insecureSkipTlsVerify: boolean;
  readonly tlsServerName?: string | undefined;
  readonly exec?: ExecPlugin | undefined;
}

/** A program that prints credentials, as cloud providers ship them. */
export interface ExecPlugin {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly apiVersion: string;
  /** The cluster that it logs in to, as its `KUBERNETES_EXEC_INFO` takes it; where the kubeconfig says that it needs to know. */
  readonly cluster?: Readonly<Record<string, string | boolean>> | undefined;
}

/** What goes into requests. */
export interface Credentials {
  readonly token?: string | undefined;
  readonly certPem?: string | undefined;
  readonly keyPem?: string | undefined;
}

// Cloud logins ask a server; one that waits for a person never ends.
const EXEC_TIMEOUT_MS = 60_000;

/** The tokens that plugins gave, by what they were asked. A cloud's plugin takes a second, and a run connects several times. */
export type Logins = Map<string, Credentials>;

/**
 * The credentials of an access; runs its exec plugin where it has one, unless `logins` has a token of it that was not `refused`. Throws an
 * `environment` error for an expired certificate.
 */
export async function readCredentials(access: ClusterAccess, logins: Logins = new Map(), refused?: Credentials): Promise<Credentials> {
  const { token, clientCertPem, clientKeyPem, exec } = access;
  if (exec && asksPlugin(access)) {
    const asked = JSON.stringify(exec);
    const before = logins.get(asked);
    if (before && before !== refused) return before;
    const answer = await runPlugin(exec);
    // A certificate says itself when it ends, and no answer of the server would.
    if (answer.certPem === undefined) logins.set(asked, answer);
    return checked(access, answer);
  }
  return checked(access, {
    token,
    certPem: clientCertPem,
    keyPem: clientKeyPem,
  });
}

/** Whether the credentials are an exec plugin's, which can be asked for new ones; what stands in the kubeconfig itself comes first. */
export function asksPlugin({ token, clientCertPem, exec }: ClusterAccess): boolean {
  return exec !== undefined && token === undefined && clientCertPem === undefined;
}

function checked(access: ClusterAccess, credentials: Credentials): Credentials {
  if (credentials.certPem === undefined) return credentials;
  const expired = expiryOf(credentials.certPem);
  if (expired !== undefined && expired.getTime() < Date.now()) {
    throw new ActionError(
      "environment",
      `The client certificate of user '${access.user}' (context '${access.context}') expired on ${expired.toISOString().slice(0, 10)}. Renew it and update the kubeconfig.`,
    );
  }
  return credentials;
}

function expiryOf(pem: string): Date | undefined {
  try {
    return new X509Certificate(pem).validToDate;
  } catch {
    // The TLS layer says what is wrong with a certificate that cannot be read.
    return undefined;
  }
}

// https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins
async function runPlugin(plugin: ExecPlugin): Promise<Credentials> {
  const spec = { interactive: false, cluster: plugin.cluster };
  const info = JSON.stringify({ apiVersion: plugin.apiVersion, kind: "ExecCredential", spec });
  const stdout = await askPlugin(plugin, info);
  let answer: unknown;
  try {
    answer = JSON.parse(stdout);
  } catch {
    throw new ActionError("command", `The credential plugin '${plugin.command}' did not print JSON. Run it by hand to see what it says.`);
  }
  const token = textAt(answer, "status", "token");
  const certPem = textAt(answer, "status", "clientCertificateData");
  const keyPem = textAt(answer, "status", "clientKeyData");
  if (!token && !(certPem && keyPem))
    throw new ActionError("command", `The credential plugin '${plugin.command}' printed no token and no certificate.`);
  return certPem && keyPem ? { token, certPem, keyPem } : { token };
}

async function askPlugin(plugin: ExecPlugin, info: string): Promise<string> {
  const env = { ...plugin.env, KUBERNETES_EXEC_INFO: info };
  try {
    const { exitCode, stdout, stderr } = await runCommand(plugin.command, plugin.args, { env, timeoutMs: EXEC_TIMEOUT_MS });
    if (exitCode === 0) return stdout;
    const lastLine = stderr.trim().split("\n").at(-1) ?? "";
    throw new ActionError("command", `The credential plugin '${plugin.command}' failed${lastLine === "" ? "" : `: ${lastLine}`}.`);
  } catch (cause) {
    if (!(cause instanceof ActionError && cause.kind === "environment")) throw cause;
    throw new ActionError(
      "environment",
      `The kubeconfig needs the credential plugin '${plugin.command}', which is not on this machine or cannot be started. Install it in an earlier step.`,
      { cause },
    );
  }
}
