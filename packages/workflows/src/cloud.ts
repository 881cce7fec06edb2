import { cutText, didYouMean, inputError } from "@waybill/kit";
import { parse, YAMLParseError } from "yaml";

/**
 * What a job does with the cloud, which says as whom it logs in: change an environment, plan a release to it, only look at it (a pull request, a
 * monitor), or only read and push images.
 */
export type CloudPurpose = "change" | "plan" | "read" | "build";

/** What one job needs of the input `cloud`. */
export interface CloudJob {
  readonly purpose: CloudPurpose;
  /** Stands in for `{environment}`; undefined for a job that is of none. */
  readonly environment?: string | undefined;
  /** Whether it talks to the cluster. */
  readonly cluster: boolean;
}

/** How one job logs in: the cloud, as whom, and what else the login takes, by the names of the input without `plan-`, `read-` and `build-`. */
export interface CloudLogin {
  readonly cloud: string;
  readonly identity: string;
  readonly [setting: string]: string;
}

/** What a setting may hold; the example is shown to who wrote something else. */
interface Form {
  readonly pattern: RegExp;
  readonly example: string;
}

interface Cloud {
  /** The setting that says who changes an environment there; with `plan-`, `read-` or `build-` before it, who only plans, looks or builds. */
  readonly identity: string;
  readonly settings: Readonly<Record<string, Form>>;
  readonly always: readonly string[];
  readonly forCluster: readonly string[];
  /** What the cloud's own login asks of a registry's host. Throws an `input` error for one that it cannot log in to. */
  readonly registry: (host: string, settings: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
}

const GUID: Form = { pattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, example: "11111111-2222-3333-4444-555555555555" };
const form = (pattern: RegExp, example: string): Form => ({ pattern, example });

const CLOUDS: Readonly<Record<string, Cloud>> = {
  aws: {
    identity: "role",
    settings: {
      role: form(/^arn:aws[a-z-]*:iam::\d+:role\/[\w+=,.@/-]+$/, "arn:aws:iam::123456789012:role/shop"),
      region: form(/^[a-z]{2}(-[a-z]+)+-\d$/, "eu-central-1"),
      cluster: form(/^[A-Za-z0-9][\w-]{0,99}$/, "shop"),
      registry: form(/^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/, "123456789012.dkr.ecr.eu-central-1.amazonaws.com"),
    },
    always: ["region"],
    forCluster: [],
    registry: (host, { region = "" }) => {
      const [account = "", , , place = ""] = host.split(".");
      if (place === region) return { account };
      throw inputError("cloud", `names the registry '${host}', which is not in the region '${region}'; a job logs in to one region`);
    },
  },
  azure: {
    identity: "client-id",
    settings: {
      "client-id": GUID,
      "tenant-id": GUID,
      "subscription-id": GUID,
      "resource-group": form(/^[\w.()-]{1,90}$/, "shop"),
      cluster: form(/^[A-Za-z0-9][\w-]{0,62}$/, "shop"),
      registry: form(/^[a-z0-9]{5,50}\.azurecr\.(io|cn|us)$/, "acmeshop.azurecr.io"),
    },
    always: ["tenant-id", "subscription-id"],
    forCluster: ["resource-group"],
    registry: (host) => ({ "registry-name": host.split(".")[0] ?? "" }),
  },
  google: {
    identity: "service-account",
    settings: {
      "service-account": form(/^[a-z][a-z0-9-]+@[a-z0-9.-]+\.gserviceaccount\.com$/, "shop@acme.iam.gserviceaccount.com"),
      "workload-identity-provider": form(
        /^projects\/\d+\/locations\/global\/workloadIdentityPools\/[a-z0-9-]+\/providers\/[a-z0-9-]+$/,
        "projects/123456789/locations/global/workloadIdentityPools/github/providers/shop",
      ),
      project: form(/^[a-z0-9.:-]{4,63}$/, "acme"),
      location: form(/^[a-z]+-[a-z]+\d(-[a-z])?$/, "europe-west3"),
      cluster: form(/^[a-z][a-z0-9-]{0,39}$/, "shop"),
      registry: form(/^([a-z0-9-]+-docker\.pkg\.dev|([a-z]+\.)?gcr\.io)$/, "europe-west3-docker.pkg.dev"),
    },
    always: ["workload-identity-provider"],
    forCluster: ["project", "location"],
    registry: () => ({}),
  },
};
const ELSEWHERE = ["plan", "read", "build"] as const;
const PLACEHOLDER = "{environment}";
/** What a branch that edits its workflow could do otherwise. */
const WHY: Partial<Readonly<Record<CloudPurpose, string>>> = {
  read: "; pull requests and monitors never log in as who changes an environment, so name an identity that can only read",
};

/**
 * Reads the input `cloud`: one cloud's name and below it its settings, as YAML or JSON. Returns how a job logs in, or undefined where there
 * is nothing for it to log in to. Throws an `input` error that names the setting for everything that the cloud would refuse later.
 */
export function readCloud(text: string, job: CloudJob): CloudLogin | undefined {
  const [name, cloud, given] = readSettings(text);
  const at = (key: string): string => `${name}.${key}`;
  const has = (key: string): boolean => given[key] !== undefined;
  const uses = { cluster: job.cluster && has("cluster"), registry: has("registry") };
  for (const key of [...cloud.always, ...(has("cluster") ? cloud.forCluster : [])])
    if (!has(key)) throw inputError("cloud", `lacks '${at(key)}', such as ${cloud.settings[key]?.example}`);
  if (!has(cloud.identity) && !ELSEWHERE.some((prefix) => has(`${prefix}-${cloud.identity}`)))
    throw inputError("cloud", `lacks '${at(cloud.identity)}', such as ${cloud.settings[cloud.identity]?.example}`);
  if (!job.cluster && !uses.registry) return undefined;
  const own = `${job.purpose}-${cloud.identity}`;
  const candidates = job.purpose === "read" ? [own, `plan-${cloud.identity}`] : [own, cloud.identity];
  const identity = candidates.find(has);
  if (identity === undefined)
    throw inputError(
      "cloud",
      `names nobody for the jobs that ${job.purpose}; give '${candidates.map(at).toReversed().join("' or '")}'${WHY[job.purpose] ?? ""}`,
    );
  const value = (key: string): string => settle({ at: at(key), value: given[key] ?? "", own: at(own) }, formOf(cloud, key), job);
  if (job.purpose === "read" && has(cloud.identity) && value(identity).toLowerCase() === value(cloud.identity).toLowerCase())
    throw inputError("cloud", `has the same in '${at(identity)}' and '${at(cloud.identity)}'${WHY.read}`);
  const needed = [...cloud.always, ...(uses.cluster ? ["cluster", ...cloud.forCluster] : [])];
  const settings = Object.fromEntries(needed.map((key) => [key, value(key)]));
  const registry = uses.registry ? value("registry") : undefined;
  return {
    cloud: name,
    identity: value(identity),
    ...settings,
    ...(registry === undefined ? {} : { registry, ...cloud.registry(registry, settings) }),
  };
}

type Given = Readonly<Record<string, string>>;

function readSettings(text: string): [name: string, cloud: Cloud, settings: Given] {
  const clouds = entriesOf(parseText(text), "the name of one cloud and below it its settings");
  const known = Object.keys(CLOUDS);
  const foreign = clouds.find(([name]) => !known.includes(name));
  if (foreign !== undefined)
    throw inputError("cloud", `names '${cutText(foreign[0], 40)}'; allowed are ${known.join(", ")}${didYouMean(foreign[0], known)}`);
  const [first, second] = clouds;
  if (second !== undefined)
    throw inputError(
      "cloud",
      `names two clouds, '${first?.[0]}' and '${second[0]}', and a call works with one; call the workflow once for each`,
    );
  const [name, below] = first ?? ["", undefined];
  const cloud = CLOUDS[name];
  if (cloud === undefined) throw inputError("cloud", `holds nothing; allowed are ${known.join(", ")}`);
  return [
    name,
    cloud,
    Object.fromEntries(entriesOf(below, `settings below '${name}'`).map(([key, value]) => readSetting(name, cloud, key, value))),
  ];
}

function readSetting(name: string, cloud: Cloud, key: string, value: unknown): [string, string] {
  const keys = [...Object.keys(cloud.settings), ...ELSEWHERE.map((prefix) => `${prefix}-${cloud.identity}`)];
  if (!keys.includes(key))
    throw inputError(
      "cloud",
      `names '${name}.${cutText(key, 40)}', which ${name} does not have; it has ${keys.join(", ")}${didYouMean(key, keys)}`,
    );
  if (value === null || value === "")
    throw inputError("cloud", `leaves '${name}.${key}' empty; a variable of the repository or organisation that is not set is empty here`);
  if (typeof value !== "string" && typeof value !== "number")
    throw inputError("cloud", `gives '${name}.${key}' something else than a text; it is such as ${formOf(cloud, key).example}`);
  return [key, String(value)];
}

function formOf(cloud: Cloud, key: string): Form {
  const found = cloud.settings[key] ?? cloud.settings[cloud.identity];
  if (found === undefined) throw new Error(`no form of '${key}'`);
  return found;
}

/** A setting as this job has it. */
function settle({ at, value, own }: { at: string; value: string; own: string }, { pattern, example }: Form, job: CloudJob): string {
  if (job.environment === undefined && value.includes(PLACEHOLDER))
    throw inputError(
      "cloud",
      `has ${PLACEHOLDER} in '${at}', and the jobs that ${job.purpose} are of no environment; give them '${own}', or write the value without it`,
    );
  const settled = value.replaceAll(PLACEHOLDER, job.environment ?? "");
  if (pattern.test(settled)) return settled;
  throw inputError("cloud", `has '${cutText(settled, 120)}' as '${at}'; it is such as ${example}`);
}

function parseText(text: string): unknown {
  try {
    const value: unknown = parse(text, { logLevel: "error" });
    return value;
  } catch (error) {
    // A ReferenceError is of an alias that stands for too much or for nothing.
    if (!(error instanceof YAMLParseError || error instanceof ReferenceError)) throw error;
    throw inputError("cloud", `is neither YAML nor JSON: ${error.message.split("\n")[0] ?? ""}`);
  }
}

function entriesOf(value: unknown, wanted: string): [string, unknown][] {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return Object.entries(value);
  throw inputError(
    "cloud",
    `must hold ${wanted}, such as 'aws: { role: ${CLOUDS["aws"]?.settings["role"]?.example}, region: eu-central-1 }'`,
  );
}
