import { describe, expect, test } from "vitest";
import { readProxySettings } from "../edge/proxy-settings.ts";
import { findProxy, proxySecrets, refusedByProxy } from "./proxy.ts";

const proxyOf = (target: string, env: Record<string, string>): string | undefined =>
  findProxy(new URL(target), readProxySettings(env))?.url.href;

describe("which proxy a connection takes", () => {
  const env = { HTTPS_PROXY: "http://secure:1", HTTP_PROXY: "http://plain:2" };

  test.each([
    ["https://ghcr.io/v2/", env, "http://secure:1/"],
    ["http://ghcr.io/v2/", env, "http://plain:2/"],
    ["http://ghcr.io/v2/", { HTTPS_PROXY: "http://secure:1" }, undefined],
    ["https://ghcr.io/", { ...env, https_proxy: "http://lower:3" }, "http://lower:3/"],
    ["https://ghcr.io/", { HTTPS_PROXY: "proxy.example:3128" }, "http://proxy.example:3128/"],
    ["https://ghcr.io/", { HTTPS_PROXY: "" }, undefined],
    ["https://ghcr.io/", {}, undefined],
  ])("%s with %o goes through %s", (target, variables, expected) => {
    expect(proxyOf(target, { ...variables })).toBe(expected);
  });

  test("a variable that names no http proxy is refused by its name, without its value", () => {
    expect(() => proxyOf("https://ghcr.io/", { HTTPS_PROXY: "socks5://u:canary@p:1" })).toThrow(/HTTPS_PROXY does not name a proxy/);
    expect(() => proxyOf("https://ghcr.io/", { HTTPS_PROXY: "socks5://u:canary@p:1" })).not.toThrow(/canary/);
  });
});

test("a password with a lone percent sign is refused by the variable's name with the way to write it, instead of ending the process", () => {
  const attempt = (): unknown => proxyOf("https://ghcr.io/", { HTTPS_PROXY: "http://me:50%off-canary@p:1" });
  expect(attempt).toThrow(/HTTPS_PROXY does not name a proxy .* '%' is %25/);
  expect(attempt).not.toThrow(/canary/);
});

describe("NO_PROXY", () => {
  test.each([
    ["ghcr.io", "https://ghcr.io/"],
    ["GHCR.io", "https://ghcr.io/"],
    ["ghcr.io", "https://pkg.ghcr.io/"],
    [".ghcr.io", "https://pkg.ghcr.io/"],
    ["*.ghcr.io", "https://pkg.ghcr.io/"],
    ["*", "https://anything.example/"],
    ["a.example, ghcr.io", "https://ghcr.io/"],
    ["a.example ghcr.io", "https://ghcr.io/"],
    ["ghcr.io:443", "https://ghcr.io/"],
    ["ghcr.io:8443", "https://ghcr.io:8443/"],
    ["10.0.0.0/8", "https://10.1.2.3/"],
    ["10.1.2.3", "https://10.1.2.3:6443/"],
    ["fd00::/8", "https://[fd12::1]/"],
    ["[fd12::1]:6443", "https://[fd12::1]:6443/"],
    ["fd12::1", "https://[fd12::1]:6443/"],
  ])("'%s' covers %s", (list, target) => {
    expect(proxyOf(target, { HTTPS_PROXY: "http://p:1", NO_PROXY: list })).toBeUndefined();
    expect(proxyOf(target, { HTTPS_PROXY: "http://p:1", no_proxy: list })).toBeUndefined();
  });

  test.each([
    ["ghcr.io", "https://myghcr.io/"],
    [".ghcr.io", "https://ghcr.io/"],
    ["ghcr.io:8443", "https://ghcr.io/"],
    ["10.0.0.0/8", "https://11.1.2.3/"],
    ["10.0.0.0/99", "https://10.1.2.3/"],
    ["10.0.0.0/8", "https://ten.example/"],
    ["", "https://ghcr.io/"],
    [",", "https://ghcr.io/"],
  ])("'%s' does not cover %s", (list, target) => {
    expect(proxyOf(target, { HTTPS_PROXY: "http://p:1", NO_PROXY: list })).toBe("http://p:1/");
  });

  test.each(["localhost", "127.0.0.1", "127.8.8.8", "[::1]", "app.localhost"])("is not needed for %s on this machine", (host) => {
    expect(proxyOf(`http://${host}:5000/`, { HTTP_PROXY: "http://p:1" })).toBeUndefined();
  });
});

test("a refusal names the proxy, the variable and the next step, and no password", () => {
  const proxy = findProxy(new URL("https://ghcr.io/"), readProxySettings({ HTTPS_PROXY: "http://me:canary-pw@p.example:3128" }));
  const message = proxy && refusedByProxy(proxy, new URL("https://ghcr.io/"), 407).message;
  expect(message).toContain("The proxy http://p.example:3128 (HTTPS_PROXY) refused the connection to ghcr.io (HTTP 407)");
  expect(message).toContain("NO_PROXY");
  expect(message).not.toContain("canary-pw");
});

test("passwords are known in both of their forms, also without a scheme", () => {
  expect(proxySecrets(readProxySettings({ HTTPS_PROXY: "http://me:a%40b%3Ac@p:1", HTTP_PROXY: "me:plain-pw@p:1" }))).toEqual([
    "a%40b%3Ac",
    "a@b:c",
    "plain-pw",
    "plain-pw",
  ]);
  expect(proxySecrets(readProxySettings({ HTTPS_PROXY: "http://p:1" }))).toEqual([]);
});
