import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import type { Buildx, BuildxOptions, Container, ContainerState, Engine } from "@waybill/engine";
import { startLoopbackRegistry } from "@waybill/testing/loopback-registry";
import type { LoopbackRegistry } from "@waybill/testing/loopback-registry";
import { registryAt, stageContext } from "@waybill/testing/stage-context";
import type { TestContext } from "@waybill/testing/stage-context";
import type { Building, GitHubAccess, Secrets } from "../session/capabilities.ts";
import { findEntry } from "../session/select.ts";
import { buildStage } from "./build.ts";

const PROBE = "probe: { port: 8080, path: /healthz, timeout: 1s }";
const files = (more: string) => ({
  "waybill.yml": `version: 1\nimages:\n  api: { context: app, ${more} }\n`,
  "app/Dockerfile": "FROM scratch\nCOPY hello.txt /\n",
  "app/hello.txt": "hello\n",
});

/** An engine whose containers are in this state and, when they run, answer with this status. */
function engineOf(state: ContainerState, port = 1): Engine & { readonly pulled: string[] } {
  const pulled: string[] = [];
  const container: Container = {
    id: "c1",
    address: () => ({ host: "127.0.0.1", port }),
    logs: async () => "password=hunter2222\n",
    state: async () => state,
    stop: async () => undefined,
    [Symbol.asyncDispose]: async () => undefined,
  };
  return {
    pulled,
    ping: async () => ({ version: "1", apiVersion: "1" }),
    pull: async (reference) => void pulled.push(reference),
    inspectImage: async () => undefined,
    run: async () => container,
    removeStale: async () => 0,
  };
}

async function answering<T>(status: number, work: (port: number) => Promise<T>): Promise<T> {
  const server = createServer((_, response) => response.writeHead(status).end("ok"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await work((server.address() as AddressInfo).port);
  } finally {
    server.close();
  }
}

function building(engine: Engine, more: Partial<Building> = {}): Building & Secrets & Pick<GitHubAccess, "githubRunId"> {
  return {
    githubRunId: "0",
    builder: "assemble",
    findBuildx: async () => undefined,
    connectEngine: async () => engine,
    created: async () => new Date(0),
    sourceUrl: "https://github.com/acme/shop",
    findSecret: () => undefined,
    readSecret: () => "secret",
    expandValues: (values) => values,
    ...more,
  };
}

const tagsPut = (registry: LoopbackRegistry): string[] =>
  registry.requests.filter(({ method, path }) => method === "PUT" && /\/manifests\/(?!sha256:)/.test(path)).map(({ path }) => path);

let context: TestContext;
beforeEach(async () => {
  context = await stageContext(files(PROBE));
});

const build = (registry: LoopbackRegistry, engine: Engine, more: Partial<TestContext & Building> = {}) =>
  buildStage(
    { ...context, ...registryAt(registry.address), ...building(engine), ...more },
    findEntry(context.config.images, "api", "images"),
  );

describe("an image", () => {
  test("is tried at the digest that was pushed, tagged after that, and both are proven", async () => {
    await using registry = await startLoopbackRegistry();
    await answering(200, async (port) => {
      const engine = engineOf({ running: true }, port);
      const { verdict, result } = await build(registry, engine);
      expect(verdict).toBe("pass");
      expect(engine.pulled).toEqual([result.reference]);
      expect(result.tags).toContain("1.2.3");
      expect(tagsPut(registry)).toHaveLength(result.tags.length);
      expect(context.proven.map(({ stage, verdict: proven }) => [stage, proven])).toEqual([
        ["test", "pass"],
        ["build", "pass"],
      ]);
    });
  });

  test("that answers wrongly gets no tag and no statement that passes", async () => {
    await using registry = await startLoopbackRegistry();
    await answering(500, async (port) => {
      const { verdict, result } = await build(registry, engineOf({ running: true }, port));
      expect({ verdict, tags: result.tags }).toEqual({ verdict: "fail", tags: [] });
    });
    expect(tagsPut(registry)).toEqual([]);
    expect(context.proven.map(({ verdict }) => verdict)).toEqual(["fail", "fail"]);
  });

  test("whose container ends before it answers gets no tag, and no word of its log is signed", async () => {
    await using registry = await startLoopbackRegistry();
    const { verdict, note } = await build(registry, engineOf({ running: false, exitCode: 3 }));
    expect(verdict).toBe("fail");
    expect(note).toContain("ended before it answered");
    expect(tagsPut(registry)).toEqual([]);
    expect(JSON.stringify(context.proven)).not.toContain("hunter2222");
  });

  test("that cannot be tried, because no engine runs it, is not tagged and nothing is proven", async () => {
    await using registry = await startLoopbackRegistry();
    const engine: Engine = { ...engineOf({ running: true }), run: async () => Promise.reject(new Error("no engine answers")) };
    await expect(build(registry, engine)).rejects.toThrow("no engine answers");
    expect(tagsPut(registry)).toEqual([]);
    expect(context.proven).toEqual([]);
  });

  test("without a probe is a warning that says what to add", async () => {
    context = await stageContext(files("platforms: [linux/amd64]"));
    await using registry = await startLoopbackRegistry();
    const { verdict } = await build(registry, engineOf({ running: false }));
    expect(verdict).toBe("warn");
    expect(context.reporter.findings).toMatchObject([{ rule: "image-probe", next: expect.stringContaining("probe: { port: 8080") }]);
    // An image may be given by inputs, beside a waybill.yml that says something else.
    expect(context.reporter.findings[0]?.what).not.toContain("waybill.yml");
  });

  test("over its budget is not pushed", async () => {
    context = await stageContext(files(`${PROBE}, budget: { size: 10B }`));
    await using registry = await startLoopbackRegistry();
    expect((await build(registry, engineOf({ running: true }))).verdict).toBe("fail");
    expect(registry.requests.filter(({ method }) => method !== "GET" && method !== "HEAD")).toEqual([]);
    expect(context.proven).toEqual([]);
  });

  test("is built and not pushed by a dry run", async () => {
    await using registry = await startLoopbackRegistry();
    const { verdict, note } = await build(registry, engineOf({ running: true }), { dryRun: true });
    expect({ verdict, note }).toEqual({ verdict: "pass", note: "built, not pushed" });
    expect(registry.requests).toEqual([]);
    expect(context.proven).toEqual([]);
  });

  test("is not assembled behind the back of someone who asked for buildx", async () => {
    await using registry = await startLoopbackRegistry();
    await expect(build(registry, engineOf({ running: true }), { builder: "buildx" })).rejects.toThrow("Input 'builder' is buildx, but");
    expect(registry.requests).toEqual([]);
  });
});

describe("what waybill.yml says of a build", () => {
  const SAID = `${PROBE}, labels: { team: a }, platforms: [linux/amd64, linux/arm64], contexts: { lib: lib, node: docker-image://node:24 }, cache: { from: type=gha, to: [type=gha] }`;

  test("reaches BuildKit: labels, platforms, contexts and cache", async () => {
    await using registry = await startLoopbackRegistry();
    context = await stageContext({ ...files(SAID), "lib/a.txt": "a" });
    let asked: BuildxOptions | undefined;
    const buildx: Buildx = {
      version: "1",
      builder: "b",
      driver: "remote",
      build: (options) => {
        asked = options;
        return Promise.reject(new Error("far enough"));
      },
    };
    await expect(build(registry, engineOf({ running: true }), { builder: "buildx", findBuildx: async () => buildx })).rejects.toThrow(
      "far enough",
    );
    expect(asked).toMatchObject({
      labels: { team: "a", "org.opencontainers.image.source": "https://github.com/acme/shop" },
      platforms: ["linux/amd64", "linux/arm64"],
      buildContexts: { lib: join(context.workspace, "lib"), node: "docker-image://node:24" },
      cacheFrom: ["type=gha"],
      cacheTo: ["type=gha"],
    });
  });

  test.each([
    ["contexts: { lib: lib }", "This image has more build contexts ('lib'), which need BuildKit, and the builder is 'assemble'"],
    ["secrets: { npmrc: env:NPMRC }", "This image has build secrets ('npmrc'), which need BuildKit, and the builder is 'assemble'"],
  ])("is refused where the builder cannot do it: %s", async (more, message) => {
    await using registry = await startLoopbackRegistry();
    context = await stageContext({ ...files(more), "lib/a.txt": "a" });
    await expect(build(registry, engineOf({ running: true }))).rejects.toThrow(message);
  });

  test("names a build context that is not there at its key", async () => {
    await using registry = await startLoopbackRegistry();
    context = await stageContext(files("contexts: { lib: lib }"));
    await expect(build(registry, engineOf({ running: true }))).rejects.toThrow(
      "'images.api.contexts.lib' is 'lib', but nothing exists there",
    );
  });

  test("is built without its cache where nothing could be kept, which is said", async () => {
    await using registry = await startLoopbackRegistry();
    context = await stageContext(files("cache: { from: type=gha }, labels: { team: a }"));
    const { result } = await build(registry, engineOf({ running: true }));
    expect(result.digest).toMatch(/^sha256:/);
    expect(context.reporter.lines.join("\n")).toContain("the build cache is not used");
  });
});
