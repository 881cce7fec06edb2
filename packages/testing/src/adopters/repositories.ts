import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { onnx } from "../model-files.ts";

/** Files of a repository by their paths. */
export type Files = Readonly<Record<string, string | Buffer>>;

/** Writes files below a folder. */
export async function writeTree(folder: string, files: Files): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

/** What git notes of a clone, without starting git. */
export function clonedFrom(url: string, branch = "main"): Files {
  return {
    ".git/HEAD": `ref: refs/heads/${branch}\n`,
    ".git/config": `[core]\n\trepositoryformatversion = 0\n\tbare = false\n[remote "origin"]\n\turl = ${url}\n`,
    ".git/objects/info/packs": "\n",
    ".git/refs/heads/.keep": "",
    ".git/refs/remotes/origin/HEAD": `ref: refs/remotes/origin/${branch}\n`,
  };
}

/** A Deployment and its Service, as most manifests have them. */
export function workload(name: string, options: { namespace?: string; image: string; kind?: string; port?: number }): string {
  const { namespace, image, kind = "Deployment", port = 8080 } = options;
  return `apiVersion: apps/v1
kind: ${kind}
metadata:
  name: ${name}${namespace === undefined ? "" : `\n  namespace: ${namespace}`}
spec:
  replicas: 2
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers:
        - name: ${name}
          image: ${image}
          ports: [{ containerPort: ${port} }]
          readinessProbe: { httpGet: { path: /healthz, port: ${port} } }
          resources: { limits: { memory: 128Mi } }
---
apiVersion: v1
kind: Service
metadata:
  name: ${name}${namespace === undefined ? "" : `\n  namespace: ${namespace}`}
spec:
  selector: { app: ${name} }
  ports: [{ port: 80, targetPort: ${port} }]
`;
}

/** Node services with a Compose file, golang-migrate and manifests in a folder for each environment. */
export const bookshop: Files = {
  ...clonedFrom("git@github.com:Leaf-And-Page/Bookshop.git"),
  "package.json": '{ "name": "bookshop", "workspaces": ["services/*"] }\n',
  "compose.yaml": `services:
  catalogue:
    build:
      context: ./services/catalogue
      target: runtime
      args:
        NODE_ENV: production
        NPM_TOKEN: \${NPM_TOKEN}
    ports: ["8080:8080"]
  storefront:
    build: services/storefront
  database:
    image: postgres:17
    volumes: ["pg:/var/lib/postgresql/data"]
volumes: { pg: {} }
`,
  "services/catalogue/Dockerfile":
    'FROM node:24-slim AS deps\nARG NPM_TOKEN\nWORKDIR /app\nCOPY package.json ./\nRUN npm install\nFROM deps AS runtime\nCOPY server.js ./\nCMD ["node", "server.js"]\n',
  "services/catalogue/package.json": "{}\n",
  "services/catalogue/server.js": "",
  "services/storefront/Dockerfile": 'FROM node:24-slim\nCOPY . /app\nCMD ["node", "/app/main.js"]\n',
  "services/storefront/main.js": "",
  "db/migrations/000001_books.up.sql": "CREATE TABLE books (isbn text PRIMARY KEY, title text NOT NULL);\n",
  "db/migrations/000001_books.down.sql": "DROP TABLE books;\n",
  "db/migrations/000002_price.up.sql": "ALTER TABLE books ADD COLUMN cents integer;\n",
  "db/migrations/000002_price.down.sql": "ALTER TABLE books DROP COLUMN cents;\n",
  "k8s/staging/catalogue.yaml": workload("catalogue", { namespace: "bookshop-staging", image: "catalogue:dev" }),
  "k8s/staging/storefront.yaml": workload("storefront", { namespace: "bookshop-staging", image: "storefront:dev" }),
  "k8s/production/catalogue.yaml": workload("catalogue", { namespace: "bookshop", image: "catalogue:1.4" }),
  "k8s/production/storefront.yaml": workload("storefront", { namespace: "bookshop", image: "storefront:1.4" }),
};

/** A Python service whose pipeline is made of other people's actions: Great Expectations, Soda, build-push-action, k8s-deploy, Flyway. */
export const forecast: Files = {
  ...clonedFrom("https://github.com/northwind-labs/forecast", "trunk"),
  Dockerfile:
    'FROM python:3.13-slim\nWORKDIR /srv\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCOPY app app\nCMD ["python", "-m", "app"]\n',
  "requirements.txt": "fastapi\n",
  "app/__main__.py": "",
  "data/demand.csv": "store;day;units;price;note\n7;2026-01-01;12;3.50;\n7;2026-01-02;9;3.50;holiday\n8;2026-01-01;4;12;\n",
  "data/history.parquet": Buffer.from("PAR1"),
  "great_expectations/expectations/demand.json": '{ "expectations": [] }\n',
  "soda/checks.yml": "checks for demand:\n  - row_count > 0\n",
  "models/demand.onnx": onnx(),
  "models/encoder.pkl": Buffer.from("\x80\x04\x8c\x05posix\x94\x8c\x06system\x94\x93\x94.", "latin1"),
  "sql/V1__sales.sql": "CREATE TABLE sales (store integer, day date, units integer);\n",
  "sql/V1.1__index.sql": "CREATE INDEX sales_day ON sales (day);\n",
  "sql/R__totals.sql": "CREATE OR REPLACE VIEW totals AS SELECT store, sum(units) AS units FROM sales GROUP BY store;\n",
  "deploy/service.yml": workload("forecast", { image: "ghcr.io/northwind-labs/forecast:latest", port: 8000 }),
  ".github/workflows/pipeline.yml": `name: pipeline
on: { push: { branches: [trunk] } }
env:
  IMAGE: ghcr.io/\${{ github.repository }}
jobs:
  data:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: sodadata/soda-github-action@v1
        with: { soda_library_version: v1.0.4, data_source: demand, configuration: soda/configuration.yml, checks: soda/checks.yml }
      - run: great_expectations checkpoint run demand --data data/demand.csv
  image:
    needs: data
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: docker/setup-buildx-action@v3
      - id: meta
        uses: docker/metadata-action@v5
        with:
          images: \${{ env.IMAGE }}
          tags: |
            type=sha
            type=semver,pattern={{version}}
      - uses: docker/build-push-action@v6
        with:
          context: .
          push: true
          platforms: linux/amd64,linux/arm64
          build-args: |
            PIP_INDEX_URL=\${{ secrets.PIP_INDEX_URL }}
            COMMIT=\${{ github.sha }}
            MODE=serve
          cache-from: type=gha
          cache-to: type=gha,mode=max
          tags: \${{ steps.meta.outputs.tags }}
  deploy:
    needs: image
    runs-on: ubuntu-latest
    strategy: { max-parallel: 1, matrix: { stage: [staging, production] } }
    environment: \${{ matrix.stage }}
    steps:
      - uses: actions/checkout@v4
      - run: |
          docker run --rm -v "$PWD/sql:/flyway/sql" flyway/flyway migrate
          flyway -url="$JDBC_URL" \\
            -locations=filesystem:sql migrate
      - uses: Azure/k8s-bake@v3
        with: { renderEngine: helm }
      - uses: Azure/k8s-deploy@v5
        with:
          namespace: forecast-\${{ matrix.stage }}
          strategy: canary
          manifests: |
            deploy/service.yml
          images: \${{ env.IMAGE }}:\${{ github.sha }}
`,
};

/** Go services in one repository, built and rolled out by a Jenkinsfile. */
export const fleet: Files = {
  ...clonedFrom("ssh://git@github.com:22/harbour/fleet.git", "master"),
  "go.mod": "module harbour.example/fleet\n",
  ...Object.fromEntries(
    ["tracker", "router", "billing"].flatMap((name) => [
      [
        `cmd/${name}/Dockerfile`,
        `FROM golang:1.25 AS build\nWORKDIR /src\nCOPY go.mod ./\nCOPY cmd/${name} cmd/${name}\nRUN go build -o /out/${name} ./cmd/${name}\nFROM scratch\nCOPY --from=build /out/${name} /${name}\nENTRYPOINT ["/${name}"]\n`,
      ],
      [`cmd/${name}/main.go`, "package main\n\nfunc main() {}\n"],
      [`manifests/${name}.yaml`, workload(name, { namespace: "fleet", image: `registry.harbour.example/fleet/${name}:live` })],
    ]),
  ),
  Jenkinsfile: `// The lab's chain
pipeline {
  agent any
  environment {
    REGISTRY = 'registry.harbour.example/fleet'
    TAG = "\${env.BUILD_NUMBER}"
    KUBECONFIG = credentials('fleet-kubeconfig')
  }
  triggers { cron('H 3 * * *') }
  stages {
    stage('Build') {
      steps {
        sh "docker build -t \${REGISTRY}/tracker:\${TAG} -f cmd/tracker/Dockerfile ."
        sh '''
          docker build -t $REGISTRY/router:$BUILD_NUMBER \\
            -f cmd/router/Dockerfile --build-arg VERSION=$BUILD_NUMBER --build-arg REGION=eu .
        '''
        script { docker.build("\${REGISTRY}/billing", "-f cmd/billing/Dockerfile .") }
      }
    }
    stage('Approve') { steps { input message: 'Ship it?' } }
    stage('Deploy to production') {
      when { branch 'master' }
      steps {
        withCredentials([file(credentialsId: 'fleet-kubeconfig', variable: 'KUBECONFIG')]) {
          sh 'kubectl apply -n fleet -f manifests/'
        }
      }
    }
    stage('Smoke test') { steps { build job: 'fleet-smoke', wait: false } }
  }
  post { failure { mail to: 'ops@harbour.example', subject: 'fleet' } }
}
`,
};
