import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { SILENT } from "@waybill/kit";
import type { Verdict } from "@waybill/kit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rehearse } from "../../packages/cli/src/rehearse.ts";
import { readParts } from "../../scripts/parts/state.ts";

const { registry, docker, buildkit, tools, images } = readParts(["registry", "docker", "buildkit", "tools", "images"]);
const run = promisify(execFile);
const PYTHON = `${registry.address}/base/python-for-rehearsal:3`;

const PROJECT = {
  "waybill.yml": `name: pyshop
images:
  api: { context: api, dockerfile: api/Dockerfile, probe: { port: 8000, path: /healthz } }
  page: { context: page, dockerfile: page/Dockerfile, probe: { port: 8080, path: /ready } }
databases:
  shop: { url: env:DATABASE_URL, migrations: db }
environments:
  staging:
    namespace: pyshop
    manifests: deploy
    secrets: { api: { token: env:API_TOKEN, database: env:DATABASE_URL } }
    probe: { service: page, port: 80, path: /, expect_body: hello from python }
`,
  "db/V1__first.sql": "CREATE TABLE orders (id bigserial PRIMARY KEY);\n",
  "api/Dockerfile": `FROM ${PYTHON}
WORKDIR /app
COPY server.py ./
RUN python3 -m compileall -q server.py && python3 -c "import platform; print('built with', platform.python_version())" > built.txt
USER 10001:10001
EXPOSE 8000
CMD ["python3", "server.py"]
`,
  "api/server.py": `import http.server, os, pathlib, socket, urllib.parse

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/healthz":
            text = "ok"
        else:
            url = urllib.parse.urlparse(os.environ["DATABASE_URL"])
            with socket.create_connection((url.hostname, url.port), 3) as database:
                database.sendall(b"\\0\\0\\0\\x08\\x04\\xd2\\x16\\x2f")
                answer = database.recv(1).decode()
            settings = pathlib.Path("/etc/api/greeting").read_text()
            built = pathlib.Path("built.txt").read_text().strip()
            text = f"{settings} from python, {built}, token of {len(os.environ['TOKEN'])}, database says {answer}, user {os.getuid()}"
        self.send_response(200)
        self.end_headers()
        self.wfile.write(text.encode())

http.server.ThreadingHTTPServer(("", 8000), Handler).serve_forever()
`,
  "page/Dockerfile": `FROM ${images.busybox}
RUN mkdir -p /www/cgi-bin && touch /www/ready
COPY --chmod=755 index.cgi /www/cgi-bin/index.cgi
USER 2000:2000
EXPOSE 8080
CMD ["httpd", "-f", "-p", "8080", "-h", "/www"]
`,
  // busybox asks index.cgi where a folder has no index.html.
  "page/index.cgi": '#!/bin/sh\nprintf "Content-Type: text/plain\\r\\n\\r\\n"\nexec wget -qO- "http://api:8000/"\n',
  "deploy/all.yaml": `apiVersion: v1
kind: ConfigMap
metadata: { name: greeting }
data: { greeting: hello }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: api }
spec:
  replicas: 2
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec:
      containers:
        - name: api
          image: api
          ports: [{ containerPort: 8000 }]
          env:
            - { name: TOKEN, valueFrom: { secretKeyRef: { name: api, key: token } } }
            - { name: DATABASE_URL, valueFrom: { secretKeyRef: { name: api, key: database } } }
          readinessProbe: { httpGet: { path: /healthz, port: 8000 }, periodSeconds: 2 }
          volumeMounts: [{ name: greeting, mountPath: /etc/api }]
      volumes: [{ name: greeting, configMap: { name: greeting } }]
---
apiVersion: v1
kind: Service
metadata: { name: api }
spec: { selector: { app: api }, ports: [{ port: 8000 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: page }
spec:
  selector: { matchLabels: { app: page } }
  template:
    metadata: { labels: { app: page } }
    spec:
      containers:
        - name: page
          image: page
          ports: [{ containerPort: 8080 }]
          readinessProbe: { httpGet: { path: /ready, port: 8080 }, periodSeconds: 2 }
---
apiVersion: v1
kind: Service
metadata: { name: page }
spec: { selector: { app: page }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: batch/v1
kind: Job
metadata: { name: once }
spec:
  template:
    spec:
      restartPolicy: Never
      containers: [{ name: once, image: api, command: ["python3", "-c", "print('done once')"] }]
`,
};

let workspace: string;
let text = "";
let verdict: Verdict;

const rehearsed = (options: object = {}): Promise<Verdict> =>
  rehearse({
    env: {
      PATH: `${dirname(buildkit.dockerBin)}:${process.env["PATH"] ?? ""}`,
      HOME: join(workspace, ".."),
      DOCKER_HOST: docker.host,
      DOCKER_CONFIG: buildkit.dockerConfig,
      BUILDX_CONFIG: buildkit.buildxConfig,
      BUILDX_BUILDER: buildkit.builder,
    },
    reporter: SILENT,
    signal: new AbortController().signal,
    print: (part) => void (text += part),
    workspace,
    rehearsalDir: join(workspace, "..", "world"),
    ...options,
  });

/** What Debian's Python needs, on the base image of busybox: there is no way to an image of Python from here. */
async function pushPython(folder: string): Promise<void> {
  const { stdout } = await run("ldd", ["/usr/bin/python3.11"]);
  const libraries = [...new Set(stdout.match(/\/\S+/g))].map((path) => path.slice(1));
  const layer = join(folder, "python.tar");
  const without = ["--exclude=usr/lib/python3.11/test", "--exclude=__pycache__", "--exclude=config-3.11*"];
  const renamed = ["--transform", "s#^usr/bin/python3.11$#usr/bin/python3#"];
  await run("tar", ["-chf", layer, ...without, "-C", "/", ...renamed, "usr/bin/python3.11", "usr/lib/python3.11", ...libraries]);
  await run(tools.crane, ["append", "--insecure", "-b", images.busybox, "-f", layer, "-t", PYTHON]);
}

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), "waybill-engine-"));
  workspace = join(folder, "pyshop");
  for (const [path, content] of Object.entries(PROJECT)) {
    await mkdir(dirname(join(workspace, path)), { recursive: true });
    await writeFile(join(workspace, path), content);
  }
  await pushPython(folder);
  verdict = await rehearsed().catch((error: unknown) => {
    throw new Error(text, { cause: error });
  });
});
afterAll(async () => {
  await rehearsed({ stop: true });
  await rm(join(workspace, ".."), { recursive: true, force: true });
});

test("services of Python and of a shell with RUN are built with BuildKit and rehearse green", () => {
  // A warning for the approval alone, which nobody gave.
  expect(verdict, text).toBe("warn");
  expect(text).toContain("buildx");
  expect(text).not.toMatch(/not rehearsed|not run:/i);
});

test("their pods answer, with what a Secret, a ConfigMap, a Service, the rehearsal's database and their image give them", () => {
  expect(text).toMatch(/hello from python, built with 3\.\d+\.\d+, token of \d+, database says [NS], user 10001/);
});

test("an engine is used by whoever asks for it: with the builder 'assemble' the same project is inconclusive", async () => {
  text = "";
  expect(await rehearsed({ builder: "assemble" }), text).toBe("inconclusive");
  expect(text).toContain("The image 'api' was not built: api/Dockerfile:4 has RUN, which needs Docker Engine.");
  expect(text).toContain("The pods of 'api' were not run");
});

test("a rehearsal that was stopped leaves nothing on the engine", async () => {
  await rehearsed();
  const list = async (...argv: string[]): Promise<string> =>
    (await run(buildkit.dockerBin, [...argv, "--format", "{{json .}}"], { env: { ...process.env, DOCKER_HOST: docker.host } })).stdout;
  const all = async (): Promise<string> => (await list("ps", "-a")) + (await list("network", "ls")) + (await list("volume", "ls"));
  expect(await all()).toContain("pyshop");
  await rehearsed({ stop: true });
  expect(await all()).not.toContain("pyshop");
});
