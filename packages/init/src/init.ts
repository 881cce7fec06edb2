import { join, posix } from "node:path";
import type { Way } from "@waybill/workflows";
import type { Left, Taken } from "./account.ts";
import { findProducts } from "./look/products.ts";
import { readRepository } from "./look/repository.ts";
import { planProduct } from "./product.ts";
import type { ProductPlan, WantedFile } from "./product.ts";
import { checklist, joinNeeds } from "./propose/checklist.ts";
import { readWaybill } from "./waybill.ts";
import type { WaybillOptions } from "./waybill.ts";
import { unifiedDiff } from "./write/diff.ts";
import { planVendoring } from "./write/vendor.ts";
import type { VendoredCopies } from "./write/vendor.ts";
import { existingText, writeFiles } from "./write/write-files.ts";
import type { NewFile } from "./write/write-files.ts";

/** What is adopted, and how. */
export interface InitOptions extends WaybillOptions {
  /** Absolute path of the project. */
  readonly workspace: string;
  /** The same as whoever calls has written it, for the commands to call next; default: where they stand. */
  readonly directory?: string | undefined;
  /** The way that is asked for; the default depends on whether there are environments. */
  readonly way?: Way | undefined;
  /** The folder of the organisation's repository; for the way `vendored`. */
  readonly vendorDir?: string | undefined;
  readonly dryRun: boolean;
  readonly signal: AbortSignal;
}

/** A file that adopting needs. */
export interface InitFile {
  /** From the repository's root; of the organisation's copies, from that repository's, which `root` then names. */
  readonly path: string;
  /** `written`; `planned` in a dry run; `same` when it was there; `kept` when another one was there, which is never replaced. */
  readonly state: "written" | "planned" | "same" | "kept";
  /** What writing it would change, for `planned` and `kept`. */
  readonly diff: string;
}

/** A product of the repository: what has a waybill.yml of its own. */
export interface InitProduct {
  readonly name: string;
  /** Its folder: an absolute path, and below the project with `/`, `.` for the project itself. */
  readonly workspace: string;
  readonly directory: string;
  /** The command that checks it. */
  readonly check: string;
  readonly taken: readonly Taken[];
  readonly left: readonly Left[];
}

/** What was found and done. */
export interface InitResult {
  readonly products: readonly InitProduct[];
  /** What lies beside the products of a repository of several, and is none of any. */
  readonly left: readonly Left[];
  readonly files: readonly InitFile[];
  /** What to call next, in order, once the check passes. */
  readonly commands: readonly string[];
  readonly checklist: readonly string[];
}

/**
 * Looks at a repository and writes what adopts Waybill: for each product waybill.yml, check files, one workflow; all of them or none, and never
 * over a file that is there. Executes nothing of what it finds and asks no server. Throws an `input` error for a repository in which nothing
 * could be released.
 */
export async function initialise(options: InitOptions): Promise<InitResult> {
  const { workspace, env, signal, way } = options;
  const waybill = await readWaybill(options);
  const above = await readRepository(workspace, env);
  const { products, left } = await findProducts(workspace, above);
  const vendored = options.vendorDir === undefined ? undefined : await planVendoring(options.vendorDir, waybill, env);
  const plans: (ProductPlan & { readonly directory: string })[] = [];
  for (const { folder, name } of products) {
    const plan = await planProduct({ workspace: join(workspace, folder), above, name, way, waybill, vendored, env, signal });
    plans.push({ ...plan, directory: folder });
  }
  const files = await compareFiles(plans, vendored, options);
  if (!options.dryRun) await writeFiles(files.flatMap(({ file, state }) => (state === "written" ? [file] : [])));
  return {
    products: plans.map(({ repository, account, directory }) => ({
      name: repository.product,
      workspace: join(workspace, directory),
      directory,
      check: `waybill check${inFolder(posix.join(options.directory ?? ".", directory))}`,
      taken: account.taken,
      left: account.left,
    })),
    left,
    files: files.map(({ shown: path, state, diff }) => ({ path, state, diff })),
    commands: nextCommands(files, vendored, options, plans),
    checklist: checklist(joinNeeds(plans.map(({ needs }) => needs))),
  };
}

interface Planned {
  readonly file: NewFile;
  readonly shown: string;
  readonly state: InitFile["state"];
  readonly diff: string;
}

/** The files of all products, and the organisation's copies. */
async function compareFiles(
  plans: readonly ProductPlan[],
  vendored: VendoredCopies | undefined,
  { dryRun, vendorDir }: InitOptions,
): Promise<Planned[]> {
  const compare = async ({ file, mayWrite }: WantedFile, shown: string): Promise<Planned> => {
    const before = await existingText(file);
    const diff = unifiedDiff(shown, before, file.text);
    if (before !== undefined) return { file, shown, state: diff === "" ? "same" : "kept", diff };
    if (!mayWrite) return { file, shown, state: "kept", diff };
    return { file, shown, state: dryRun ? "planned" : "written", diff: dryRun ? diff : "" };
  };
  const own = plans.flatMap(({ files, repository: { root, directory } }) =>
    files.map((wanted) => compare(wanted, wanted.file.root === root ? wanted.file.path : `${directory}/${wanted.file.path}`)),
  );
  const copies = (vendored?.files ?? []).map((file) => compare({ file, mayWrite: true }, `${vendorDir}/${file.path}`));
  return Promise.all([...own, ...copies]);
}

/** Each works where init was called, as it stands. */
function nextCommands(
  planned: readonly Planned[],
  vendored: VendoredCopies | undefined,
  { directory: given = ".", vendorDir }: InitOptions,
  plans: readonly (ProductPlan & { readonly directory: string })[],
): string[] {
  if (vendored !== undefined && vendored.reference === undefined) {
    const dir = quote(vendorDir ?? "");
    return [
      `git -C ${dir} add .github/workflows && git -C ${dir} commit -m "Take the workflows of Waybill" && git -C ${dir} push`,
      `waybill init${inFolder(given)} --vendor ${dir}   # again: it writes the caller, which names that commit`,
    ];
  }
  // A release without an environment goes nowhere.
  const rehearsed = plans.flatMap(({ needs, directory }) => (needs.environments.length === 0 ? [] : [posix.join(given, directory)]));
  const isAtTop = plans.every(({ repository, directory }) => (repository.directory ?? ".") === directory);
  const added = planned
    .filter(({ state, file }) => (state === "written" || state === "planned") && !vendored?.files.includes(file))
    .map(({ shown }) => quote(isAtTop ? shown : `:/${shown}`));
  const git = `git${inFolder(given)}`;
  return [
    ...(rehearsed.length === 0 ? [] : [rehearsed.map((folder) => `waybill rehearse${inFolder(folder)}`).join(" && ")]),
    ...(added.length === 0 ? [] : [`${git} add ${added.join(" ")} && ${git} commit -m "Release with Waybill"`]),
  ];
}

function inFolder(folder: string): string {
  return folder === "." ? "" : ` -C ${quote(folder)}`;
}

/** A path as a shell takes it. */
function quote(path: string): string {
  return /^[\w./@%+=:,-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
