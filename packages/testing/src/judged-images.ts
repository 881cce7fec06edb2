import { canonicalJson, digestOf } from "@waybill/kit";
import type { Subject } from "@waybill/kit";
import { connectRegistry, MEDIA_TYPES } from "@waybill/registry";
import type { Descriptor } from "@waybill/registry";
import { evidenceStore, generateKeyPair, loadSigner } from "@waybill/record";
import type { Bundle, Signer } from "@waybill/record";
import { close, HONEST, RUN, sign } from "./honest-release.ts";

/* Images in a real registry with release statements beside them, each for one thing that an admission policy must tell apart. */

const KEYS = { staging: generateKeyPair(), production: generateKeyPair(), stranger: generateKeyPair() };
const signer = (who: keyof typeof KEYS): Signer => loadSigner(KEYS[who].privateKeyPem);
const CHURN = { ...RUN, repository: "acme/churn", run: "https://github.com/acme/churn/actions/runs/1" };

interface Place {
  readonly registry: string;
  readonly repository: string;
}

type Change = Parameters<typeof close>[1];

/** What lies beside an image, and what an image is called in a test. */
export interface Judged {
  readonly what: string;
  readonly statements: (image: Subject) => Promise<readonly Bundle[]>;
}

const released =
  (change: Change = {}, by: keyof typeof KEYS = "staging") =>
  async (image: Subject): Promise<Bundle> => {
    const images = { churn: `${image.name}@${image.digest}` };
    const { statements } = await close([], { application: "churn", environment: "staging", run: CHURN, images, ...change }, signer(by));
    const last = statements.at(-1);
    if (last === undefined) throw new Error("A record has no release statement.");
    return last;
  };
const beside = (what: string, ...statements: ((image: Subject) => Promise<Bundle>)[]): Judged => ({
  what,
  statements: (image) => Promise.all(statements.map((make) => make(image))),
});

const passed = released();
const failed = released({ verdict: "fail", findings: ["a pod restarted twice"] });
const OTHER: Subject = { kind: "image", name: "ghcr.io/acme/churn", digest: digestOf("another image") };

/** Images that every policy lets in. */
export const ADMITTED: readonly Judged[] = [
  beside("released to staging", passed),
  beside("released to staging and then to production", passed, released({ environment: "production" }, "production")),
  beside("released to staging, and a stranger says that it failed", passed, released({ verdict: "fail", findings: ["no"] }, "stranger")),
];

/** Images that no policy lets in. */
export const REFUSED: readonly Judged[] = [
  beside("with nothing beside it"),
  beside("whose release failed", failed),
  beside("released in a rehearsal only", released({ run: { ...CHURN, rehearsal: true } })),
  beside("released to another environment only", released({ environment: "development" })),
  beside("released by another repository", released({ run: { ...CHURN, repository: "evil/churn" } })),
  beside("released by a repository whose name begins with ours", released({ run: { ...CHURN, repository: "acme/churn-copy" } })),
  beside("released by a stranger's key", released({}, "stranger")),
  beside("with the summary of another image beside it", () => passed(OTHER)),
  beside("that was built, but not released", (image) => sign({ ...HONEST.build, subjects: [image] }, signer("staging"), CHURN)),
];

/** An image whose release to staging failed and was repeated with success: here the tools do not agree. */
export const REPEATED = beside("whose release failed and then passed", failed, passed);

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

/** A policy of `examples/admission`, about the images of this place and with the key of this test instead of the one that stands there. */
export function trusting(policy: string, { registry, repository }: Place): string {
  const key = KEYS.staging.publicKeyPem.split("\n")[1] ?? "";
  const changed = policy.replace(/^(\s*)MCowBQYDK2Vw\S+$/m, `$1${key}`).replaceAll("ghcr.io/acme/churn", `${registry}/${repository}`);
  if (!changed.includes(key)) throw new Error("The policy has no line with an Ed25519 key.");
  return changed;
}
