import { execFile, spawn } from "node:child_process";
import { createPrivateKey, randomBytes, randomUUID, sign } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { collectingReporter, digestOf } from "@waybill/kit";
import { connectRegistry, dockerCredentials, staticCredentials } from "@waybill/registry";
import type { BlobSource, Registry } from "@waybill/registry";
import { afterEach, beforeEach, expect, test } from "vitest";

const run = promisify(execFile);
const PASSWORD = "U*U";
/** The published bcrypt test vector for that password. */
const PASSWORD_HASH = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "waybill-login-"));
});
/** What a test has started, ended in reverse order. */
const started: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of started.splice(0).toReversed()) await end();
  await rm(dir, { recursive: true, force: true });
});

function blobOf(bytes: Uint8Array): BlobSource {
  return {
    descriptor: { mediaType: "application/octet-stream", digest: digestOf(bytes), size: bytes.length },
    async *open(offset = 0) {
      if (offset < bytes.length) yield bytes.subarray(offset);
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A CNCF registry of its own with the given login. */
async function startRegistry(auth: string): Promise<{ address: string }> {
  const address = `127.0.0.1:${await freePort()}`;
  const config = `version: 0.1\nstorage: {filesystem: {rootdirectory: ${join(dir, "data")}}}\nhttp: {addr: "${address}", secret: ${randomUUID()}}\nauth: ${auth}\n`;
  await writeFile(join(dir, "config.yml"), config);
  const child = spawn("docker-registry", ["serve", join(dir, "config.yml")], { stdio: "ignore" });
  const ended = new Promise((resolve) => child.once("close", resolve));
  started.push(() => {
    child.kill();
    return ended;
  });
  for (let attempt = 0; ; attempt++) {
    const status = await fetch(`http://${address}/v2/`).then(
      (response) => response.status,
      () => 0,
    );
    if (status === 401) break;
    if (attempt > 100) throw new Error(`the registry did not start (HTTP ${status})`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { address };
}

async function pushAndRead(registry: Registry): Promise<void> {
  const content = randomBytes(18 << 20);
  const blob = blobOf(content);
  await registry.ping("team/app");
  expect(await registry.pushBlob("team/app", blob)).toBe("uploaded");
  expect(await registry.pushBlob("team/other", blob, { mountFrom: "team/app" })).toBe("mounted");
  const chunks: Uint8Array[] = [];
  for await (const chunk of registry.readBlob("team/other", blob.descriptor)) chunks.push(chunk);
  expect(Buffer.concat(chunks).equals(content)).toBe(true);
}

test("logs in to a registry with user and password, from the Docker configuration", async () => {
  await writeFile(join(dir, "htpasswd"), `robot:${PASSWORD_HASH}\n`);
  const server = await startRegistry(`{htpasswd: {realm: test, path: ${join(dir, "htpasswd")}}}`);
  const auth = Buffer.from(`robot:${PASSWORD}`).toString("base64");
  await writeFile(join(dir, "config.json"), JSON.stringify({ auths: { [server.address]: { auth } } }));
  await pushAndRead(connectRegistry({ registry: server.address, credentials: dockerCredentials({ configDir: dir }) }));
  await expect(connectRegistry({ registry: server.address }).ping("a")).rejects.toMatchObject({
    kind: "environment",
    message: expect.stringContaining("log in first"),
  });
  const wrong = staticCredentials({ registry: server.address, username: "robot", password: "canary-password" });
  const refused = connectRegistry({ registry: server.address, credentials: wrong }).ping("a");
  await expect(refused).rejects.toMatchObject({ kind: "environment", message: expect.stringMatching(/refused the login(?!.*canary)/) });
});

interface TokenServer {
  readonly realm: string;
  readonly asked: string[];
  /** How many of the next tokens are out of date when they are handed out. */
  expired: number;
  /** What may be done at most. */
  allowed: string[];
}

/** A token service with a signing certificate of its own. */
async function startTokenServer(): Promise<TokenServer> {
  const [key, certificate] = [join(dir, "key.pem"), join(dir, "certificate.pem")];
  await run("openssl", [
    "req",
    "-x509",
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:P-256",
    "-nodes",
    "-keyout",
    key,
    "-out",
    certificate,
    "-days",
    "2",
    "-subj",
    "/CN=tokens",
  ]);
  const privateKey = createPrivateKey(await readFile(key));
  const der = (await readFile(certificate, "utf8")).replace(/-----[^-]+-----|\s/g, "");
  const state = { expired: 0, allowed: ["pull", "push"], asked: [] as string[] };
  const issue = (scopes: string[]): string => {
    const shift = state.expired-- > 0 ? -7_200 : 0;
    const now = Math.floor(Date.now() / 1000) + shift;
    const access = scopes.map((scope) => {
      const [type, name, actions = ""] = scope.split(":");
      return { type, name, actions: actions.split(",").filter((action) => state.allowed.includes(action)) };
    });
    const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
    const claims = {
      iss: "waybill-test",
      sub: "robot",
      aud: "test-registry",
      exp: now + 300,
      nbf: now - 10,
      iat: now,
      jti: randomUUID(),
      access,
    };
    const signed = `${part({ typ: "JWT", alg: "ES256", x5c: [der] })}.${part(claims)}`;
    return `${signed}.${sign("sha256", Buffer.from(signed), { key: privateKey, dsaEncoding: "ieee-p1363" }).toString("base64url")}`;
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://x");
    const known = request.headers.authorization === `Basic ${Buffer.from(`robot:${PASSWORD}`).toString("base64")}`;
    const scopes = url.searchParams.getAll("scope").flatMap((scope) => scope.split(" "));
    state.asked.push(scopes.join(" "));
    response
      .writeHead(known ? 200 : 401, { "content-type": "application/json" })
      .end(known ? JSON.stringify({ token: issue(scopes), expires_in: 300 }) : "{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  started.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return Object.assign(state, { realm: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token` });
}

test("gets tokens from the token service of a registry, renews one that the registry refuses, and names a missing permission", async () => {
  const tokens = await startTokenServer();
  const server = await startRegistry(
    `{token: {realm: "${tokens.realm}", service: test-registry, issuer: waybill-test, rootcertbundle: ${join(dir, "certificate.pem")}}}`,
  );
  const credentials = staticCredentials({ registry: server.address, username: "robot", password: PASSWORD });
  const reporter = collectingReporter();
  const connect = (): Registry => connectRegistry({ registry: server.address, credentials, reporter, retry: { baseDelayMs: 10 } });
  await pushAndRead(connect());
  expect(tokens.asked).toContain("repository:team/other:pull,push repository:team/app:pull");
  expect(reporter.masked).toContain(PASSWORD);
  const renewing = connect();
  await renewing.hasBlob("team/app", digestOf("x"));
  tokens.expired = 1;
  await expect(renewing.pushBlob("team/renewed", blobOf(Buffer.from("x")))).rejects.toMatchObject({ kind: "environment" });
  expect(await renewing.pushBlob("team/renewed", blobOf(Buffer.from("x")))).toBe("uploaded");
  tokens.allowed = ["pull"];
  await expect(connect().ping("team/app")).rejects.toMatchObject({
    kind: "environment",
    message: expect.stringContaining("permission is missing"),
  });
});
