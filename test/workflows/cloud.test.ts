import { describe, expect, test } from "vitest";
import { pullRequestWithAct } from "./act.ts";
import { described, runOnStandIns } from "./stand-ins.ts";

// Each cloud's own actions and commands are stand-ins that say what they are asked for; what reads the input `cloud` is the real action.
const MATRIX = { data: ["customers"], models: [], images: ["api"], databases: ["main"], environments: ["production"] };
const [CLIENT, READER, BUILDER, TENANT, SUBSCRIPTION] = ["1", "2", "3", "4", "5"].map(
  (digit) => `${digit.repeat(8)}-0000-0000-0000-000000000000`,
);
const PROVIDER = "projects/123456789/locations/global/workloadIdentityPools/github/providers/shop";
const ECR = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";

const CLOUDS = {
  aws: {
    role: "arn:aws:iam::1:role/{environment}",
    "plan-role": "arn:aws:iam::1:role/{environment}-reader",
    "build-role": "arn:aws:iam::1:role/builder",
    region: "eu-central-1",
    cluster: "shop-{environment}",
  },
  azure: {
    "client-id": CLIENT,
    "plan-client-id": READER,
    "build-client-id": BUILDER,
    "tenant-id": TENANT,
    "subscription-id": SUBSCRIPTION,
    "resource-group": "shop-{environment}",
    cluster: "shop",
  },
  google: {
    "service-account": "shop@acme.iam.gserviceaccount.com",
    "plan-service-account": "reader@acme.iam.gserviceaccount.com",
    "build-service-account": "builder@acme.iam.gserviceaccount.com",
    "workload-identity-provider": PROVIDER,
    project: "acme",
    location: "europe-west3",
    cluster: "shop-{environment}",
  },
};
const REGISTRIES = { aws: ECR, azure: "acmeshop.azurecr.io", google: "europe-west3-docker.pkg.dev" };
type Name = keyof typeof CLOUDS;

const cloudOf = (name: Name, registry?: string): string =>
  JSON.stringify({ [name]: { ...CLOUDS[name], ...(registry === undefined ? {} : { registry }) } });
const callerOf = (file: string, cloud: string, inputs = "environment: production", on = "{ push: { branches: [main] } }"): string => `
on: ${on}
jobs:
  call:
    uses: waybill-ci/waybill/.github/workflows/${file}@v1
    with:
      ${inputs}
      cloud: '${cloud}'
`;

/** What the stand-ins were asked for, job by job in the order of the log. */
function asked(log: string): string[] {
  return [...log.matchAll(/^\[.*?\] +\| cloud: (.*)$/gm)].map(([, text = ""]) => text.replaceAll(/\/\S*\/(kubeconfig)/g, "$1").trimEnd());
}

const aws = (role: string): string =>
  `aws-actions/configure-aws-credentials role-to-assume=arn:aws:iam::1:role/${role} aws-region=eu-central-1`;
const EKS = "aws eks update-kubeconfig --name shop-production --kubeconfig kubeconfig";
const azure = (client = ""): string => `azure/login client-id=${client} tenant-id=${TENANT} subscription-id=${SUBSCRIPTION}`;
const AKS = [
  "azure/use-kubelogin kubelogin-version=v0.2.17",
  "azure/aks-set-context resource-group=shop-production cluster-name=shop use-kubelogin=true",
];
const google = (account: string, more: string): string =>
  `google-github-actions/auth workload_identity_provider=${PROVIDER} service_account=${account}@acme.iam.gserviceaccount.com ${more}`;
const GKE = "google-github-actions/get-gke-credentials cluster_name=shop-production location=europe-west3 project_id=acme";
const DOCKER = "docker login --username oauth2accesstoken --password-stdin https://europe-west3-docker.pkg.dev, with ya29.token";

describe("deploy.yml", () => {
  test.each<[Name, string | undefined, string[], RegExp]>([
    ["aws", undefined, [aws("production-reader"), EKS, aws("production"), EKS], /\/kubeconfig$/],
    [
      "azure",
      REGISTRIES.azure,
      [azure(READER), "az acr login --name acmeshop", ...AKS, azure(CLIENT), "az acr login --name acmeshop", ...AKS],
      /\/kubeconfig_aks$/,
    ],
    [
      "google",
      undefined,
      [google("reader", "create_credentials_file=true"), GKE, google("shop", "create_credentials_file=true"), GKE],
      /\/gha-kubeconfig-1$/,
    ],
  ])("logs in to %s as the reader to plan and as the one who changes to apply", async (name, registry, expected, kubeconfig) => {
    const { exitCode, calls, log } = await runOnStandIns({ matrix: MATRIX }, callerOf("deploy.yml", cloudOf(name, registry)));
    expect(exitCode, log).toBe(0);
    expect(asked(log)).toEqual(expected);
    expect(calls.map(described)).toEqual(["waybill plan production", "waybill apply production"]);
    for (const { inputs } of calls) expect(inputs["kubeconfig"]).toMatch(kubeconfig);
  });

  test("refuses two clouds in one sentence, before any login", async () => {
    const both = JSON.stringify({ aws: CLOUDS.aws, azure: CLOUDS.azure });
    const { exitCode, calls, log } = await runOnStandIns({ matrix: MATRIX }, callerOf("deploy.yml", both));
    expect(exitCode).not.toBe(0);
    expect(log).toContain("Input 'cloud' names two clouds, 'aws' and 'azure', and a call works with one; call the workflow once for each.");
    expect(asked(log)).toEqual([]);
    expect(calls).toEqual([]);
  });

  test("logs in nowhere without the input", async () => {
    const { exitCode, log } = await runOnStandIns({ matrix: MATRIX }, callerOf("deploy.yml", ""));
    expect(exitCode, log).toBe(0);
    expect(asked(log)).toEqual([]);
  });
});

describe("release.yml", () => {
  test.each<[Name, string[]]>([
    ["aws", [aws("builder"), "aws-actions/amazon-ecr-login registries=123456789012"]],
    ["google", [google("builder", "create_credentials_file=false token_format=access_token"), DOCKER]],
  ])("logs in to the registry of %s, as who builds, in the jobs that store and read there", async (name, login) => {
    const { exitCode, log } = await runOnStandIns(
      { matrix: MATRIX },
      callerOf("release.yml", cloudOf(name, REGISTRIES[name]), "policy: policy.yml"),
    );
    expect(exitCode, log).toBe(0);
    // Data, image and summary; the environment's own two jobs stand between, and reading waybill.yml needs nothing.
    for (const line of login.slice(0, 1)) expect(asked(log).filter((each) => each === line)).toHaveLength(3);
    for (const line of login.slice(1)) expect(asked(log).filter((each) => each === line)).toHaveLength(5);
  });

  test("logs in nowhere to build where the registry is not the cloud's", async () => {
    const { exitCode, log } = await runOnStandIns({ matrix: MATRIX }, callerOf("build.yml", cloudOf("azure"), "base-image: base@sha256:1"));
    expect(exitCode, log).toBe(0);
    expect(asked(log)).toEqual([]);
  });
});

describe("the other workflows", () => {
  test("migrate.yml logs in to the registry and not to the cluster", async () => {
    const { exitCode, log } = await runOnStandIns({ matrix: MATRIX }, callerOf("migrate.yml", cloudOf("azure", REGISTRIES.azure)));
    expect(exitCode, log).toBe(0);
    expect(asked(log)).toEqual([azure(READER), "az acr login --name acmeshop", azure(CLIENT), "az acr login --name acmeshop"]);
  });

  test("rollback.yml logs in as who changes", async () => {
    const { exitCode, calls, log } = await runOnStandIns({ matrix: MATRIX }, callerOf("rollback.yml", cloudOf("google")));
    expect(exitCode, log).toBe(0);
    expect(asked(log)).toEqual([google("shop", "create_credentials_file=true"), GKE]);
    expect(calls[0]?.inputs["kubeconfig"]).toMatch(/\/gha-kubeconfig-1$/);
  });

  test("monitor.yml logs in as the reader", async () => {
    const { exitCode, log } = await runOnStandIns({ matrix: MATRIX }, callerOf("monitor.yml", cloudOf("azure")));
    expect(exitCode, log).toBe(0);
    expect(asked(log)).toEqual([azure(READER), ...AKS]);
  });

  test.each([
    ["of the repository plans as the reader", "acme/churn", "ada", [aws("production-reader"), EKS]],
    ["of a fork logs in nowhere", "eve/churn", "eve", []],
  ])("a pull request %s", async (_, from, by, expected) => {
    const caller = callerOf("pull-request.yml", cloudOf("aws"), "environment: production", "pull_request");
    const { exitCode, log } = await runOnStandIns({ matrix: MATRIX }, caller, {
      start: (options) => pullRequestWithAct({ from, by }, options),
    });
    expect(exitCode, log).toBe(0);
    expect(asked(log)).toEqual(expected);
  });

  test.each([
    ["pull-request.yml", "pull_request"],
    ["monitor.yml", "{ push: { branches: [main] } }"],
  ])("%s logs in nowhere where nobody is named who can only read", async (file, on) => {
    const { "plan-role": _, ...aws } = CLOUDS.aws;
    const { exitCode, calls, log } = await runOnStandIns({ matrix: MATRIX }, callerOf(file, JSON.stringify({ aws }), undefined, on), {
      start: on === "pull_request" ? (options) => pullRequestWithAct({ from: "acme/churn", by: "ada" }, options) : undefined,
    });
    expect(exitCode).not.toBe(0);
    expect(log).toContain("names nobody for the jobs that read; give 'aws.plan-role' or 'aws.read-role'");
    expect(asked(log)).toEqual([]);
    expect(calls.map(described)).not.toContainEqual(expect.stringMatching(/plan|monitor/));
  });
});
