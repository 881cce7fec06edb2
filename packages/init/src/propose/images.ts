import { fullRepository, parseImageName } from "@waybill/kube";
import type { Account } from "../account.ts";
import type { ManifestFile } from "../look/manifests.ts";
import { dnsLabel, folderOf, lastPart, uniqueName } from "../names.ts";
import { NO_CONTAINERS } from "../pipelines/containers.ts";
import type { BuildFact, PipelineFacts, RequestFact, StartFact } from "../pipelines/facts.ts";

/** An image of waybill.yml. */
export interface ProposedImage extends Omit<BuildFact, "name" | "repositories" | "from"> {
  readonly name: string;
  /** As its pipeline or a manifest writes it; undefined where nothing names one. */
  readonly repository: string | undefined;
  readonly from: readonly string[];
  /** What a pipeline asks of a container of it before it goes on. */
  readonly probe?: { readonly port: number; readonly path: string } | undefined;
}

interface Draft extends BuildFact {
  readonly all: readonly string[];
}

/** One image for each Dockerfile and build stage, with everything that Compose files, workflows and manifests say of it. */
export function proposeImages(
  facts: PipelineFacts,
  manifests: readonly ManifestFile[],
  context: { readonly product: string; readonly account: Account },
): ProposedImage[] {
  const drafts = new Map<string, Draft>();
  for (const read of facts.builds) {
    const others = facts.tags.flatMap(({ one, other }) => (read.repositories.includes(one) ? [other] : []));
    const build = { ...read, repositories: [...others, ...read.repositories] };
    const key = JSON.stringify([build.dockerfile, build.target ?? ""]);
    const other = drafts.get(key);
    drafts.set(key, other === undefined ? { ...build, all: [build.from] } : merge(other, build, context.account));
  }
  const written = [...new Set(manifests.flatMap(({ images }) => images.flatMap((image) => parseImageName(image)?.repository ?? [])))];
  const taken = new Set<string>();
  const trials = new Map<string, Trial>();
  const images = [...drafts.values()].map((draft): ProposedImage => {
    const image = nameImage(draft, written, { ...context, taken, isOnly: drafts.size === 1 });
    taken.add(image.name);
    for (const other of draft.repositories) leaveOther(image, other, context.account);
    const trial = probeOf(draft, facts);
    if (trial === undefined) return image;
    trials.set(image.name, trial);
    return { ...image, probe: { port: trial.start.port, path: trial.request.path } };
  });
  tellTrials(facts, trials, context.account);
  return images;
}

/** A container that a pipeline starts and asks is the same trial as the image's probe, before anything is tagged. */
function probeOf({ repositories }: Draft, { starts, requests }: PipelineFacts): Trial | undefined {
  const own = new Set(repositories.map(fullRepository));
  for (const start of starts.filter(({ repository }) => own.has(fullRepository(repository)))) {
    const request = requests.find(({ hostPort }) => hostPort === start.hostPort);
    if (request !== undefined) return { start, request };
  }
  return undefined;
}

interface Trial {
  readonly start: StartFact;
  readonly request: RequestFact;
}

/** Says what became of the containers and requests of pipelines. */
function tellTrials({ starts, requests }: PipelineFacts, trials: ReadonlyMap<string, Trial>, account: Account): void {
  for (const [image, { start, request }] of trials)
    account.take(
      `${request.from}: asks ${request.path} of port ${start.hostPort}`,
      `images.${image}.probe, of the container's own port ${start.port}`,
    );
  const known = [...trials.values()];
  for (const start of starts)
    if (!known.some((trial) => trial.start.hostPort === start.hostPort))
      account.leave(`${start.from}: docker run ${start.repository}`, NO_CONTAINERS);
  for (const request of requests)
    if (!known.some((trial) => trial.request.hostPort === request.hostPort))
      account.leave(
        `${request.from}: asks port ${request.hostPort}`,
        "no image that is built here is started on it; write it as 'probe' of an image, or of an environment's Service",
      );
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
