import { describe, expect, test } from "vitest";
import { readCloud } from "./cloud.ts";
import type { CloudJob } from "./cloud.ts";

const CHANGE: CloudJob = { purpose: "change", environment: "production", cluster: true };
const PLAN: CloudJob = { ...CHANGE, purpose: "plan" };
const READ: CloudJob = { ...CHANGE, purpose: "read" };
const BUILD: CloudJob = { purpose: "build", cluster: false };
const MIGRATE: CloudJob = { ...CHANGE, cluster: false };

const REGISTRY = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";
const AWS = `aws:
  role: arn:aws:iam::1:role/shop-{environment}
  plan-role: arn:aws:iam::1:role/shop-{environment}-reader
  build-role: arn:aws:iam::1:role/shop-builder
  region: eu-central-1
  cluster: shop-{environment}
`;
const WITH_REGISTRY = `${AWS}  registry: ${REGISTRY}\n`;
const [CLIENT, READER, TENANT, SUBSCRIPTION] = ["1", "2", "3", "4"].map((digit) => `${digit.repeat(8)}-0000-0000-0000-000000000000`);
const AZURE = `azure: { client-id: ${CLIENT}, plan-client-id: ${READER}, tenant-id: ${TENANT}, subscription-id: ${SUBSCRIPTION}, resource-group: rg, cluster: shop, registry: acmeshop.azurecr.io }`;
const PROVIDER = "projects/123456789/locations/global/workloadIdentityPools/github/providers/shop";
const GOOGLE = JSON.stringify({
  google: {
    "service-account": "shop@acme.iam.gserviceaccount.com",
    "plan-service-account": "reader@acme.iam.gserviceaccount.com",
    "workload-identity-provider": PROVIDER,
    project: "acme",
    location: "europe-west3",
    cluster: "shop",
    registry: "europe-west3-docker.pkg.dev",
  },
});

describe("a login", () => {
  test("is one for the job that changes, one for the job that only plans and one for those that build", () => {
    expect(readCloud(AWS, CHANGE)).toEqual({
      cloud: "aws",
      identity: "arn:aws:iam::1:role/shop-production",
      region: "eu-central-1",
      cluster: "shop-production",
    });
    expect(readCloud(AWS, PLAN)?.identity).toBe("arn:aws:iam::1:role/shop-production-reader");
    expect(readCloud(WITH_REGISTRY, BUILD)).toEqual({
      cloud: "aws",
      identity: "arn:aws:iam::1:role/shop-builder",
      region: "eu-central-1",
      registry: REGISTRY,
      account: "123456789012",
    });
  });

  test("is never who changes an environment for a job that only looks", () => {
    expect(readCloud(AWS, READ)?.identity).toBe("arn:aws:iam::1:role/shop-production-reader");
    const viewer = AWS.replace("  region", "  read-role: arn:aws:iam::1:role/viewer\n  region");
    expect(readCloud(viewer, READ)?.identity).toBe("arn:aws:iam::1:role/viewer");
    expect(readCloud(viewer, PLAN)?.identity).toBe("arn:aws:iam::1:role/shop-production-reader");
  });

  test("has no part for a job that has nothing to log in to", () => {
    expect(readCloud(AWS, BUILD)).toBeUndefined();
    expect(readCloud(AWS, MIGRATE)).toBeUndefined();
    expect(readCloud(WITH_REGISTRY, MIGRATE)).toMatchObject({ registry: REGISTRY });
    expect(readCloud(WITH_REGISTRY, MIGRATE)).not.toHaveProperty("cluster");
  });

  test("to a cloud alone serves a kubeconfig's own plugin", () => {
    expect(readCloud("aws: { role: arn:aws:iam::1:role/shop, region: eu-central-1 }", CHANGE)).toEqual({
      cloud: "aws",
      identity: "arn:aws:iam::1:role/shop",
      region: "eu-central-1",
    });
  });

  test("to Azure and to Google Cloud has what their own actions take", () => {
    expect(readCloud(AZURE, PLAN)).toEqual({
      cloud: "azure",
      identity: READER,
      "tenant-id": TENANT,
      "subscription-id": SUBSCRIPTION,
      cluster: "shop",
      "resource-group": "rg",
      registry: "acmeshop.azurecr.io",
      "registry-name": "acmeshop",
    });
    expect(readCloud(GOOGLE, PLAN)).toEqual({
      cloud: "google",
      identity: "reader@acme.iam.gserviceaccount.com",
      "workload-identity-provider": PROVIDER,
      cluster: "shop",
      project: "acme",
      location: "europe-west3",
      registry: "europe-west3-docker.pkg.dev",
    });
    expect(readCloud(GOOGLE, BUILD)).not.toHaveProperty("project");
  });
});

test.each<[what: string, text: string, job: CloudJob, says: string]>([
  [
    "two clouds",
    `${AWS}${AZURE}`,
    CHANGE,
    "names two clouds, 'aws' and 'azure', and a call works with one; call the workflow once for each",
  ],
  ["another cloud", "azzure: {}", CHANGE, "names 'azzure'; allowed are aws, azure, google; did you mean 'azure'?"],
  ["nothing", "{}", CHANGE, "holds nothing; allowed are aws, azure, google"],
  ["a name alone", "aws", CHANGE, "must hold the name of one cloud and below it its settings, such as 'aws: { role: "],
  ["a cloud without settings", "aws:", CHANGE, "must hold settings below 'aws', such as"],
  [
    "aliases of aliases",
    `a: &a [x]\n${Array.from({ length: 9 }, (_, level) => `${"bcdefghij"[level]}: &${"bcdefghij"[level]} [${`*${"abcdefghi"[level]},`.repeat(9)}]`).join("\n")}`,
    CHANGE,
    "is neither YAML nor JSON: Excessive alias count",
  ],
  ["no YAML", "aws: [", CHANGE, "is neither YAML nor JSON: "],
  ["a setting twice", "aws: { region: eu-central-1, region: eu-central-2 }", CHANGE, "is neither YAML nor JSON: Map keys must be unique"],
  [
    "a mistyped setting",
    "aws: { rolle: x }",
    CHANGE,
    "names 'aws.rolle', which aws does not have; it has role, region, cluster, registry, plan-role, read-role, build-role; did you mean 'role'?",
  ],
  ["a variable that is not set", "aws: { role: , region: eu-central-1 }", CHANGE, "leaves 'aws.role' empty; a variable of the repository"],
  ["a list", "aws: { role: [a], region: eu-central-1 }", CHANGE, "gives 'aws.role' something else than a text"],
  ["no region", "aws: { role: arn:aws:iam::1:role/shop }", CHANGE, "lacks 'aws.region', such as eu-central-1"],
  ["no identity", "aws: { region: eu-central-1 }", BUILD, "lacks 'aws.role', such as arn:aws:iam::123456789012:role/shop"],
  ["a cluster without its resource group", AZURE.replace("resource-group: rg, ", ""), BUILD, "lacks 'azure.resource-group'"],
  [
    "nobody for this job",
    "aws: { plan-role: arn:aws:iam::1:role/r, region: eu-central-1 }",
    CHANGE,
    "names nobody for the jobs that change; give 'aws.role'",
  ],
  [
    "to look as who changes",
    AWS.replace(/ {2}plan-role.*\n/, ""),
    READ,
    "names nobody for the jobs that read; give 'aws.plan-role' or 'aws.read-role'; pull requests and monitors never log in as who changes",
  ],
  [
    "to look as who changes, under another name",
    AWS.replace("{environment}-reader", "production"),
    READ,
    "has the same in 'aws.plan-role' and 'aws.role'; pull requests and monitors never log in as who changes",
  ],
  [
    "to look as who changes, in other letters",
    AWS.replace("shop-{environment}-reader", "SHOP-production"),
    READ,
    "has the same in 'aws.plan-role' and 'aws.role'; pull requests and monitors never log in as who changes",
  ],
  ["an identity of no form", "aws: { role: shop, region: eu-central-1 }", CHANGE, "has 'shop' as 'aws.role'; it is such as arn:aws:iam::"],
  [
    "another cloud's registry",
    AZURE.replace("acmeshop.azurecr.io", "ghcr.io"),
    CHANGE,
    "has 'ghcr.io' as 'azure.registry'; it is such as acmeshop.azurecr.io",
  ],
  [
    "a registry elsewhere",
    WITH_REGISTRY.replace("ecr.eu-central-1", "ecr.us-east-1"),
    CHANGE,
    "names the registry '123456789012.dkr.ecr.us-east-1.amazonaws.com', which is not in the region 'eu-central-1'",
  ],
  ["the placeholder of expressions", AWS.replace("{environment}", "{0}"), CHANGE, "has 'arn:aws:iam::1:role/shop-{0}' as 'aws.role'"],
  [
    "an environment where there is none",
    WITH_REGISTRY.replace(/ {2}build-role.*\n/, ""),
    BUILD,
    "has {environment} in 'aws.role', and the jobs that build are of no environment; give them 'aws.build-role'",
  ],
])("refuses %s", (_, text, job, says) => {
  expect(() => readCloud(text, job)).toThrow(`Input 'cloud' ${says}`);
});
