import { canonicalJson, digestOf } from "@waybill/kit";
import { makeLayer } from "../../rehearsal/src/container/node-base.ts";

/** Pushes an image of one layer to a loopback registry, for tests of what runs images. Returns its reference by digest. */
export async function pushTestImage(
  registry: string,
  repository: string,
  files: Readonly<Record<string, string>>,
  settings: Readonly<Record<string, unknown>>,
): Promise<string> {
  const layer = await makeLayer(files);
  const config = Buffer.from(
    canonicalJson({ architecture: "amd64", os: "linux", config: settings, rootfs: { type: "layers", diff_ids: [layer.diffId] } }),
  );
  for (const blob of [config, layer.bytes]) {
    const url = `http://${registry}/v2/${repository}/blobs/uploads/?digest=${digestOf(blob)}`;
    const response = await fetch(url, { method: "POST", body: new Uint8Array(blob) });
    if (response.status !== 201) throw new Error(`blob: ${response.status}`);
  }
  const mediaType = "application/vnd.oci.image.manifest.v1+json";
  const manifest = canonicalJson({
    schemaVersion: 2,
    mediaType,
    config: { mediaType: "application/vnd.oci.image.config.v1+json", digest: digestOf(config), size: config.length },
    layers: [{ mediaType: "application/vnd.oci.image.layer.v1.tar+gzip", digest: digestOf(layer.bytes), size: layer.bytes.length }],
  });
  const response = await fetch(`http://${registry}/v2/${repository}/manifests/latest`, {
    method: "PUT",
    body: manifest,
    headers: { "content-type": mediaType },
  });
  if (response.status !== 201) throw new Error(`manifest: ${response.status}`);
  return `${registry}/${repository}@${digestOf(manifest)}`;
}

/** A service that answers with what its container sees. */
export const TEST_SERVER = `
import { createServer } from "node:http";
import { existsSync, readFileSync } from "node:fs";
if (process.env.CRASH) { console.error("crash: " + process.env.CRASH); process.exit(3); }
const server = createServer((request, response) => {
  if (request.url === "/healthz") return response.writeHead(existsSync("/tmp/sick") ? 500 : 200).end("ok");
  response.end(JSON.stringify({ path: request.url, env: process.env, note: existsSync("/app/note.txt") ? readFileSync("/app/note.txt", "utf8") : "", mounted: existsSync("/etc/app/key") ? readFileSync("/etc/app/key", "utf8") : "" }));
});
server.listen(8080, "0.0.0.0", () => console.log("listening on " + server.address().port));
process.on("SIGTERM", () => { console.log("bye"); process.exit(0); });
`;
