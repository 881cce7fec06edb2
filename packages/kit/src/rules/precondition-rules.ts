import type { RuleInfo } from "./rule-info.ts";

/** Rules about what must be there before a run begins; `packages/pipeline/src/preconditions/table.ts` says which run needs which. */
export const PRECONDITION_RULES = {
  dockerfile: {
    meaning: "A Dockerfile cannot be read, or does not name what it is built from.",
    example: "The Dockerfile has the unknown instruction 'COPPY'. Known are ADD, ARG, CMD, COPY and others.",
    remedy: "Correct the line that is named.",
  },
  "needs-buildkit": {
    meaning:
      "A Dockerfile has an instruction that only BuildKit carries out, and the image is to be assembled. As a notice: where `docker buildx` has a builder, BuildKit builds it.",
    example: "The Dockerfile has RUN, which only BuildKit carries out.",
    remedy: "Set up BuildKit (`docker/setup-buildx-action`), or move the work into an earlier step and copy its result.",
  },
  "copy-source": {
    meaning:
      "A Dockerfile copies something that is not in its context, or that `.dockerignore` leaves out. Often it is what an earlier build makes, which a fresh checkout does not have.",
    example: "The Dockerfile copies 'dist', which is not in the context 'web'.",
    remedy: "Correct the path, run before what makes it, or make it in a build stage of the Dockerfile and copy it with `COPY --from`.",
  },
  "base-image": {
    meaning: "A base image that a Dockerfile names is not in its registry, or the registry does not show it to this run.",
    example: "The base image 'node:244' is not there.",
    remedy: "Correct its name, or log in to its registry in an earlier step.",
  },
  "registry-host": {
    meaning:
      "The repository is on a GitHub of its own (Enterprise Server, or a tenant of ghe.com), and no registry is named, so images would go to ghcr.io.",
    example: "Images and evidence would go to ghcr.io, the registry of github.com, but this repository is on github.example.com.",
    remedy: "Write `registry:` into `waybill.yml`.",
  },
  manifest: {
    meaning: "A manifest cannot be read, is no Kubernetes object, or holds an object that another one holds already.",
    example: "The manifests cannot be used: has no 'apiVersion', so it is no Kubernetes object; move the file out of the manifests.",
    remedy: "Correct the file at the line that is named, or move it out of the folder of manifests.",
  },
  "probe-service": {
    meaning: "The probe of an environment asks a Service, or a port of one, that its manifests do not have.",
    example: "'environments.production.probe.service' is 'web', but the manifests have no such Service. Expected: one of api, docs.",
    remedy: "Name a Service and one of its ports as the manifests write them.",
  },
  "migration-layout": {
    meaning: "The folder of migrations cannot be read, is empty, or its files are of no tool that is known.",
    example: "'databases.main.migrations': 'db' holds no migrations of a layout that is known.",
    remedy: "Name the folder that holds the migration files of golang-migrate, Flyway or dbmate.",
  },
  "secret-missing": {
    meaning: "A variable that `waybill.yml` names as `env:NAME` is not set where the run needs it.",
    example: "'databases.main.url' names the environment variable DATABASE_URL, which is not set.",
    remedy:
      "Set it from a secret in the workflow's `env:`, or export it in the shell. A run for a fork's pull request or one of Dependabot gets no secrets.",
  },
  kubeconfig: {
    meaning: "The kubeconfig of an environment cannot be read, or has no such context.",
    example: "'environments.production.kubeconfig': the kubeconfig has no context 'prod'.",
    remedy: "Copy the whole kubeconfig into the secret again, and name one of its contexts.",
  },
  "no-signer": {
    meaning:
      "There is nothing to sign the evidence with, or a key that the policy does not let sign it, and a release signs what it proves.",
    example: "A release signs what it proves, and there is nothing to sign with.",
    remedy: "Give the job `id-token: write`, or pass a key as `signing-key` that the policy's `signers` name.",
  },
  "registry-access": {
    meaning: "The registry that images are pushed to does not answer, or refuses this run.",
    example: "ghcr.io refused to let this token push to acme/shop/api.",
    remedy: "Give the job `packages: write`, or the login of the registry as `registry-username` and `registry-password`.",
  },
  "evidence-access": {
    meaning:
      "The registry that the statements of a run are stored in does not answer, or refuses this run, so what it changes could not be proven.",
    example: "The statements of this run would be stored in 'ghcr.io/acme/shop/record', and that cannot be done: ghcr.io did not answer.",
    remedy:
      "Name a registry that answers as `registry:` in `waybill.yml`, and give its login, or `packages: write`. A step that is used alone and proves nothing runs without a key.",
  },
  "database-access": {
    meaning: "A database does not answer, or refuses this run.",
    example: "The database 'main' at db.example.com:5432 cannot be reached.",
    remedy: "Check the URL behind the variable, and that the runner may reach the server.",
  },
  "cluster-access": {
    meaning: "The cluster of an environment does not answer, or refuses this run.",
    example: "The cluster at https://10.0.0.1:6443 refused the credentials.",
    remedy: "Renew the kubeconfig, and check that the runner may reach the server.",
  },
  "github-access": {
    meaning: "GitHub refuses the token, or does not let it do what the release needs: read who approved it, record the deployment.",
    example: "GitHub does not let this token read who approved this run in acme/shop.",
    remedy: "Add the permission that the message names to the job's `permissions:`.",
  },
  "no-reviewers": {
    meaning:
      "GitHub's environment has no required reviewers, or they could not be read, so GitHub asks nobody. On the plans Free, Pro and Team only public repositories can have them; private and internal ones need GitHub Enterprise.",
    example: "GitHub asks nobody before a release to 'production'.",
    remedy:
      "Give the environment required reviewers under Settings, Environments. Where the plan has none, let somebody read the plan and give its digest as `approve`.",
  },
} as const satisfies Record<string, RuleInfo>;
