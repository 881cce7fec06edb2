import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { valueAt } from "@waybill/kit";
import { loadManifests, parseManifest, placeOf } from "./manifest.ts";

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function workspaceOf(files: Readonly<Record<string, string | Buffer>>): Promise<string> {
  const workspace = await mkdtemp(join(tmpdir(), "waybill-manifest-"));
  folders.push(workspace);
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(workspace, name)), { recursive: true });
    await writeFile(join(workspace, name), content);
  }
  return workspace;
}

const configMap = (name: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`;

describe("loading", () => {
  test("reads files and folders in the order of names and says what it left out", async () => {
    const workspace = await workspaceOf({
      "deploy/b.yml": configMap("b"),
      "deploy/a/a.yaml": configMap("a"),
      "deploy/README.md": "hello",
      "c.json": '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"}}',
    });
    const set = await loadManifests(["deploy", "c.json"], workspace);
    expect(set.objects.map(({ object, file }) => `${file} ${object.metadata.name}`)).toEqual([
      "deploy/a/a.yaml a",
      "deploy/b.yml b",
      "c.json c",
    ]);
    expect(set.ignored).toEqual(["deploy/README.md"]);
  });

  test("reads a folder once, also when links lead around in a circle", async () => {
    const workspace = await workspaceOf({ "deploy/a.yaml": configMap("a") });
    await symlink(join(workspace, "deploy"), join(workspace, "deploy", "again"));
    expect((await loadManifests(["deploy", "deploy/a.yaml"], workspace)).objects).toHaveLength(1);
  });

  test("lists every problem of every file at once", async () => {
    const workspace = await workspaceOf({
      "a.yaml": `${configMap("one")}---\n${configMap("one")}`,
      "b.yaml": "kind: ConfigMap\nmetadata: { name: x }\n",
      "c.yaml": "a: [1\n",
      "d.yaml": "# nothing\n",
      "e.yaml": "resources: [a.yaml]\nkind: Kustomization\napiVersion: kustomize.config.k8s.io/v1beta1\n",
      "f.yaml": "apiVersion: v1\nkind: Pod\nmetadata: { generateName: x- }\n",
      "g.yaml": "apiVersion: v1\nkind: Pod\nmetadata: { name: x, labels: { version: 1.10 } }\n",
      "h.yaml": "just text\n",
    });
    const error = await loadManifests(["."], workspace).catch((problem: Error) => problem.message);
    for (const part of [
      "a.yaml:6:1 ConfigMap one is already written in a.yaml:1",
      "b.yaml:1:1 has no 'apiVersion'",
      "c.yaml:2:1",
      "d.yaml:1:1 the file holds no object",
      "e.yaml:1:1 is a kustomization",
      "'generateName' makes a new object every time",
      "metadata.labels.version'; only text",
      "h.yaml:1:1 is not a Kubernetes object",
    ])
      expect(error).toContain(part);
  });

  test.each([
    ["a path outside the workspace", "../elsewhere", "lies outside the workspace"],
    ["a path that does not exist", "nowhere", "nothing exists there"],
    ["a link that leads outside", "link.yaml", "leads outside the workspace"],
    ["an empty folder", "empty", "no Kubernetes object is there"],
    ["a file that is not text", "binary.yaml", "is not UTF-8"],
  ])("refuses %s", async (_, path, message) => {
    const workspace = await workspaceOf({ "empty/.keep": "", "binary.yaml": Buffer.from([0xff, 0xfe, 0x00]) });
    await symlink("/etc/hostname", join(workspace, "link.yaml"));
    await expect(loadManifests([path], workspace)).rejects.toThrow(message);
  });
});

describe("parsing", () => {
  test("knows the line of every value, in lists of objects too", () => {
    const { objects } = parseManifest(
      "apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Service\n    metadata:\n      name: a\n    spec:\n      ports:\n        - port: 80\n",
      "x.yaml",
    );
    const [item] = objects;
    expect(item).toMatchObject({ line: 4, object: { kind: "Service" } });
    expect(item && placeOf(item, ["spec", "ports", 0, "port"])).toEqual({ file: "x.yaml", line: 10 });
    expect(item && placeOf(item, ["spec", "ports", 0, "nodePort"])).toEqual({ file: "x.yaml", line: 10 });
    expect(item && placeOf(item, ["status"])).toEqual({ file: "x.yaml", line: 4 });
  });

  test("reads numbers, switches and merges as Kubernetes does", () => {
    const text =
      "apiVersion: v1\nkind: X\nmetadata: { name: x }\nspec:\n  mode: 0644\n  octal: 0o17\n  switch: yes\n  day: 2026-01-02\n  time: 12:30:45\n  base: &base { a: 1 }\n  more: { <<: *base, b: 2 }\n";
    const { objects, problems } = parseManifest(text, "x.yaml");
    expect(problems).toEqual([]);
    expect(valueAt(objects[0]?.object, "spec")).toMatchObject({
      mode: 420,
      octal: 15,
      switch: true,
      day: "2026-01-02",
      time: "12:30:45",
      more: { a: 1, b: 2 },
    });
  });

  test("refuses a number that JSON cannot hold", () => {
    expect(parseManifest("apiVersion: v1\nkind: X\nmetadata: { name: x }\nspec: { a: .inf }\n", "x.yaml").problems).toEqual([
      { where: { file: "x.yaml", line: 1, column: 1 }, what: "JSON cannot hold Infinity" },
    ]);
  });

  test("ends on a bomb of aliases", () => {
    const lines = Array.from(
      { length: 12 },
      (_, index) =>
        `a${index}: &a${index} [${
          index === 0
            ? "x"
            : Array(10)
                .fill(`*a${index - 1}`)
                .join(", ")
        }]`,
    );
    expect(parseManifest(lines.join("\n"), "x.yaml").problems[0]?.what).toContain("alias");
  });

  test("never throws on any text and never loses a text without a word", () => {
    const fragments = fc.constantFrom(
      "apiVersion: v1\n",
      "kind: Pod\n",
      "metadata: { name: x }\n",
      "---\n",
      "  - a\n",
      "&a ",
      "*a ",
      "{",
      "}",
      "[",
      "\t",
      "? ",
      ": ",
      "|\n",
      '"',
      "%YAML 1.2\n",
      "\u0000",
      "!!binary x\n",
      "!<tag:x> ",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 200 }),
          fc.array(fragments, { maxLength: 30 }).map((parts) => parts.join("")),
        ),
        (text) => {
          const { objects, problems } = parseManifest(text, "x.yaml");
          expect(objects.length + problems.length).toBeGreaterThan(0);
          for (const item of objects) expect(item.line).toBeGreaterThan(0);
        },
      ),
      { numRuns: 500 },
    );
  });

  test("reads back every object that was written, from YAML and from JSON", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-zA-Z]{1,8}$/), fc.jsonValue()), (spec) => {
        const object = { apiVersion: "v1", kind: "Thing", metadata: { name: "x" }, spec: JSON.parse(JSON.stringify(spec)) as unknown };
        expect(parseManifest(JSON.stringify(object), "x.json").objects[0]?.object).toEqual(object);
        expect(parseManifest(stringify(object, { version: "1.1" }), "x.yaml").objects[0]?.object).toEqual(object);
      }),
    );
  });
});
