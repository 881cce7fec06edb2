import { clonedFrom, workload } from "./repositories.ts";
import type { Files } from "./repositories.ts";

/** Node services that any machine can rehearse: without RUN, on a base that is an ARG. */
function service(name: string, folder: string): Files {
  return {
    [`${folder}Dockerfile`]: `ARG BASE=node:24-slim\nFROM \${BASE}\nCOPY main.js /srv/main.js\nENV PORT=8080\nEXPOSE 8080\nCMD ["node", "/srv/main.js"]\n`,
    [`${folder}main.js`]: `require("node:http").createServer((_, answer) => answer.end("${name} is open")).listen(process.env.PORT);\n`,
  };
}

/** One service, one workflow with a job for each environment of a matrix, the Flyway command, one manifest for both environments. */
export const kiosk: Files = {
  ...clonedFrom("https://github.com/corner/kiosk.git"),
  ...service("server", "server/"),
  "sql/V1__goods.sql": "CREATE TABLE goods (id integer PRIMARY KEY, name text NOT NULL);\n",
  "sql/V2__price.sql": "ALTER TABLE goods ADD COLUMN cents integer;\n",
  "k8s/server.yaml": workload("server", { image: "ghcr.io/corner/kiosk/server:placeholder" }),
  ".github/workflows/deliver.yml": `name: deliver
on: { push: { branches: [main] } }
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: docker/build-push-action@v6
        with: { context: server, push: true, tags: "ghcr.io/\${{ github.repository }}/server:\${{ github.sha }}" }
  deploy:
    needs: build
    strategy: { matrix: { environment: [staging, production] } }
    environment: { name: "\${{ matrix.environment }}" }
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: flyway -url=$JDBC_URL -locations=filesystem:sql migrate
      - uses: Azure/k8s-deploy@v5
        with: { namespace: "kiosk-\${{ matrix.environment }}", manifests: k8s/server.yaml }
`,
};

/** Two services built by a matrix with metadata-action, a folder of manifests for each environment, Flyway as an action, a workflow for each part. */
export const ferry: Files = {
  ...clonedFrom("git@github.com:Harbour-Lines/ferry.git", "trunk"),
  ...service("timetable", "services/timetable/"),
  ...service("tickets", "services/tickets/"),
  "db/migration/V1__sailings.sql": "CREATE TABLE sailings (id integer PRIMARY KEY, leaves timestamptz NOT NULL);\n",
  "db/migration/V1.1__index.sql": "CREATE INDEX sailings_leaves ON sailings (leaves);\n",
  "db/migration/R__next.sql": "CREATE OR REPLACE VIEW next_sailing AS SELECT min(leaves) AS leaves FROM sailings;\n",
  ...Object.fromEntries(
    ["staging", "production"].flatMap((environment) =>
      ["timetable", "tickets"].map((name) => [
        `deploy/${environment}/${name}.yaml`,
        workload(name, { namespace: `ferry-${environment}`, image: `ghcr.io/harbour-lines/ferry-${name}:latest` }),
      ]),
    ),
  ),
  ".github/workflows/images.yml": `name: images
on:
  push:
    branches: [trunk]
    tags: ["v*"]
env:
  REGISTRY: ghcr.io
permissions: { contents: read, packages: write }
jobs:
  image:
    runs-on: ubuntu-latest
    strategy:
      fail-fast: false
      matrix:
        service: [timetable, tickets]
    steps:
      - uses: actions/checkout@v4
      - uses: docker/setup-buildx-action@v3
      - uses: docker/login-action@v3
        with:
          registry: \${{ env.REGISTRY }}
          username: \${{ github.actor }}
          password: \${{ secrets.GITHUB_TOKEN }}
      - name: Tags and labels
        id: meta
        uses: docker/metadata-action@v5
        with:
          images: |
            \${{ env.REGISTRY }}/\${{ github.repository_owner }}/ferry-\${{ matrix.service }}
          tags: |
            type=ref,event=branch
            type=semver,pattern={{version}}
            type=sha,format=long
          labels: |
            org.opencontainers.image.title=ferry
      - uses: docker/build-push-action@v6
        with:
          context: ./services/\${{ matrix.service }}
          file: ./services/\${{ matrix.service }}/Dockerfile
          push: \${{ github.event_name != 'pull_request' }}
          tags: \${{ steps.meta.outputs.tags }}
          labels: \${{ steps.meta.outputs.labels }}
          cache-from: type=gha,scope=\${{ matrix.service }}
          cache-to: type=gha,mode=max,scope=\${{ matrix.service }}
`,
  ".github/workflows/rollout.yml": `name: rollout
on:
  workflow_run: { workflows: [images], types: [completed] }
jobs:
  staging:
    runs-on: ubuntu-latest
    environment: staging
    steps:
      - uses: actions/checkout@v4
      - uses: joshuaavalon/flyway-action@v3.0.0
        with:
          url: \${{ secrets.JDBC_URL }}
          user: \${{ secrets.DB_USER }}
          password: \${{ secrets.DB_PASSWORD }}
          locations: filesystem:./db/migration
      - uses: azure/setup-kubectl@v4
      - uses: azure/k8s-set-context@v4
        with: { method: kubeconfig, kubeconfig: "\${{ secrets.KUBECONFIG }}" }
      - uses: Azure/k8s-deploy@v5
        with:
          namespace: ferry-staging
          manifests: |
            deploy/staging
  production:
    needs: staging
    runs-on: ubuntu-latest
    environment: { name: production, url: "https://ferry.example" }
    steps:
      - uses: actions/checkout@v4
      - uses: Azure/k8s-deploy@v5
        with:
          namespace: ferry-production
          action: deploy
          manifests: |
            deploy/production/timetable.yaml
            deploy/production/tickets.yaml
          images: |
            ghcr.io/harbour-lines/ferry-timetable:\${{ github.sha }}
            ghcr.io/harbour-lines/ferry-tickets:\${{ github.sha }}
`,
};

/** A Dockerfile at the top, Flyway's own image, the environments `test` and `prod`, an image that the manifest calls by its name. */
export const ledger: Files = {
  ...clonedFrom("https://github.com/abacus/ledger", "master"),
  ...service("ledger", ""),
  "package.json": '{ "name": "ledger" }\n',
  "migrations/sql/V20260101__entries.sql": "CREATE TABLE entries (id bigint PRIMARY KEY, cents bigint NOT NULL);\n",
  "manifests/ledger.yml": workload("ledger", { image: "ledger" }),
  ".github/workflows/main.yaml": `name: main
on: [push]
jobs:
  ci:
    runs-on: ubuntu-latest
    outputs: { tag: "\${{ steps.meta.outputs.version }}" }
    steps:
      - uses: actions/checkout@v4
      - run: node --test
      - id: meta
        uses: docker/metadata-action@v5
        with: { images: "ghcr.io/abacus/ledger", flavor: latest=true }
      - uses: docker/build-push-action@v5
        with: { push: true, tags: "\${{ steps.meta.outputs.tags }}", platforms: linux/amd64 }
  test:
    needs: ci
    environment: test
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - name: Migrate
        uses: docker://flyway/flyway:11
        with: { args: "-url=\${{ secrets.JDBC_URL }} -locations=filesystem:migrations/sql migrate" }
      - uses: azure/k8s-deploy@v4
        with: { namespace: ledger-test, manifests: manifests/, images: "ghcr.io/abacus/ledger:\${{ needs.ci.outputs.tag }}" }
  prod:
    needs: test
    environment: prod
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: docker://flyway/flyway:11
        with: { args: "-url=\${{ secrets.JDBC_URL }} -locations=filesystem:migrations/sql migrate" }
      - uses: azure/k8s-deploy@v4
        with: { namespace: ledger, manifests: manifests/, images: "ghcr.io/abacus/ledger:\${{ needs.ci.outputs.tag }}" }
`,
};
