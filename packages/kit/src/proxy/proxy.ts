import { BlockList, isIP } from "node:net";
import { ActionError } from "../error.ts";
import { isLoopback } from "../network.ts";

/** Where connections leave through a proxy: what HTTPS_PROXY, HTTP_PROXY and NO_PROXY say. Holds a password: never print it. */
export interface ProxySettings {
  /** For `https://` addresses. */
  readonly https?: ProxyVariable | undefined;
  /** For `http://` addresses. */
  readonly http?: ProxyVariable | undefined;
  /** The text of NO_PROXY: hosts that are reached directly. */
  readonly direct: string;
}

/** A variable that names a proxy, and what it says. */
export interface ProxyVariable {
  readonly name: string;
  readonly value: string;
}

/** The proxy of one connection. */
export interface Proxy {
  /** With user and password, where it has them. */
  readonly url: URL;
  /** How it is named to people: its address without the login, and the variable that names it. */
  readonly label: string;
  readonly variable: string;
}

const NO_LOGIN = { username: "", password: "" };

/**
 * The proxy that a connection to `target` goes through; undefined when it goes there directly. This machine's own addresses are always
 * direct. Throws an `environment` error when the variable does not name an http:// or https:// proxy.
 */
export function findProxy(target: URL, settings: ProxySettings | undefined): Proxy | undefined {
  const variable = target.protocol === "https:" ? settings?.https : settings?.http;
  if (!settings || !variable || isLoopback(hostOf(target)) || isDirect(target, settings.direct)) return undefined;
  const text = variable.value.includes("://") ? variable.value : `http://${variable.value}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // A lone percent sign passes as part of an address, but is no login that could be sent.
  const isLogin = url && isEscaped(url.username) && isEscaped(url.password);
  if (!isLogin || (url.protocol !== "http:" && url.protocol !== "https:"))
    throw new ActionError(
      "environment",
      `The environment variable ${variable.name} does not name a proxy that can be used here. Write http://host:port (or https://), with user:password@ before the host where the proxy wants a login (special characters percent-encoded: '%' is %25, '@' is %40), or unset it.`,
    );
  return { url, variable: variable.name, label: `the proxy ${Object.assign(new URL(url), NO_LOGIN).origin} (${variable.name})` };
}

/** The passwords in the settings, as they stand there and decoded. */
export function proxySecrets({ https, http }: ProxySettings): string[] {
  return [https, http].flatMap((variable) => {
    const password = /^(?:\w+:\/\/)?[^:@/]*:(.*)@/.exec(variable?.value ?? "")?.[1] ?? "";
    return password === "" ? [] : [password, decoded(password)];
  });
}

/** The header that logs in to the proxy; undefined where it has no login. */
export function proxyAuthorization({ url: { username, password } }: Proxy): string | undefined {
  if (username === "" && password === "") return undefined;
  return `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString("base64")}`;
}

/** The error for a proxy that answered a connection with a status that another try does not change. */
export function refusedByProxy(proxy: Proxy, target: URL, status: number): ActionError {
  const advice =
    status === 407
      ? `It asks for a login: put user and password into ${proxy.variable} (http://user:password@host:port)`
      : "Ask its operator to allow this address";
  return new ActionError(
    "environment",
    `${proxy.label.replace("the", "The")} refused the connection to ${target.host} (HTTP ${status}). ${advice}, or add '${target.hostname}' to NO_PROXY if it can be reached directly.`,
  );
}

/**
 * Whether an entry of NO_PROXY covers a target. There is no standard; these are the rules that curl, Go and GitHub's toolkit share, and Go's
 * where they differ: `*` is everything, `name` is the host and all below it, `.name` and `*.name` only what is below, `name:port` one port,
 * and an address may be a range (`10.0.0.0/8`). Source: https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config
 */
function isDirect(target: URL, list: string): boolean {
  const host = hostOf(target);
  const port = target.port === "" ? (target.protocol === "https:" ? "443" : "80") : target.port;
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== "")
    .some((entry) => covers(entry, host, port));
}

function covers(entry: string, host: string, port: string): boolean {
  if (entry === "*") return true;
  if (entry.includes("/")) return isInRange(host, entry);
  // An IPv6 address has colons of its own; with a port it stands in brackets.
  const [, name = "", wantedPort] = isIP(entry) === 6 ? ["", entry] : (/^(.*?)(?::(\d+))?$/.exec(entry) ?? []);
  if (wantedPort !== undefined && wantedPort !== port) return false;
  const wanted = name.replace(/^\[(.*)\]$/, "$1").replace(/^\*\./, ".");
  if (wanted.startsWith(".")) return host.endsWith(wanted);
  return wanted !== "" && (host === wanted || host.endsWith(`.${wanted}`));
}

function isInRange(host: string, range: string): boolean {
  const [address = "", bits = ""] = range.split("/");
  const version = isIP(address);
  if (version === 0 || version !== isIP(host) || !/^\d{1,3}$/.test(bits) || Number(bits) > (version === 4 ? 32 : 128)) return false;
  const family = version === 4 ? "ipv4" : "ipv6";
  const list = new BlockList();
  list.addSubnet(address, Number(bits), family);
  return list.check(host, family);
}

function hostOf({ hostname }: URL): string {
  return hostname.toLowerCase().replace(/^\[(.*)\]$/, "$1");
}

function decoded(text: string): string {
  // A lone percent sign is no escape; the text is then the password as it is.
  return isEscaped(text) ? decodeURIComponent(text) : text;
}

function isEscaped(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
