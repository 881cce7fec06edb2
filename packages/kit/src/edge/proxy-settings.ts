import type { ProxySettings, ProxyVariable } from "../proxy/proxy.ts";

/**
 * Reads HTTPS_PROXY, HTTP_PROXY and NO_PROXY from a snapshot of the environment. The lower-case name wins where both are set, as in curl,
 * Node and GitHub's toolkit; an empty one counts as not set.
 */
export function readProxySettings(env: Readonly<Record<string, string>>): ProxySettings {
  return {
    https: variable(env, "https_proxy"),
    http: variable(env, "http_proxy"),
    direct: variable(env, "no_proxy")?.value ?? "",
  };
}

function variable(env: Readonly<Record<string, string>>, lower: string): ProxyVariable | undefined {
  const name = [lower, lower.toUpperCase()].find((one) => env[one]?.trim());
  return name === undefined ? undefined : { name, value: env[name]?.trim() ?? "" };
}
