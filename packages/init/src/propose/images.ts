import { fullRepository, parseImageName } from "@waybill/kube";
import type { Account } from "../account.ts";
import type { ManifestFile } from "../look/manifests.ts";
import { dnsLabel, folderOf, lastPart, uniqueName } from "../names.ts";
import type { BuildFact } from "../pipelines/facts.ts";

/** An image of waybill.yml. */
export interface ProposedImage extends Omit<BuildFact, "name" | "repositories" | "from"> {
  readonly name: string;
  /** As its pipeline or a manifest writes it; undefined where nothing names one. */
  readonly repository: string | undefined;
  readonly from: readonly string[];
}

interface Draft extends BuildFact {
  readonly all: readonly string[];
}

/** One image for each Dockerfile and build stage, with everything that Compose files, workflows and manifests say of it. */
export function proposeImages(
  builds: readonly BuildFact[],
  manifests: readonly ManifestFile[],
  context: { readonly product: string; readonly account: Account },
): ProposedImage[] {
  const drafts = new Map<string, Draft>();
  for (const build of builds) {
    const key = JSON.stringify([build.dockerfile, build.target ?? ""]);
    const other = drafts.get(key);
    drafts.set(key, other === undefined ? { ...build, all: [build.from] } : merge(other, build, context.account));
  }
  const written = [...new Set(manifests.flatMap(({ images }) => images.flatMap((image) => parseImageName(image)?.repository ?? [])))];
  const taken = new Set<string>();
  return [...drafts.values()].map((draft) => {
    const image = nameImage(draft, written, { ...context, taken, isOnly: drafts.size === 1 });
    taken.add(image.name);
    for (const other of draft.repositories) leaveOther(image, other, context.account);
    return image;
  });
}

/** What is built in two ways is one image; a later pipeline is nearer to what ships than a Compose file for development. */
function merge(one: Draft, other: BuildFact, account: Account): Draft {
  if (one.context !== other.context)
    account.leave(
      `${one.from}: context '${one.context}'`,
      `${other.from} builds the same Dockerfile from '${other.context}', which is taken`,
    );
  return {
    ...other,
    name: one.name ?? other.name,
    args: { ...one.args, ...other.args },
    platforms: other.platforms.length > 0 ? other.platforms : one.platforms,
    cacheFrom: [...new Set([...one.cacheFrom, ...other.cacheFrom])],
    cacheTo: [...new Set([...one.cacheTo, ...other.cacheTo])],
    repositories: [...new Set([...other.repositories, ...one.repositories])],
    all: [...new Set([...one.all, other.from])],
  };
}

/** A build has one repository here; what else it was pushed to or called is said. */
function leaveOther({ name, repository, from }: ProposedImage, other: string, account: Account): void {
  if (repository !== undefined && fullRepository(repository) === fullRepository(other)) return;
  const why =
    repository === undefined
      ? "names no registry, so the image goes to that of the release; give it 'repository' in waybill.yml to keep the name"
      : `the image goes to '${repository}'`;
  account.leave(`${from.join(", ")}: image '${other}' of ${name}`, why);
}

interface Naming {
  readonly product: string;
  readonly taken: ReadonlySet<string>;
  readonly isOnly: boolean;
}

function nameImage(draft: Draft, written: readonly string[], { product, taken, isOnly }: Naming): ProposedImage {
  const pushed = draft.repositories.filter(hasHost);
  const guess = dnsLabel(draft.name ?? lastPart(pushed[0] ?? "") ?? "") ?? dnsLabel(folderName(draft)) ?? product;
  const inManifest = written.find((repository) => isOf(repository, draft, [guess, `${product}-${guess}`, ...(isOnly ? [product] : [])]));
  // A manifest that names no repository calls the image by its name.
  const byName = inManifest !== undefined && !inManifest.includes("/") ? dnsLabel(inManifest) : undefined;
  const name = uniqueName(byName === inManifest && byName !== undefined ? byName : guess, taken);
  const repository = pushed[0] ?? (inManifest?.includes("/") === true ? withHost(inManifest) : undefined);
  const { name: _, repositories: __, from: ___, all, ...rest } = draft;
  return { ...rest, name, repository, from: all };
}

/** Whether a manifest's repository is that of a build: the same repository, or one that ends with its name. */
function isOf(repository: string, { repositories }: Draft, names: readonly string[]): boolean {
  if (repositories.some((own) => fullRepository(own) === fullRepository(repository))) return true;
  return names.includes(lastPart(repository));
}

function hasHost(repository: string): boolean {
  return /^([^/]*[.:][^/]*|localhost)\//.test(repository);
}

/** Short names are those of Docker Hub, for a cluster as for an engine. */
function withHost(repository: string): string {
  return hasHost(repository) ? repository : fullRepository(repository);
}

/** `services/api/Dockerfile` is `api`; a Dockerfile at the top has no name of its own. */
function folderName({ dockerfile, context }: BuildFact): string {
  const folder = [folderOf(dockerfile), context].find(
    (path) => path !== "." && !/^(docker|build|deploy|images?|ci)$/i.test(lastPart(path)),
  );
  return folder === undefined ? "" : lastPart(folder);
}

/** The images of the release that an environment's manifests use, by name. */
export function imagesIn(manifests: readonly ManifestFile[], images: readonly ProposedImage[]): string[] {
  const written = manifests.flatMap(({ images: names }) => names.flatMap((name) => parseImageName(name)?.repository ?? []));
  const repositories = new Set(written.map(fullRepository));
  return images.flatMap(({ name, repository }) => {
    const own = repository === undefined ? [name] : [name, repository];
    return own.some((each) => repositories.has(fullRepository(each))) ? [name] : [];
  });
}
