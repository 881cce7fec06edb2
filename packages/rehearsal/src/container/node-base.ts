import { gzipSync } from "node:zlib";
import { pack } from "tar-stream";
import { ActionError, canonicalJson, digestOf } from "@waybill/kit";
import type { Digest } from "@waybill/kit";

const REPOSITORY = "rehearsal/node";
const README = `This is the base image of a rehearsal. It holds no operating system and no Node:
the rehearsal runs the command 'node' with the Node that runs the rehearsal.
Use a real base image, for example node:24-slim by digest, for everything else.
`;

/** Puts the base image `rehearsal/node:24` into the loopback registry and returns its reference by digest. Doing it again changes nothing. */
export async function pushNodeBase(registry: string): Promise<string> {
  const layer = await makeLayer({
    "README.rehearsal": README,
    "etc/passwd": "root:x:0:0:root:/:/sbin/nologin\nnode:x:65532:65532:node:/:/sbin/nologin\n",
  });
  const architecture = process.arch === "x64" ? "amd64" : process.arch;
  const created = "1970-01-01T00:00:00Z";
  const config = Buffer.from(
    canonicalJson({
      architecture,
      os: "linux",
      created,
      config: {
        Env: ["PATH=/usr/local/bin:/usr/bin:/bin"],
        User: "65532:65532",
        WorkingDir: "/",
        Cmd: ["node"],
        Labels: { "dev.waybill.rehearsal": "true" },
      },
      rootfs: { type: "layers", diff_ids: [layer.diffId] },
      history: [{ created, created_by: "waybill rehearsal" }],
    }),
  );
  const manifest = Buffer.from(
    canonicalJson({
      schemaVersion: 2,
      mediaType: "application/vnd.oci.image.manifest.v1+json",
      config: { mediaType: "application/vnd.oci.image.config.v1+json", digest: digestOf(config), size: config.length },
      layers: [{ mediaType: "application/vnd.oci.image.layer.v1.tar+gzip", digest: digestOf(layer.bytes), size: layer.bytes.length }],
    }),
  );
  for (const blob of [config, layer.bytes]) await pushBlob(registry, blob);
  await send(`http://${registry}/v2/${REPOSITORY}/manifests/24`, "PUT", manifest, "application/vnd.oci.image.manifest.v1+json");
  return `${registry}/${REPOSITORY}@${digestOf(manifest)}`;
}

/** Packs files into a gzip layer that has the same bytes every time. */
export async function makeLayer(files: Readonly<Record<string, string | Buffer>>): Promise<{ bytes: Buffer; diffId: Digest }> {
  const archive = pack();
  for (const [name, content] of Object.entries(files)) archive.entry({ name, mode: 0o644, mtime: new Date(0), uid: 0, gid: 0 }, content);
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  const tar = Buffer.concat(chunks);
  const bytes = gzipSync(tar, { level: 9 });
  // Byte 9 of a gzip header names the operating system that packed it.
  bytes[9] = 0xff;
  return { bytes, diffId: digestOf(tar) };
}

async function pushBlob(registry: string, bytes: Buffer): Promise<void> {
  await send(`http://${registry}/v2/${REPOSITORY}/blobs/uploads/?digest=${digestOf(bytes)}`, "POST", bytes, "application/octet-stream");
}

async function send(url: string, method: string, body: Buffer, type: string): Promise<void> {
  const response = await fetch(url, { method, body: new Uint8Array(body), headers: { "content-type": type } });
  if (response.status === 201) return;
  throw new ActionError(
    "remote",
    `The rehearsal's registry refused its own base image with status ${response.status}: ${(await response.text()).slice(0, 200)}`,
  );
}
