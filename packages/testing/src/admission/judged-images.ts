import { canonicalJson, digestOf } from "@waybill/kit";
import type { RunContext, Subject } from "@waybill/kit";
import { connectRegistry, MEDIA_TYPES } from "@waybill/registry";
import type { Descriptor } from "@waybill/registry";
import { evidenceStore, generateKeyPair, keylessSigner, loadSigner, parseSigningConfig } from "@waybill/record";
import type { Bundle, Signer } from "@waybill/record";
import type { LoopbackSigstore } from "../loopback-sigstore.ts";
import { close, HONEST, RUN, sign } from "../honest-release.ts";

/* Images in a real registry with release statements beside them, each for one thing that an admission policy must tell apart. */

/** Who signs: the release jobs of two environments, and somebody whom no policy trusts. */
export interface Signers {
  readonly staging: Signer;
  readonly production: Signer;
  readonly stranger: Signer;
}

/** What lies beside an image, and what such an image is called in a test. */
export interface Judged {
  readonly what: string;
  readonly statements: (image: Subject) => Promise<readonly Bundle[]>;
  /** The one demand of a policy that keeps it out, by the member of the predicate; absent where no statement fits at all. */
  readonly keptOutBy?: string;
}

interface Place {
  readonly registry: string;
  readonly repository: string;
}

const runOf = (repository: string): RunContext => ({ ...RUN, repository, run: RUN.run.replace(RUN.repository, repository) });
const CHURN = runOf("acme/churn");
const OTHER: Subject = { kind: "image", name: "ghcr.io/acme/churn", digest: digestOf("another image") };

const STAGING_KEYS = generateKeyPair();

/** A key for each environment. */
export const KEY_SIGNERS: Signers = {
  staging: loadSigner(STAGING_KEYS.privateKeyPem),
  production: loadSigner(generateKeyPair().privateKeyPem),
  stranger: loadSigner(generateKeyPair().privateKeyPem),
};

/** What an admission policy must tell apart, and what the controllers do not agree about. */
export function judgedImages(by: Signers): { admitted: readonly Judged[]; refused: readonly Judged[]; disputed: readonly Judged[] } {
  const passed = released(by.staging);
  const failed = released(by.staging, { verdict: "fail", findings: ["a pod restarted twice"] });
  const run = (other: RunContext): Maker => released(by.staging, { run: other });
  return {
    admitted: [
      beside("released to staging", passed),
      beside("released to staging and then to production", passed, released(by.production, { environment: "production" })),
      beside(
        "released to staging, of which a stranger says that it failed",
        passed,
        released(by.stranger, { verdict: "fail", findings: ["no"] }),
      ),
    ],
    refused: [
      beside("with nothing beside it"),
      { ...beside("whose release failed", failed), keptOutBy: "verificationResult" },
      { ...beside("released in a rehearsal only", run({ ...CHURN, rehearsal: true })), keptOutBy: "rehearsal" },
      { ...beside("released to another environment only", released(by.staging, { environment: "development" })), keptOutBy: "environment" },
      { ...beside("released by another repository", run(runOf("evil/churn"))), keptOutBy: "resourceUri" },
      {
        ...beside("released by a repository whose name begins with ours", run(runOf("acme/churn-copy"))),
        keptOutBy: "resourceUri",
      },
      beside("released by a stranger", released(by.stranger)),
      beside("with the summary of another image beside it", () => passed(OTHER)),
      beside("that was built, but not released", (image) => sign({ ...HONEST.build, subjects: [image] }, by.staging, CHURN)),
    ],
    disputed: [
      beside("whose release failed and then passed", failed, passed),
      beside("whose release passed and then failed", passed, failed),
      beside("released to staging and to production, both by one signer", passed, released(by.staging, { environment: "production" })),
    ],
  };
}

type Maker = (image: Subject) => Promise<Bundle>;

function beside(what: string, ...makers: Maker[]): Judged {
  return { what, statements: (image) => Promise.all(makers.map((make) => make(image))) };
}

/** The statement that closes a release of acme/churn to staging, or another one where `change` says so. */
function released(by: Signer, change: Parameters<typeof close>[1] = {}): Maker {
  return async (image) => {
    const images = { churn: `${image.name}@${image.digest}` };
    // What it rests on is of the same run: a release of nothing cannot be signed.
    const build = await sign({ ...HONEST.build, subjects: [image] }, by, change.run ?? CHURN);
    const { statements } = await close([build], { application: "churn", environment: "staging", run: CHURN, images, ...change }, by);
    const last = statements.at(-1);
    if (last === undefined) throw new Error("A record has no release statement.");
    return last;
  };
}

/** Pushes an image with its statements beside it and returns its reference by digest, and the statements. */
export async function pushJudged(
  { registry, repository }: Place,
  judged: Judged,
): Promise<{ readonly reference: string; readonly bundles: readonly Bundle[] }> {
  const name = `${registry}/${repository}`;
  const manifest = await pushImage({ registry, repository }, judged.what);
  const bundles = await judged.statements({ kind: "image", name, digest: manifest.digest });
  const client = connectRegistry({ registry });
  const store = evidenceStore({ registryFor: () => client, recordRepository: `${name}/record` });
  for (const bundle of bundles) await store.publish(bundle, { repository: name, subject: manifest });
  return { reference: `${name}@${manifest.digest}`, bundles };
}

/** An image without layers: nobody runs it, and its label makes its digest its own. */
async function pushImage({ registry, repository }: Place, label: string): Promise<Descriptor> {
  const client = connectRegistry({ registry });
  const config = Buffer.from(
    canonicalJson({ architecture: "amd64", os: "linux", config: { Labels: { label } }, rootfs: { type: "layers", diff_ids: [] } }),
  );
  const descriptor = { mediaType: MEDIA_TYPES.config, digest: digestOf(config), size: config.length };
  await client.pushBlob(repository, {
    descriptor,
    async *open() {
      yield config;
    },
  });
  const bytes = Buffer.from(canonicalJson({ schemaVersion: 2, mediaType: MEDIA_TYPES.manifest, config: descriptor, layers: [] }));
  return client.putManifest(repository, digestOf(bytes), bytes, MEDIA_TYPES.manifest);
}

/** A policy of `examples/admission` about the images of this place; a key that stands in it becomes that of `KEY_SIGNERS.staging`. */
export function trusting(policy: string, { registry, repository }: Place): string {
  const key = STAGING_KEYS.publicKeyPem.split("\n")[1] ?? "";
  const changed = policy.replace(/^(\s*)MCowBQYDK2Vw\S+$/m, `$1${key}`).replaceAll("ghcr.io/acme/churn", `${registry}/${repository}`);
  return changed;
}

/** The signers of `judgedImages` as workflows: one file of acme/churn releases to every environment, another file is a stranger. */
export function workflowSigners(sigstore: Pick<LoopbackSigstore, "signingConfig" | "token">): Signers {
  const services = parseSigningConfig(sigstore.signingConfig, "signing_config.json");
  const workflow = (file: string): Signer =>
    keylessSigner({
      services,
      identityToken: async () => sigstore.token({ sub: `https://github.com/acme/churn/.github/workflows/${file}@refs/heads/main` }),
    });
  return { staging: workflow("release.yml"), production: workflow("release.yml"), stranger: workflow("test.yml") };
}

/** A policy without one of its demands, which all stand on lines of their own. */
export function withoutDemand(policy: string, member: string): string {
  const lines = policy.split("\n");
  const left = lines.filter((line) => line.trim().startsWith("#") || !line.includes(member));
  if (left.length !== lines.length - 1) throw new Error(`The policy has ${lines.length - left.length} lines about '${member}'.`);
  return left.join("\n");
}
