import { mkdir, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { extract } from "tar-stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { collectingReporter, SILENT, userStateFolder } from "@waybill/kit";
import { startRehearsal, stopRehearsal, rehearsalStatus } from "@waybill/rehearsal";
import { rehearse } from "../../packages/cli/src/rehearse.ts";
import { textsBelow } from "./canary.ts";

const SERVICE = `require("node:http").createServer((request, response) => response.end("ok")).listen(8080, "0.0.0.0");`;
const MANIFEST = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "app" },
  spec: {
    selector: { matchLabels: { app: "app" } },
    template: { metadata: { labels: { app: "app" } }, spec: { containers: [{ name: "app", image: "app" }] } },
  },
};
const CONFIG = {
  version: 1,
  name: "app",
  images: { app: { probe: { port: 8080, path: "/" } } },
  environments: { production: { namespace: "app", kubeconfig: "env:KUBECONFIG_OF_PRODUCTION" } },
};

let workspace: string;
let env: Record<string, string>;
let rehearsalDir: string;
/** Where an earlier version kept a rehearsal, and where anybody's commit can put a file. */
let formerDir: string;

const reporter = collectingReporter();
const run = (stop = false): Promise<unknown> =>
  rehearse({ env, builder: "assemble", reporter, signal: new AbortController().signal, print: () => undefined, workspace, stop });

beforeAll(async () => {
  const root = await mkdtemp(join(tmpdir(), "state-"));
  workspace = join(root, "app");
  env = { PATH: process.env["PATH"] ?? "", HOME: join(root, "home") };
  rehearsalDir = join(await userStateFolder(workspace, env), "rehearsal");
  const files = {
    "waybill.yml": JSON.stringify(CONFIG),
    Dockerfile: 'ARG BASE\nFROM ${BASE}\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.cjs"]\n',
    "server.cjs": SERVICE,
    "deploy/app.yaml": JSON.stringify(MANIFEST),
  };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(workspace, name, ".."), { recursive: true });
    await writeFile(join(workspace, name), text);
  }
  // What an earlier version left: a world that runs below the project.
  formerDir = join(workspace, ".waybill", "rehearsal");
  await startRehearsal({ dir: formerDir, reporter: SILENT });
  await run();
  await run();
}, 120_000);

afterAll(async () => {
  await stopRehearsal(formerDir, { removeState: true });
  await stopRehearsal(rehearsalDir, { removeState: true });
}, 60_000);

/** The image of each run, as its evidence names it. */
async function builtImages(): Promise<string[]> {
  const folder = join(workspace, ".waybill", "evidence");
  const names = (await readdir(folder)).filter((name) => name.startsWith("build-"));
  return Promise.all(
    names.map(async (name) => {
      const { dsseEnvelope } = JSON.parse(await readFile(join(folder, name), "utf8"));
      const { subject } = JSON.parse(Buffer.from(dsseEnvelope.payload, "base64").toString());
      return `${subject[0].name}@sha256:${subject[0].digest.sha256}`;
    }),
  );
}

async function filesOf(image: string): Promise<string[]> {
  const [, host, path, digest] = /^([^/]+)\/(.+)@(.+)$/.exec(image) ?? [];
  const get = async (kind: string, what: string): Promise<Buffer> =>
    Buffer.from(await (await fetch(`http://${host}/v2/${path}/${kind}/${what}`)).arrayBuffer());
  const { layers } = JSON.parse((await get("manifests", digest ?? "")).toString());
  const names: string[] = [];
  for (const layer of layers) {
    const archive = extract();
    archive.on("entry", (header, stream, next) => {
      names.push(header.name);
      stream.resume();
      stream.on("end", next);
    });
    const done = new Promise<void>((resolve) => void archive.on("finish", () => resolve()));
    archive.end(gunzipSync(await get("blobs", layer.digest)));
    await done;
  }
  return names;
}

describe("a project that copies all of itself into its image", () => {
  test("has the same image after a rehearsal, with nothing of what rehearsals leave behind", async () => {
    const images = await builtImages();
    expect(images).toHaveLength(2);
    expect(new Set(images).size).toBe(1);
    const names = await filesOf(images[0] ?? "");
    expect(names).toContain("app/server.cjs");
    expect(names.filter((name) => name.includes(".waybill"))).toEqual([]);
  });

  test("finds no key, password or database below itself, and what is there is ignored by git", async () => {
    const texts = await textsBelow(workspace);
    expect([...texts].filter(([, text]) => /PRIVATE KEY|PG_VERSION/.test(text)).map(([name]) => name)).toEqual([]);
    expect(texts.get(join(workspace, ".waybill", ".gitignore"))).toBe("*\n");
    expect(await readFile(join(rehearsalDir, "signing-key.pem"), "utf8")).toContain("PRIVATE KEY");
  });

  test("is told of a rehearsal below itself, whose files name processes and folders: it is left as it is", async () => {
    expect(reporter.lines.join("\n")).toContain(`'${formerDir}' looks like a rehearsal of an earlier Waybill`);
    expect(await rehearsalStatus(formerDir)).toBeDefined();
  });

  test("is found by --stop where its world is", async () => {
    expect(await rehearsalStatus(rehearsalDir)).toBeDefined();
    await run(true);
    expect(await rehearsalStatus(rehearsalDir)).toBeUndefined();
  });
});
