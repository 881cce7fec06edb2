import { mkdir, mkdtemp, readFile, rm, symlink, utimes, writeFile, chmod } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { collectingReporter, digestOf } from "@waybill/kit";
import type { Digest } from "@waybill/kit";
import { connectRegistry, MEDIA_TYPES } from "@waybill/registry";
import type { Registry } from "@waybill/registry";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startLoopbackRegistry } from "@waybill/testing/loopback-registry";
import { assemble } from "./assemble.ts";
import type { AssembledImage, AssembleOptions } from "./assemble.ts";
import type { ImageConfig } from "./config.ts";
import { createScratch, readLayers } from "./layer.ts";
import { readBlobOf, readOciLayout, readManifestOf } from "./oci-layout.ts";
import { pushOciLayout } from "../push.ts";
import type { Tree } from "./tree.ts";

let dir: string;
let context: string;
let outDir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "waybill-assemble-"));
  context = join(dir, "context");
  outDir = join(dir, "out");
  await mkdir(context);
});
afterEach(() => rm(dir, { recursive: true }));

async function write(files: Record<string, string | Uint8Array>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(context, path)), { recursive: true });
    await writeFile(join(context, path), content);
  }
}

const noRegistry = (): Registry => {
  throw new Error("no registry in this test");
};

function build(dockerfile: string, options: Partial<AssembleOptions> = {}): Promise<AssembledImage> {
  const file = join(dir, "Dockerfile");
  const base = {
    context,
    dockerfile: file,
    outDir,
    created: new Date(1_700_000_000_500),
    registryFor: noRegistry,
    platforms: ["linux/amd64"],
  };
  return writeFile(file, dockerfile).then(() => assemble({ ...base, ...options }));
}

async function imageOf(digest: Digest, layout = outDir): Promise<{ config: ImageConfig; tree: Tree; layers: number }> {
  const { manifest } = await readManifestOf(layout, digest);
  const config = JSON.parse(Buffer.from(await readBlobOf(layout, manifest.config?.digest as Digest)).toString()) as ImageConfig;
  const layers = manifest.layers.map((descriptor, index) => ({ descriptor, diffId: config.rootfs.diff_ids[index] as Digest }));
  return { config, tree: await readLayers(layout, layers, scratch), layers: layers.length };
}

let scratch: ReturnType<typeof createScratch>;
beforeEach(() => {
  scratch = createScratch();
});
afterEach(() => scratch[Symbol.asyncDispose]());

async function textOf(tree: Tree, path: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of tree.get(path)?.open() ?? []) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

test("assembles every instruction it knows from scratch", async () => {
  await write({ "app/main.js": "run()", "app/lib/a.js": "a", VERSION: "1" });
  const { digest } = await build(`
ARG NODE_VERSION=24
FROM scratch
ARG NODE_VERSION
ARG GREETING="hello world"
ENV NODE_VERSION=$NODE_VERSION GREET="\${GREETING}!" PATH=/app:$PATH
ENV old style value
LABEL one=1 "two words"="three words"
EXPOSE 8080 9000-9001/udp
WORKDIR /app
WORKDIR lib
COPY app/ /app/
COPY --chown=1000:1001 --chmod=0600 VERSION ./
ADD VERSION /version.txt
VOLUME ["/data", "/more data"]
USER 1000
STOPSIGNAL SIGINT
HEALTHCHECK --interval=1m30s --retries=3 CMD ["/app/check"]
ENTRYPOINT ["node"]
CMD ["main.js"]
`);
  const { config, tree } = await imageOf(digest);
  expect(config.config).toEqual({
    Env: [
      "PATH=/app:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
      "NODE_VERSION=24",
      "GREET=hello world!",
      "old=style value",
    ],
    Labels: { one: "1", "two words": "three words" },
    ExposedPorts: { "8080/tcp": {}, "9000/udp": {}, "9001/udp": {} },
    WorkingDir: "/app/lib",
    Volumes: { "/data": {}, "/more data": {} },
    User: "1000",
    StopSignal: "SIGINT",
    Healthcheck: { Test: ["CMD", "/app/check"], Interval: 90e9, Retries: 3 },
    Entrypoint: ["node"],
    Cmd: ["main.js"],
  });
  expect(config).toMatchObject({ os: "linux", architecture: "amd64", created: "2023-11-14T22:13:20.000Z" });
  expect([...tree.keys()].sort()).toEqual(["", "app", "app/lib", "app/lib/VERSION", "app/lib/a.js", "app/main.js", "version.txt"]);
  expect(tree.get("app/lib/VERSION")).toMatchObject({ mode: 0o600, uid: 1000, gid: 1001 });
  expect(tree.get("app/main.js")).toMatchObject({ mode: 0o644, uid: 0 });
  expect(await textOf(tree, "version.txt")).toBe("1");
  expect(config.history.filter(({ empty_layer }) => !empty_layer)).toHaveLength(config.rootfs.diff_ids.length);
});

test("gives the same digest for the same files, whatever their times, their folder and the machine's mood", async () => {
  await write({ "b.txt": "b", "a.txt": "a", "sub/c": "c", [`long/${"x".repeat(120)}`]: "long", "ü.txt": "umlaut" });
  await chmod(join(context, "b.txt"), 0o750);
  const dockerfile = 'FROM scratch\nCOPY . /srv/\nCMD ["/srv/b.txt"]\n';
  const first = await build(dockerfile);
  await utimes(join(context, "a.txt"), 1, 1);
  await chmod(join(context, "a.txt"), 0o600);
  const second = await build(dockerfile, { outDir: join(dir, "elsewhere") });
  expect(second.digest).toBe(first.digest);
  // Known for all machines: a change of this digest means that released images can no longer be rebuilt bit for bit.
  expect(first.digest).toBe("sha256:d8d1954a876580dfbc82887a7ec3236624bda02b58e595a205b2a93da28010c3");
  const { tree } = await imageOf(first.digest);
  expect(tree.get("srv/b.txt")?.mode).toBe(0o755);
  expect(tree.has(`srv/long/${"x".repeat(120)}`)).toBe(true);
  expect(tree.has("srv/ü.txt")).toBe(true);
  await write({ "a.txt": "A" });
  expect((await build(dockerfile, { outDir: join(dir, "third") })).digest).not.toBe(first.digest);
});

test("copies between stages by name and number and builds only the stages it needs", async () => {
  await write({ a: "from a", b: "from b" });
  const { digest } = await build(`
FROM scratch AS one
COPY a /out/file
FROM one AS two
COPY b /out/second
FROM scratch AS broken
RUN exit 1
FROM scratch
COPY --from=two /out /x
COPY --from=0 /out/file /y/
COPY --from=one /out/f*e /z
`);
  const { tree } = await imageOf(digest);
  expect([...tree.keys()].sort()).toEqual(["", "x", "x/file", "x/second", "y", "y/file", "z"]);
  expect(await textOf(tree, "x/second")).toBe("from b");
  expect(await textOf(tree, "z")).toBe("from a");
});

test("leaves out what .dockerignore names and the output folder, and prefers the ignore file of the Dockerfile", async () => {
  await write({ ".dockerignore": "*.log\nsecret\n!keep.log", "a.log": "", "keep.log": "", "secret/x": "", b: "" });
  const inside = join(context, "out");
  const { tree } = await imageOf((await build("FROM scratch\nCOPY . /\n", { outDir: inside })).digest, inside);
  expect([...tree.keys()].sort()).toEqual(["", ".dockerignore", "b", "keep.log"]);
  await rm(inside, { recursive: true });
  await writeFile(join(dir, "Dockerfile.dockerignore"), "*\n!b");
  expect([...(await imageOf((await build("FROM scratch\nCOPY . /\n")).digest)).tree.keys()]).toEqual(["", "b"]);
});

test("never sees what runs leave behind, whatever an ignore file says", async () => {
  const left = {
    ".waybill/rehearsal/signing-key.pem": "key",
    ".waybill/production/report.html": "page",
    "sub/.waybill/x": "",
    "sub/y": "",
  };
  await write({ ...left, ".dockerignore": "other\n!.waybill\n!**/.waybill/**" });
  const dockerfile = "FROM scratch\nCOPY . /\n";
  const first = await build(dockerfile);
  expect([...(await imageOf(first.digest)).tree.keys()].sort()).toEqual(["", ".dockerignore", "sub", "sub/y"]);
  await write({ ".waybill/production/report.html": "another page" });
  expect((await build(dockerfile, { outDir: join(dir, "second") })).digest).toBe(first.digest);
});

test("keeps symbolic links inside folders, follows the one that is copied itself, and those of the image on the way to the destination", async () => {
  await write({ "real/file": "content", bin: "tool" });
  await symlink("file", join(context, "real/link"));
  await symlink("real/file", join(context, "top"));
  await symlink("usr/bin", join(context, "real/bin"));
  const { digest } = await build("FROM scratch\nCOPY real /\nCOPY top /copied\nCOPY bin /bin/tool\n");
  const { tree } = await imageOf(digest);
  expect(tree.get("link")).toMatchObject({ kind: "symlink", target: "file" });
  expect(tree.get("bin")).toMatchObject({ kind: "symlink", target: "usr/bin" });
  expect(await textOf(tree, "usr/bin/tool")).toBe("tool");
  expect(await textOf(tree, "copied")).toBe("content");
});

test("builds on a base from a registry: layers as they are, configuration inherited, ENTRYPOINT resets the base's CMD", async () => {
  await using server = await startLoopbackRegistry();
  const registry = connectRegistry({ registry: server.address, retry: { baseDelayMs: 1 } });
  await write({ "base.txt": "base", "app.txt": "app" });
  const base = await build('FROM scratch\nENV FROM_BASE=1\nCOPY base.txt /etc/\nUSER 65532\nENTRYPOINT ["/base"]\nCMD ["base-arg"]\n', {
    outDir: join(dir, "base"),
  });
  await pushOciLayout(join(dir, "base"), base.digest, registry, "base/app");
  const reference = `${server.address}/base/app@${base.digest}`;
  const built = await build('ARG BASE\nFROM ${BASE}\nCOPY app.txt /etc\nENTRYPOINT ["/own"]\n', {
    registryFor: () => registry,
    args: { BASE: reference },
  });
  const { config, tree, layers } = await imageOf(built.digest);
  expect(built.bases).toEqual([reference]);
  expect(layers).toBe(2);
  expect(config.config).toMatchObject({ User: "65532", Entrypoint: ["/own"] });
  expect(config.config.Cmd).toBeUndefined();
  expect(config.config.Env).toContain("FROM_BASE=1");
  expect([...tree.keys()].sort()).toEqual(["", "etc", "etc/app.txt", "etc/base.txt"]);
  // The same base from a layout on disk gives the same image.
  const fromLayout = await build('ARG BASE\nFROM ${BASE}\nCOPY app.txt /etc\nENTRYPOINT ["/own"]\n', {
    outDir: join(dir, "again"),
    args: { BASE: `oci-layout:${join(dir, "base")}` },
  });
  expect(fromLayout.digest).toBe(built.digest);
});

test("warns when the base image is named by a tag and says its digest", async () => {
  await using server = await startLoopbackRegistry();
  const registry = connectRegistry({ registry: server.address });
  const base = await build("FROM scratch\nUSER 1\n", { outDir: join(dir, "base") });
  const { descriptor } = await pushOciLayout(join(dir, "base"), base.digest, registry, "base");
  await registry.putManifest(
    "base",
    "24",
    Buffer.from(await readFile(join(dir, "base/blobs", descriptor.digest.replace(":", "/")))),
    MEDIA_TYPES.manifest,
  );
  const reporter = collectingReporter();
  await build(`FROM ${server.address}/base:24\n`, { registryFor: () => registry, reporter });
  expect(reporter.lines.join("\n")).toContain(`Write '${server.address}/base:24@${base.digest}'`);
});

test("takes deletions of base layers into account and refuses a base layer that is not what its image says", async () => {
  const { pack } = await import("tar-stream");
  const tarOf = async (names: Record<string, string>): Promise<Buffer> => {
    const packed = pack();
    for (const [name, content] of Object.entries(names)) packed.entry({ name, mtime: new Date(0) }, content);
    packed.finalize();
    const chunks: Buffer[] = [];
    for await (const chunk of packed as AsyncIterable<Buffer>) chunks.push(chunk);
    return Buffer.concat(chunks);
  };
  const tars = [
    await tarOf({ "a/one": "1", "a/two": "2", "b/three": "3" }),
    await tarOf({ "a/.wh.one": "", "b/.wh..wh..opq": "", "b/four": "4" }),
  ];
  const base = join(dir, "base");
  const write = async (bytes: Uint8Array): Promise<{ digest: Digest; size: number }> => {
    await mkdir(join(base, "blobs/sha256"), { recursive: true });
    await writeFile(join(base, "blobs", digestOf(bytes).replace(":", "/")), bytes);
    return { digest: digestOf(bytes), size: bytes.length };
  };
  const makeBase = async (diffIds: string[]): Promise<void> => {
    const config = await write(
      Buffer.from(JSON.stringify({ os: "linux", architecture: "amd64", config: {}, rootfs: { type: "layers", diff_ids: diffIds } })),
    );
    const layers = [];
    for (const tar of tars)
      layers.push({ ...(await write(gzipSync(tar))), mediaType: "application/vnd.docker.image.rootfs.diff.tar.gzip" });
    const manifest = await write(
      Buffer.from(
        JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.manifest, config: { ...config, mediaType: MEDIA_TYPES.config }, layers }),
      ),
    );
    await writeFile(
      join(base, "index.json"),
      JSON.stringify({ schemaVersion: 2, manifests: [{ ...manifest, mediaType: MEDIA_TYPES.manifest }] }),
    );
    await writeFile(join(base, "oci-layout"), '{"imageLayoutVersion":"1.0.0"}');
  };
  await makeBase(tars.map(digestOf));
  const { digest } = await build(`FROM oci-layout:${base} AS base\nFROM scratch\nCOPY --from=base / /all/\n`);
  expect([...(await imageOf(digest)).tree.keys()].sort()).toEqual(["", "all", "all/a", "all/a/two", "all/b", "all/b/four"]);
  await makeBase(tars.map(() => digestOf("other")));
  await expect(build(`FROM oci-layout:${base}\nWORKDIR /x\n`, { outDir: join(dir, "o2") })).rejects.toThrow(/unpacks to sha256:.*damaged/);
});

test("makes an index for several platforms, with the platform in ARGs", async () => {
  await write({ "bin/amd64/tool": "x86", "bin/arm64/tool": "arm" });
  const { digest, mediaType } = await build("FROM scratch\nARG TARGETARCH\nCOPY bin/$TARGETARCH/tool /tool\n", {
    platforms: ["linux/amd64", "linux/arm64/v8"],
  });
  expect(mediaType).toBe(MEDIA_TYPES.index);
  const { manifest } = await readManifestOf(outDir, digest);
  expect(manifest.manifests.map(({ platform }) => platform)).toEqual([
    { os: "linux", architecture: "amd64" },
    { os: "linux", architecture: "arm64", variant: "v8" },
  ]);
  const tools = await Promise.all(manifest.manifests.map(async (entry) => textOf((await imageOf(entry.digest)).tree, "tool")));
  expect(tools).toEqual(["x86", "arm"]);
  expect((await readOciLayout(outDir)).manifests.map((entry) => entry.digest)).toEqual([digest]);
});

test("builds the target that is asked for, takes labels, and warns of build arguments that nobody declared", async () => {
  await write({ a: "a" });
  const reporter = collectingReporter();
  const { digest } = await build("FROM scratch AS first\nCOPY a /\nFROM scratch AS second\nUSER 2\n", {
    target: "first",
    labels: { z: "1", a: "2" },
    args: { NOBODY: "x" },
    reporter,
  });
  const { config, tree } = await imageOf(digest);
  expect(config.config.Labels).toEqual({ a: "2", z: "1" });
  expect(tree.has("a")).toBe(true);
  expect(reporter.lines.join("\n")).toContain("'NOBODY' is given, but no stage");
  await expect(build("FROM scratch AS first\n", { target: "third" })).rejects.toThrow(
    "has no stage 'third'. Its named stages are: 'first'",
  );
});

test("keeps the values of build arguments out of the image's history", async () => {
  const { digest } = await build("FROM scratch\nARG TOKEN=default\nUSER 1\n", { args: { TOKEN: "canary-value" } });
  expect(JSON.stringify((await imageOf(digest)).config)).not.toContain("canary-value");
});

test.each([
  ["RUN npm ci", /Dockerfile:2 has 'RUN npm ci', which cannot be assembled.*BuildKit/],
  ["ONBUILD RUN x", /Dockerfile:2 has 'ONBUILD/],
  ["COPY nothing /", /Dockerfile:2 copies 'nothing', which is not there/],
  ["COPY ../../etc/passwd /", /Dockerfile:2 copies '..\/..\/etc\/passwd', which lies outside the build context/],
  ["COPY a* /", /Dockerfile:2 copies 'a\*', which matches nothing/],
  ["COPY file file2 /x", /Dockerfile:2 copies 2 sources to '\/x'/],
  ["COPY file", /Dockerfile:2 has COPY with one path/],
  ["COPY --parents file /", /Dockerfile:2 has the flag --parents on COPY/],
  ["COPY --chown=node file /", /Dockerfile:2 has --chown=node; only numbers/],
  ["COPY --chmod=u+x file /", /Dockerfile:2 has --chmod=u\+x/],
  ["COPY --from=3 file /", /Dockerfile:2 copies from stage 3, which does not come before/],
  ["COPY loop /x", /more than 40 symbolic links/],
  ["COPY dangling /x", /Dockerfile:2 copies 'dangling', a symbolic link to 'gone'/],
  ["ADD https://example.com/x /", /Dockerfile:2 adds 'https:\/\/example.com\/x' from the network/],
  ["ADD pack.tgz /", /Dockerfile:2 adds 'pack.tgz', a gzip file that ADD would unpack/],
  ["EXPOSE 99999", /Dockerfile:2 exposes '99999'/],
  ["CMD ['a']", /Dockerfile:2 has a command that looks like a list but is not JSON/],
  ["HEALTHCHECK --interval=5 CMD x", /Dockerfile:2 has the duration '5'/],
  ["ENV a=${b#c}", /Dockerfile:2 uses a form of \$\{b…\}/],
  ["ENV a=b c", /Dockerfile:2 has 'c', which is not name=value/],
  ["ARG 1x=2", /Dockerfile:2 declares the build argument '1x'/],
  ["SHELL bash", /Dockerfile:2 has a SHELL that is not a JSON list/],
  ["STOPSIGNAL not a signal", /Dockerfile:2 has a STOPSIGNAL with 3 values/],
])("refuses '%s' with file, line and what to do", async (line, message) => {
  await write({ file: "1", file2: "2", "pack.tgz": gzipSync("x") });
  await symlink("loop", join(context, "loop"));
  await symlink("gone", join(context, "dangling"));
  await expect(build(`FROM scratch\n${line}\n`)).rejects.toMatchObject({ kind: "input", message: expect.stringMatching(message) });
});

test.each([
  ["FROM ${NOTHING}", "Dockerfile:1 has an empty base image"],
  ["FROM --platform=linux/riscv64 scratch", "Dockerfile:1 builds a stage for linux/riscv64"],
  ["FROM oci-layout:nowhere", "Dockerfile:1 needs the base image 'oci-layout:nowhere'"],
  ["FROM Upper/Case", "Dockerfile:1 needs the base image 'Upper/Case'"],
])("refuses '%s'", async (text, message) => {
  await expect(build(text)).rejects.toThrow(message);
});

test("does not write through a link of the image to a place outside, and never replaces a folder by a file", async () => {
  await write({ "evil/etc": "x", f: "f" });
  await symlink("../../../../outside", join(context, "evil/link"));
  const { digest } = await build("FROM scratch\nCOPY evil /\nCOPY f /link/f\n");
  expect([...(await imageOf(digest)).tree.keys()].sort()).toEqual(["", "etc", "link", "outside", "outside/f"]);
  await write({ "folder/x": "" });
  await expect(build("FROM scratch\nCOPY folder /d\nCOPY f /g\nCOPY folder /g\n", { outDir: join(dir, "o2") })).rejects.toThrow(
    /Dockerfile:4 would replace the file '\/g' by a folder/,
  );
});
