import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readCredentials } from "./access.ts";
import { loadKubeconfig } from "./kubeconfig.ts";

const PEM = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
const config = (cluster: object, user: object, more: object = {}): string =>
  JSON.stringify({
    clusters: [{ name: "c", cluster: { server: "https://k.example.com:6443/", ...cluster } }],
    users: [{ name: "u", user }],
    contexts: [{ name: "x", context: { cluster: "c", user: "u", namespace: "shop" } }],
    "current-context": "x",
    ...more,
  });

test("reads server, namespace, authority and token", () => {
  const ca = Buffer.from(PEM).toString("base64");
  expect(loadKubeconfig({ text: config({ "certificate-authority-data": ca }, { token: "t0ken" }) })).toEqual({
    context: "x",
    user: "u",
    namespace: "shop",
    server: "https://k.example.com:6443",
    insecureSkipTlsVerify: false,
    caPem: PEM,
    token: "t0ken",
  });
});

test.each<[string, string, string]>([
  ["an empty text", " ", "is empty"],
  ["no YAML", "a: [b\nsecret-token: hunter2", "is not valid YAML"],
  ["no kubeconfig", "hello", "is no kubeconfig".replace("no", "not a")],
  ["an unknown context", config({}, {}, { "current-context": "y" }), "has no context 'y'; it has x"],
  ["no context", config({}, {}, { "current-context": "" }), "names no current context"],
  ["an unknown user", config({}, {}, { users: [] }), "has no user 'u'"],
  ["an unknown cluster", config({}, {}, { clusters: [] }), "has no cluster 'c'"],
  ["plain http to another machine", config({ server: "http://k.example.com" }, {}), "only https:// is allowed"],
  ["no URL", config({ server: "k.example.com:6443" }, {}), "only https:// is allowed"],
  ["a proxy", config({ "proxy-url": "http://p" }, {}), "'proxy-url', which is not supported"],
  ["a password", config({}, { username: "a", password: "hunter2" }), "'username', which is not supported"],
  ["a certificate without its key", config({}, { "client-certificate-data": Buffer.from(PEM).toString("base64") }), "without its key"],
  ["a certificate that is none", config({}, { "client-certificate-data": "aGVsbG8=", "client-key-data": "aGVsbG8=" }), "holds no PEM text"],
])("refuses %s and shows no secret", (_, text, message) => {
  expect(() => loadKubeconfig({ text })).toThrow(message);
  expect(() => loadKubeconfig({ text })).not.toThrow("hunter2");
});

test("joins several files, the first one winning, and finds files beside them", async () => {
  const dir = await mkdtemp(join(tmpdir(), "waybill-kubeconfig-"));
  await writeFile(
    join(dir, "one"),
    JSON.stringify({ clusters: [], contexts: [{ name: "x", context: { cluster: "c", user: "u" } }], "current-context": "x" }),
  );
  await writeFile(join(dir, "two"), config({ "certificate-authority": "ca.pem" }, { tokenFile: "token" }));
  await writeFile(join(dir, "ca.pem"), PEM);
  await writeFile(join(dir, "token"), "from-a-file\n");
  const access = loadKubeconfig({ env: { KUBECONFIG: `${join(dir, "one")}:${join(dir, "two")}` } });
  expect(access).toMatchObject({ token: "from-a-file", caPem: PEM });
  expect(access.namespace).toBeUndefined();
  expect(() => loadKubeconfig({ path: join(dir, "three") })).toThrow(/three' does not exist/);
  expect(() => loadKubeconfig({ env: {} })).toThrow(/No kubeconfig is given/);
  await rm(dir, { recursive: true });
});

test("asks a credential plugin, and says what is wrong with it", async () => {
  const exec = (code: string): string =>
    config(
      {},
      {
        exec: {
          apiVersion: "client.authentication.k8s.io/v1",
          command: process.execPath,
          args: ["-e", code],
          env: [{ name: "EXTRA", value: "x1" }],
        },
      },
    );
  const run = (code: string): ReturnType<typeof readCredentials> => readCredentials(loadKubeconfig({ text: exec(code), env: {} }));
  expect(
    await run(`console.log(JSON.stringify({ status: { token: process.env.EXTRA + JSON.parse(process.env.KUBERNETES_EXEC_INFO).kind } }))`),
  ).toEqual({ token: "x1ExecCredential" });
  await expect(run("console.log('hello')")).rejects.toThrow(/did not print JSON/);
  await expect(run("console.log('{}')")).rejects.toThrow(/printed no token/);
  await expect(run("console.error('log in first'); process.exit(1)")).rejects.toThrow(/failed: log in first/);
  const missing = config({}, { exec: { command: "no-such-plugin", args: [] } });
  await expect(readCredentials(loadKubeconfig({ text: missing }))).rejects.toThrow(/'no-such-plugin', which is not on this machine/);
});

test("any text is read or refused with a plain error", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc
          .jsonValue()
          .map((value) => JSON.stringify({ clusters: [value], contexts: [{ name: "x", context: value }], "current-context": "x" })),
      ),
      (text) => {
        expect(() => {
          try {
            loadKubeconfig({ text });
          } catch (error) {
            if (!(error instanceof Error && error.name === "ActionError")) throw error;
          }
        }).not.toThrow();
      },
    ),
  );
});
