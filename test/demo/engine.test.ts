import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { SILENT } from "@waybill/kit";
import type { Verdict } from "@waybill/kit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rehearse } from "../../packages/cli/src/rehearse.ts";

const TIMEOUT_MS = 120_000;

const deployment = (name: string, image: string, container = ""): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: ${name}, image: ${image}, ports: [{ containerPort: 8080 }]${container} }] }
`;

const PROJECT = {
  "waybill.yml": `name: mixed
images:
  web: { context: web, dockerfile: web/Dockerfile, probe: { port: 8080, path: / } }
  api: { context: api, dockerfile: api/Dockerfile, probe: { port: 8080, path: / } }
  tool: { context: tool, dockerfile: tool/Dockerfile, probe: { port: 8080, path: / } }
environments:
  production: { namespace: mixed, manifests: deploy, probe: { service: web, port: 80, path: / } }
`,
  "web/Dockerfile": 'FROM node:24-slim AS last\nCOPY server.mjs /\nUSER 1000\nCMD ["node", "/server.mjs"]\n',
  "web/server.mjs": 'import { createServer } from "node:http";\ncreateServer((_, answer) => answer.end("web is here")).listen(8080);\n',
  "api/Dockerfile": 'FROM python:3.13-slim\nCOPY server.py /\nRUN python3 -m compileall /server.py\nCMD ["python3", "/server.py"]\n',
  "api/server.py": "print('never run here')\n",
  "tool/Dockerfile": 'FROM scratch\nCOPY tool /tool\nUSER 1000\nCMD ["/tool"]\n',
  "tool/tool": "no program of Node\n",
  "deploy/all.yaml": [
    deployment("web", "web", ", readinessProbe: { httpGet: { path: /, port: 8080 } }"),
    deployment("api", "api", ", readinessProbe: { httpGet: { path: /, port: 8080 } }"),
    deployment("tool", "tool"),
    deployment("cache", "redis:8-alpine"),
    "apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }\n",
    "apiVersion: batch/v1\nkind: Job\nmetadata: { name: once }\nspec: { template: { spec: { restartPolicy: Never, containers: [{ name: once, image: api }] } } }\n",
  ].join("---\n"),
};

let workspace: string;
let text = "";
let verdict: Verdict;

const run = (options: object = {}): Promise<Verdict> =>
  rehearse({
    env: { PATH: process.env["PATH"] ?? "" },
    builder: "assemble",
    reporter: SILENT,
    signal: new AbortController().signal,
    print: (part) => void (text += part),
    workspace,
    rehearsalDir: join(workspace, "..", "world"),
    ...options,
  });

beforeAll(async () => {
  workspace = join(await mkdtemp(join(tmpdir(), "waybill-engine-")), "mixed");
  for (const [path, content] of Object.entries(PROJECT)) {
    await mkdir(dirname(join(workspace, path)), { recursive: true });
    await writeFile(join(workspace, path), content);
  }
  verdict = await run();
}, TIMEOUT_MS);
afterAll(async () => {
  await run({ stop: true });
  await rm(join(workspace, ".."), { recursive: true, force: true });
}, TIMEOUT_MS);

test("without an engine a service with RUN leaves the rehearsal inconclusive, which says what was not built and why", () => {
  expect(verdict, text).toBe("inconclusive");
  expect(text).toContain("The image 'api' was not built: api/Dockerfile:3 has RUN, which needs Docker Engine.");
  expect(text).toContain("The image 'tool' was built and not tried: its command is no program of Node, which needs Docker Engine.");
});

test("every pod that no process can be is named with the reason, those of a Job and of images from elsewhere as well", () => {
  const told = [...text.matchAll(/^The pods of '([^']+)' were not run: ([^.]+)/gm)].map(([, name = "", why]) => [name, why] as const);
  expect(Object.fromEntries(told)).toEqual({
    api: "api/Dockerfile:3 has RUN, which needs Docker Engine",
    cache: "its image 'redis:8-alpine' is from elsewhere, which needs Docker Engine",
    once: "api/Dockerfile:3 has RUN, which needs Docker Engine",
    tool: "its command is no program of Node, which needs Docker Engine",
  });
  expect(text).toContain("The probe of production was not asked: 'api' is not run.");
});

test("what can be run is run: on the rehearsal's own base of Node, which is said, and the user's files stay as they are", async () => {
  expect(text).toContain("web/Dockerfile:1 names 'node:24-slim'; the rehearsal's own base image of Node took its place.");
  expect(text).toMatch(/Answers now {2}http:\/\/127\.0\.0\.1:\d+\/\n +web is here/);
  for (const [path, content] of Object.entries(PROJECT)) expect(await readFile(join(workspace, path), "utf8")).toBe(content);
});
