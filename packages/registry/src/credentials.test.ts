import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { dockerCredentials, firstOf, staticCredentials } from "./credentials.ts";
import type { RunHelper } from "./credentials.ts";

let configDir: string;
beforeEach(async () => {
  configDir = await mkdtemp(join(tmpdir(), "waybill-credentials-"));
});
afterEach(() => rm(configDir, { recursive: true }));

const write = (config: unknown): Promise<void> =>
  writeFile(join(configDir, "config.json"), typeof config === "string" ? config : JSON.stringify(config));
const base64 = (text: string): string => Buffer.from(text).toString("base64");

test("goes anonymously when there is no Docker configuration or no entry", async () => {
  expect(await dockerCredentials({ configDir: join(configDir, "none") })("ghcr.io")).toBeUndefined();
  await write({ auths: { "quay.io": { auth: base64("a:b") } } });
  expect(await dockerCredentials({ configDir })("ghcr.io")).toBeUndefined();
});

test.each([
  ["ghcr.io", "ghcr.io"],
  ["https://ghcr.io", "ghcr.io"],
  ["https://index.docker.io/v1/", "docker.io"],
])("finds the entry '%s' for %s, with colons in the password", async (key, registry) => {
  await write({ auths: { [key]: { auth: base64("user:pa:ss") } } });
  expect(await dockerCredentials({ configDir })(registry)).toEqual({ username: "user", password: "pa:ss" });
});

test("reads identity tokens", async () => {
  await write({ auths: { "r.io": { identitytoken: "it", auth: base64("x:y") } } });
  expect(await dockerCredentials({ configDir })("r.io")).toEqual({ identityToken: "it" });
});

test("asks the helper of the registry first, then the store, then the file", async () => {
  await write({ credHelpers: { "gcr.io": "gcloud" }, credsStore: "desktop", auths: { "c.io": { auth: base64("file:pw") } } });
  const asked: string[] = [];
  const run: RunHelper = async (program, argv, input) => {
    asked.push(`${program} ${argv.join(" ")} ${input}`);
    if (program.endsWith("gcloud")) return { exitCode: 0, stdout: JSON.stringify({ Username: "_token", Secret: "s" }), stderr: "" };
    if (input === "b.io") return { exitCode: 0, stdout: JSON.stringify({ Username: "<token>", Secret: "t" }), stderr: "" };
    return { exitCode: 1, stdout: "credentials not found in native keychain\n", stderr: "" };
  };
  const source = dockerCredentials({ configDir, run });
  expect(await source("gcr.io")).toEqual({ username: "_token", password: "s" });
  expect(await source("b.io")).toEqual({ identityToken: "t" });
  expect(await source("c.io")).toEqual({ username: "file", password: "pw" });
  expect(asked[0]).toBe("docker-credential-gcloud get gcr.io");
});

test("runs a real helper program of the given PATH with the registry on its standard input", async () => {
  await write({ credsStore: "echo" });
  const helper = `#!/bin/sh\nread -r registry\nprintf '{"Username":"%s","Secret":"%s"}' "$registry" "$1"\n`;
  await writeFile(join(configDir, "docker-credential-echo"), helper, { mode: 0o755 });
  expect(await dockerCredentials({ configDir, env: { PATH: configDir } })("r.io")).toEqual({ username: "r.io", password: "get" });
});

test("names a helper program that is not there", async () => {
  await write({ credHelpers: { "r.io": "does-not-exist-here" } });
  await expect(dockerCredentials({ configDir })("r.io")).rejects.toMatchObject({
    kind: "environment",
    message: expect.stringContaining("docker-credential-does-not-exist-here"),
  });
});

test.each([
  ["{ not json secret-canary", "is not JSON"],
  [{ auths: { "r.io": { auth: "c2VjcmV0LWNhbmFyeQ==" } } }, "is not base64 of"],
  [{ credHelpers: { "r.io": "../../bin/sh" } }, "is not a plain name"],
])("refuses a broken configuration without quoting secrets", async (config, message) => {
  await write(config);
  const asked = dockerCredentials({ configDir })("r.io");
  await expect(asked).rejects.toThrow(message);
  await expect(asked).rejects.not.toThrow(/canary/);
});

test("fails when a helper fails or answers nonsense", async () => {
  await write({ credsStore: "desktop" });
  await expect(dockerCredentials({ configDir, run: async () => ({ exitCode: 2, stdout: "", stderr: "locked" }) })("r.io")).rejects.toThrow(
    /exit code 2/,
  );
  await expect(
    dockerCredentials({ configDir, run: async () => ({ exitCode: 0, stdout: "secret-canary", stderr: "" }) })("r.io"),
  ).rejects.toThrow(/not \{"Username"/);
});

test("takes the first of several sources that knows the registry", async () => {
  const source = firstOf(
    staticCredentials({ registry: "a", username: "1", password: "p" }),
    staticCredentials({ registry: "b", username: "2", password: "p" }),
  );
  expect(await source("b")).toEqual({ username: "2", password: "p" });
  expect(await source("c")).toBeUndefined();
});
