import { createHash, generateKeyPairSync, sign } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { createServer } from "node:http";
import { canonicalJson } from "@waybill/kit";

/** A TUF repository of one file, `trusted_root.json` (https://theupdateframework.github.io/specification/latest/). */
export interface LoopbackTuf extends AsyncDisposable {
  readonly url: string;
  /** The first `root.json`, which a client believes without being told by anyone. */
  readonly root: string;
  /** What it answers, by path; may be changed. */
  readonly files: Map<string, string>;
}

export interface TufOptions {
  readonly trustedRoot: string;
  /** When its metadata expires; default: in an hour. */
  readonly expires?: Date;
}

const HOUR_MS = 3_600_000;
const SPKI_HEADER_BYTES = 12;

/** Starts a TUF repository on loopback with one key for all roles. */
export async function startLoopbackTuf({ trustedRoot, expires = new Date(Date.now() + HOUR_MS) }: TufOptions): Promise<LoopbackTuf> {
  const { root, files } = repositoryOf(trustedRoot, expires);
  const server = createServer((request, response) => {
    const text = files.get(new URL(request.url ?? "", "http://x").pathname);
    response.writeHead(text === undefined ? 404 : 200).end(text);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`,
    root,
    files,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function repositoryOf(trustedRoot: string, expires: Date): { root: string; files: Map<string, string> } {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const key = {
    keytype: "ed25519",
    scheme: "ed25519",
    keyval: { public: publicKey.export({ type: "spki", format: "der" }).subarray(SPKI_HEADER_BYTES).toString("hex") },
  };
  const keyid = sha256(canonicalJson(key));
  const role = { keyids: [keyid], threshold: 1 };
  const metadata = (type: string, members: object): string =>
    signed(privateKey, keyid, {
      _type: type,
      version: 1,
      spec_version: "1.0.31",
      // To the second, as the specification has it.
      expires: expires.toISOString().replace(/\.\d+Z$/, "Z"),
      ...members,
    });
  const targets = metadata("targets", {
    targets: { "trusted_root.json": { length: Buffer.byteLength(trustedRoot), hashes: { sha256: sha256(trustedRoot) } } },
  });
  const snapshot = metadata("snapshot", { meta: { "targets.json": { version: 1 } } });
  const timestamp = metadata("timestamp", { meta: { "snapshot.json": { version: 1 } } });
  const root = metadata("root", {
    consistent_snapshot: true,
    keys: { [keyid]: key },
    roles: { root: role, timestamp: role, snapshot: role, targets: role },
  });
  const files = new Map([
    ["/timestamp.json", timestamp],
    ["/1.snapshot.json", snapshot],
    ["/1.targets.json", targets],
    [`/targets/${sha256(trustedRoot)}.trusted_root.json`, trustedRoot],
  ]);
  return { root, files };
}

function signed(key: KeyObject, keyid: string, content: object): string {
  const sig = sign(null, Buffer.from(canonicalJson(content)), key).toString("hex");
  return JSON.stringify({ signed: content, signatures: [{ keyid, sig }] });
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
