import type { GitHubReleases } from "./github.ts";
import { levelsOf, pinnedCommits, pinReferences } from "./references.ts";
import type { Repository } from "./repository.ts";
import { changesOf, planTags } from "./version.ts";

const WORKFLOWS = ".github/workflows";
/** The one action that consists of others, ours among them (`.github/actions/connect-cloud`). */
const COMPOSITE = ".github/actions/connect-cloud";
/** What every commit of a release must hold byte for byte like the commit that is released. */
const IDENTICAL = ["action.yml", "actions", "dist"];
/** The check run that says that a commit of main is green (ci.yml). */
const CHECK = "CI";

export interface PublishOptions {
  readonly version: string;
  readonly repository: Repository;
  readonly github: GitHubReleases;
  readonly changelog: string;
  readonly say: (line: string) => void;
  readonly dryRun?: boolean | undefined;
}

/** The commits that a release consists of: `source` is on main, the others pin its workflows, level by level; the tag stands on `final`. */
export interface ReleaseCommits {
  readonly source: string;
  readonly final: string;
}

/**
 * Publishes a release: commits with pinned references, the tag, the immutable release, then the moving tag. Everything that can be refused is
 * refused before the first push. A second call after an interruption makes the same objects and goes on where the first one ended. The order
 * and its reasons: docs/releasing.md.
 */
export async function publish(options: PublishOptions): Promise<void> {
  const { repository, github, say, version } = options;
  const remote = await repository.remoteTags();
  const tags = planTags(version, Object.keys(remote));
  await requireNoBranch(repository, [version, ...(tags.moving === undefined ? [] : [tags.moving])]);
  const notes = changesOf(options.changelog, version);
  await requireReleasable(options);

  const { source, final } = await pinWorkflows(repository, version, say);
  const there = remote[version];
  if (there !== undefined && there !== final)
    throw new Error(`The tag ${version} stands on ${there}, not on ${final}. A published version never changes; choose the next one.`);
  if (options.dryRun) return say(`Dry run: ${version} would stand on ${final}${tags.moving ? `, ${tags.moving} too` : ""}.`);

  const tag = await repository.makeTag(version, final, `${version}\n\nActions and dist/ are those of ${source}.`);
  if (there === undefined) await repository.pushTag(version, tag);
  say(`Tag ${version} stands on ${final}.`);

  const release = await github.publishRelease({ tag: version, notes, latest: tags.latest, prerelease: version.includes("-") });
  if (!release.immutable)
    throw new Error(
      `GitHub does not call ${release.url} immutable, so its tag could still be moved. Switch on 'Release immutability' in the repository's settings, delete this release, and run again. ${tags.moving ?? "No moving tag"} was not touched.`,
    );
  say(`${release.url} is published and immutable.`);

  if (tags.moving === undefined) return say("No moving tag: a higher version is out, or this is a pre-release.");
  await repository.pushTag(tags.moving, final, { force: true });
  say(`${tags.moving} leads to ${version} now.`);
}

/** A branch of a tag's name would make `@v1` mean one or the other, depending on who asks. */
async function requireNoBranch(repository: Repository, tags: readonly string[]): Promise<void> {
  const branches = await repository.remoteBranches();
  const taken = tags.find((tag) => branches.includes(tag));
  if (taken !== undefined)
    throw new Error(`There is a branch '${taken}', so '@${taken}' would be ambiguous. Rename or delete the branch; nothing was pushed.`);
}

async function requireReleasable({ repository, github, version }: PublishOptions): Promise<void> {
  if (await repository.isDirty())
    throw new Error("The working tree differs from its commit, so what would be released is unclear. Commit or remove the changes.");
  const head = await repository.commitOf("HEAD");
  if (!(await repository.contains(head, "refs/remotes/origin/main")))
    throw new Error(`${head} is not on origin/main. ${version} can only be made of a commit that was reviewed and merged.`);
  if ((await github.immutableReleases()) === false)
    throw new Error(
      "The repository does not make releases immutable. Switch on 'Release immutability' in its settings; nothing was pushed.",
    );
  const conclusions = await github.checks(head, CHECK);
  if (conclusions.length === 0 || conclusions.some((conclusion) => conclusion !== "success"))
    throw new Error(
      `The check '${CHECK}' of ${head} is ${conclusions.join(", ") || "missing"}, not success. Wait for it or mend it; nothing was pushed.`,
    );
}

/** Makes one commit for each level of workflows, so that every reference names a commit in which the called file is final. Pushes nothing. */
export async function pinWorkflows(repository: Repository, version: string, say: (line: string) => void): Promise<ReleaseCommits> {
  const source = await repository.commitOf("HEAD");
  const files = await repository.readFolder(source, WORKFLOWS);
  const workflows: Record<string, string> = {};
  const composites = await pinComposite(repository, source, version);
  let final = composites;
  for (const level of levelsOf(files)) {
    const pins = { actions: source, composites, workflows, version };
    const changed = Object.fromEntries(level.map((name) => [`${WORKFLOWS}/${name}`, pinReferences(files[name] ?? "", pins)]));
    final = await repository.commitFiles(final, changed, `Pin the references of ${level.join(", ")} for ${version}`);
    for (const name of level) workflows[name] = final;
    say(`${final}  ${level.join(", ")}`);
  }
  await requireIdentical(repository, { source, final }, new Set([source, composites, ...Object.values(workflows)]));
  return { source, final };
}

/** The commit in which the action that consists of others names their commit; the source where there is no such action. */
async function pinComposite(repository: Repository, source: string, version: string): Promise<string> {
  const text = (await repository.readFolder(source, COMPOSITE))["action.yml"];
  if (text === undefined) return source;
  const pinned = pinReferences(text, { actions: source, composites: source, workflows: {}, version });
  return repository.commitFiles(source, { [`${COMPOSITE}/action.yml`]: pinned }, `Pin the references of ${COMPOSITE} for ${version}`);
}

/** Holds what was made against what was meant: nothing but workflows changed, and each reference names one of the release's own `commits`. */
async function requireIdentical(repository: Repository, { source, final }: ReleaseCommits, commits: ReadonlySet<string>): Promise<void> {
  for (const path of IDENTICAL) {
    if ((await repository.objectOf(source, path)) !== (await repository.objectOf(final, path)))
      throw new Error(`${path} of ${final} differs from ${source}, though only workflows may change. Nothing was pushed.`);
  }
  const files = await Promise.all(
    [WORKFLOWS, COMPOSITE].map(async (folder) =>
      Object.entries(await repository.readFolder(final, folder)).map(([name, text]) => ({ path: `${folder}/${name}`, text })),
    ),
  );
  for (const { path, text } of files.flat()) {
    const foreign = pinnedCommits(text).find((commit) => !commits.has(commit));
    if (foreign !== undefined)
      throw new Error(
        `${path} still refers to '@${foreign}' of waybill-ci/waybill, which is no commit of this release. Write the reference as 'uses: waybill-ci/waybill/...@v1', without quotes. Nothing was pushed.`,
      );
  }
}
