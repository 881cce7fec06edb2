import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { collectingReporter } from "@waybill/kit";
import { clonedFrom, workload, writeTree } from "@waybill/testing/adopters/repositories";
import type { Files } from "@waybill/testing/adopters/repositories";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { parseArguments } from "../arguments.ts";
import { runCommand } from "../commands.ts";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";

/** Adopts a repository, whose check must pass, and gives the configuration and what was said. */
async function adopt(files: Files): Promise<{ readonly config: unknown; readonly out: string }> {
  const root = await mkdtemp(join(tmpdir(), "formats-"));
  await writeTree(root, { ...clonedFrom("https://github.com/acme/shop.git"), ...files });
  let out = "";
  const verdict = await runCommand(parseArguments(["init", "-C", root, "--commit", COMMIT]), {
    env: { PATH: process.env["PATH"] ?? "", HOME: root },
    reporter: collectingReporter(),
    signal: new AbortController().signal,
    print: (text) => void (out += text),
  });
  expect(["pass", "warn"], out).toContain(verdict);
  const config: unknown = parse(await readFile(join(root, "waybill.yml"), "utf8"));
  await rm(root, { recursive: true });
  return { config, out };
}

const DOCKERFILE = "FROM scratch\n";
const job = (steps: string, more = ""): string =>
  `name: ci\non: [push]\njobs:\n  ship:\n    runs-on: ubuntu-latest\n${more}    steps:\n      - uses: actions/checkout@v4\n${steps}`;

test.each<[string, Files, object, readonly string[]]>([
  [
    "build-push-action with metadata-action: two names, tags, labels and a matrix with 'include'",
    {
      "api/Dockerfile": DOCKERFILE,
      "web/Dockerfile.prod": DOCKERFILE,
      ".github/workflows/ci.yml": job(
        `      - uses: docker/metadata-action@v5
        id: meta
        with:
          images: |
            name=ghcr.io/\${{ github.repository }}/\${{ matrix.part }}
            name=docker.io/acme/\${{ matrix.part }},enable=\${{ github.ref == 'refs/heads/main' }}
          tags: |
            type=schedule
            type=raw,value=latest,enable={{is_default_branch}}
      - uses: docker/build-push-action@v6
        with:
          context: "{{defaultContext}}:\${{ matrix.part }}"
          tags: \${{ steps.meta.outputs.tags }}
      - uses: docker/build-push-action@v6
        with:
          context: \${{ matrix.part }}
          file: \${{ matrix.part }}/\${{ matrix.file }}
          target: ""
          build-args: |
            BUILDKIT_INLINE_CACHE=1
            STAMP=\${{ github.run_id }}
          secrets: |
            npmrc=\${{ secrets.NPMRC }}
          labels: \${{ steps.meta.outputs.labels }}
          tags: \${{ steps.meta.outputs.tags }}
`,
        "    strategy: { matrix: { include: [{ part: api, file: Dockerfile }, { part: web, file: Dockerfile.prod }] } }\n",
      ),
    },
    {
      images: {
        api: { context: "api", args: { BUILDKIT_INLINE_CACHE: "1" }, repository: "acme/shop/api" },
        web: { context: "web", dockerfile: "web/Dockerfile.prod", repository: "acme/shop/web" },
      },
    },
    [
      ".github/workflows/ci.yml:9: ship: tags of docker/metadata-action (type=schedule; ",
      ".github/workflows/ci.yml:22: ship: secrets of docker/build-push-action",
      ".github/workflows/ci.yml:22: ship: labels of docker/build-push-action",
      ".github/workflows/ci.yml:22: ship: build argument STAMP",
      ".github/workflows/ci.yml:18: ship  it builds 'web/Dockerfile', but nothing exists there",
    ],
  ],
  [
    "Azure/k8s-deploy with a canary, pull images and several manifests",
    {
      Dockerfile: DOCKERFILE,
      "k8s/app.yaml": workload("shop", { image: "ghcr.io/acme/shop:v1" }),
      "k8s/unused.yaml": workload("other", { image: "nginx:1" }),
      ".github/workflows/cd.yaml": job(
        `      - uses: azure/aks-set-context@v4
        with: { resource-group: shop, cluster-name: shop }
      - uses: Azure/k8s-deploy@v5
        with:
          action: promote
          strategy: canary
          percentage: 20
          namespace: shop-prod
          manifests: |
            k8s/app.yaml
            k8s/gone.yaml
          images: ghcr.io/acme/shop:\${{ github.sha }}
`,
        "    environment: production\n",
      ),
    },
    { environments: { production: { namespace: "shop-prod", manifests: "k8s/app.yaml" } } },
    [
      ".github/workflows/cd.yaml:11: ship: strategy 'canary' of Azure/k8s-deploy",
      ".github/workflows/cd.yaml:11: ship: manifests 'k8s/gone.yaml'  nothing exists there",
      "k8s/unused.yaml  ",
    ],
  ],
  ...(
    [
      [
        "the action of Redgate",
        `      - uses: red-gate/setup-flyway@v3\n        with: { edition: community, i-agree-to-the-eula: true }\n      - uses: red-gate/flyway-actions/migrations/deploy@v2\n        with: { target-environment: production, working-directory: store }\n`,
        "store/migrations",
      ],
      [
        "an action with 'locations'",
        `      - uses: joshuaavalon/flyway-action@v3\n        with: { url: "\${{ secrets.URL }}", locations: "filesystem:./store/migrations" }\n`,
        "store/migrations",
      ],
      [
        "its image in a step",
        `      - run: docker run --rm -v "$PWD/store/migrations":/flyway/sql --network host flyway/flyway:11 -url=$JDBC_URL migrate\n`,
        "store/migrations",
      ],
      [
        "its image as an action",
        `      - uses: docker://flyway/flyway:11\n        with: { args: "-locations=filesystem:/github/workspace/store/migrations migrate" }\n`,
        "store/migrations",
      ],
    ] as const
  ).map(([title, steps, folder]): [string, Files, object, readonly string[]] => [
    `Flyway: ${title}`,
    { Dockerfile: DOCKERFILE, "store/migrations/V1__a.sql": "CREATE TABLE a (id integer);\n", ".github/workflows/db.yml": job(steps) },
    { databases: { main: { url: "env:DATABASE_URL", migrations: folder } } },
    ["store/migrations: migrations of flyway", ".github/workflows/db.yml  →  1 fact of a release"],
  ]),
  [
    "Liquibase, as an action and as a command",
    {
      Dockerfile: DOCKERFILE,
      "changelog.xml": "<databaseChangeLog/>\n",
      ".github/workflows/db.yml": job(
        "      - uses: liquibase-github-actions/update@v4.32.0\n        with: { changelogFile: changelog.xml }\n      - uses: liquibase/setup-liquibase@v2\n      - run: liquibase update --changelog-file=changelog.xml\n",
      ),
    },
    { images: { shop: { context: "." } } },
    [".github/workflows/db.yml:8: ship: Liquibase  changelogs are not carried out", ".github/workflows/db.yml:11: ship: Liquibase"],
  ],
  [
    "Atlas actions, with a folder and with a registry",
    {
      Dockerfile: DOCKERFILE,
      "migrations/20260101120000_a.sql": "CREATE TABLE a (id integer);\n",
      "migrations/atlas.sum": "h1:x=\n20260101120000_a.sql h1:y=\n",
      ".github/workflows/db.yml": job(
        "      - uses: ariga/setup-atlas@v0\n      - uses: ariga/atlas-action/migrate/apply@v1\n        with: { dir: 'file://migrations', url: '${{ secrets.URL }}' }\n      - uses: ariga/atlas-action/migrate/apply@v1\n        with: { dir: 'atlas://shop' }\n",
      ),
    },
    { images: { shop: { context: "." } } },
    ["migrations: migrations  ", "looks like a migration of Atlas", ".github/workflows/db.yml:11: ship: migrations 'atlas://shop'"],
  ],
  [
    "Great Expectations and Soda actions",
    {
      "data/orders.csv": "id,total\n1,2.5\n2,3\n",
      ".github/workflows/data.yml": job(
        "      - uses: great-expectations/great_expectations_action@v1\n        with: { CHECKPOINTS: orders, GE_HOME: great_expectations }\n      - uses: sodadata/soda-github-action@v1\n        with: { soda_library_version: v1.0.4, data_source: orders, configuration: ./soda/configuration.yml, checks: ./soda/checks.yml }\n",
      ),
    },
    { data: { orders: { source: "data/orders.csv", checks: "data/orders.checks.yaml" } } },
    [".github/workflows/data.yml:8: ship: checks of Great Expectations", ".github/workflows/data.yml:10: ship: checks of Soda"],
  ],
  [
    "a scripted Jenkinsfile of the plugin Docker Pipeline, with braces on lines of their own",
    {
      "app/Dockerfile": DOCKERFILE,
      Jenkinsfile: `node
{
  def registry = 'acme/app'
  def app
  stage('Clone') { checkout scm }
  stage('Build')
  {
    sh 'mvn -B package'
    dir('app') { app = docker.build registry + ":\${env.BUILD_ID}" }
  }
  stage('Push') {
    docker.withRegistry('https://registry.hub.docker.com', 'hub') { app.push("\${env.BRANCH_NAME ?: "none"}") }
  }
  stage('Hand on') { build job: 'shop-deploy', parameters: [string(name: 'TAG', value: "\${env.BUILD_ID}")], wait: false }
}
`,
    },
    { images: { app: { context: "app", repository: "docker.io/acme/app" } } },
    ["Jenkinsfile:14: Hand on: starts the job 'shop-deploy'", "a scripted pipeline: every branch", "Jenkinsfile:8: 1 other step"],
  ],
  [
    "three chained Jenkinsfiles that try the image on the agent",
    {
      Dockerfile: "FROM nginx:1.29\nCOPY index.html /usr/share/nginx/html/\n",
      "index.html": "hello\n",
      "jobs/build.Jenkinsfile": `pipeline {
  agent any
  parameters { string(name: 'TAG', defaultValue: 'latest'); choice(name: 'TARGET', choices: ['a', 'b']) }
  tools { maven 'M3' }
  stages {
    stage('Image') {
      steps {
        sh "docker build -t page:\${params.TAG} ."
        sh "docker tag page:\${params.TAG} registry.example/lab/page:\${params.TAG}"
        withCredentials([usernamePassword(credentialsId: 'hub', usernameVariable: 'U', passwordVariable: 'P')]) {
          sh 'echo $P | docker login -u $U --password-stdin registry.example && docker push registry.example/lab/page'
        }
        build job: 'deploy', parameters: [string(name: 'TAG', value: params.TAG)]
      }
    }
  }
}
`.replace("; choice", "\n choice"),
      "jobs/Jenkinsfile.deploy": `pipeline {
  agent { label 'docker' }
  environment { HUB = credentials('hub') }
  stages {
    stage('Deploy') {
      steps {
        sh 'docker rm -f page || true'
        sh "docker run -d --name page -p 8180:80 registry.example/lab/page:\${params.TAG}"
        copyArtifacts projectName: 'build'
      }
    }
    stage('Ask') { steps { sh label: 'ask', script: 'curl -fsS --retry 5 http://localhost:8180/index.html | grep hello' } }
    stage('Other') { steps { sh 'docker run -d -p 6379:6379 redis:8; curl localhost:9000' } }
  }
}
`,
    },
    { registry: "registry.example", images: { page: { context: ".", repository: "lab/page", probe: { port: 80, path: "/index.html" } } } },
    [
      "jobs/Jenkinsfile.deploy:12: Ask: asks /index.html of port 8180  →  images.page.probe",
      "jobs/Jenkinsfile.deploy:3: credentials 'hub'",
      "jobs/Jenkinsfile.deploy:9: Deploy: copyArtifacts",
      "jobs/Jenkinsfile.deploy:13: Other: docker run redis",
      "jobs/Jenkinsfile.deploy:13: Other: asks port 9000",
      "jobs/build.Jenkinsfile:3: parameters (TAG, TARGET)",
      "jobs/build.Jenkinsfile:5: tools",
      "starts the job 'deploy'",
    ],
  ],
  [
    "a chart and a kustomization",
    {
      Dockerfile: DOCKERFILE,
      "chart/Chart.yaml": "apiVersion: v2\nname: shop\nversion: 0.1.0\n",
      "chart/templates/app.yaml": "apiVersion: v1\nkind: Service\nmetadata: { name: {{ .Release.Name }} }\n",
      "chart/values.yaml": "image: { repository: ghcr.io/acme/shop }\n",
      "deploy/base/kustomization.yaml": "resources: [app.yaml]\n",
      "deploy/base/app.yaml": workload("shop", { image: "shop" }),
      "deploy/overlays/prod/kustomization.yaml": "resources: [../../base]\nnamespace: shop\nimages: [{ name: shop, newTag: '1' }]\n",
      ".github/workflows/cd.yml": job(
        "      - run: |\n          helm upgrade --install shop ./chart -f values.yaml\n          kubectl apply -k deploy/overlays/prod\n",
      ),
    },
    { images: { shop: { context: "." } } },
    [
      "chart: a Helm chart",
      "deploy/overlays/prod: a kustomization",
      ".github/workflows/cd.yml:8: ship: helm upgrade --install shop",
      ".github/workflows/cd.yml:8: ship: kubectl apply -k deploy/overlays/prod",
    ],
  ],
  [
    "a Compose file of services that are all somebody else's, beside a Dockerfile",
    {
      Dockerfile: DOCKERFILE,
      "docker-compose.yaml":
        "services:\n  db:\n    image: postgres:17\n    volumes: [data:/var/lib/postgresql/data]\n  cache:\n    image: redis:8\nvolumes: { data: {} }\n",
    },
    { images: { shop: { context: "." } } },
    ["docker-compose.yaml:2: db  its image 'postgres:17' is not built here", "docker-compose.yaml:5: cache"],
  ],
])("reads %s", async (_, files, expected, said) => {
  const { config, out } = await adopt(files);
  expect(config).toMatchObject(expected);
  const lines = out.replaceAll(/ {2,}/g, "  ");
  for (const text of said) expect(lines).toContain(text);
});
