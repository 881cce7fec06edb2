import { existsSync } from "node:fs";
import { readdir, readFile, realpath } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { ActionError, inputError, parseJson, readHead, repositoryOf, textAt } from "@waybill/kit";
import type { Head } from "@waybill/kit";
import type { Reference } from "@waybill/workflows";

/** The Waybill that runs: what others refer to it as, and the workflows that lie beside it. */
export interface Waybill {
  readonly reference: Reference;
  /** The checkout action, at the commit that our own workflows use. */
  readonly checkout: Reference;
  /** The text of each of its workflows by its file's name. */
  readonly workflows: Readonly<Record<string, string>>;
}

export interface WaybillOptions {
  /** Absolute path of a folder inside of Waybill: where the running code lies. */
  readonly searchFrom: string;
  readonly env: Readonly<Record<string, string>>;
  /** 40 hex digits, where the copy that runs does not know its own. */
  readonly commit?: string | undefined;
  readonly version?: string | undefined;
}

const REPOSITORY = "waybill-ci/waybill";
const WORKFLOWS = ".github/workflows";

/**
 * Finds out which commit of Waybill is running: by the checkout that it lies in, or by the folder that a runner or an archive of GitHub names after
 * the commit. Throws an `input` error about `commit` where neither says it: what is called must never change under those who call it.
 */
export async function readWaybill(options: WaybillOptions): Promise<Waybill> {
  const root = findRoot(options.searchFrom);
  const head: Head = repositoryOf(root) === root ? await readHead(root, options.env) : { tags: [] };
  const commit = options.commit ?? head.commit ?? /[0-9a-f]{40}$/.exec(basename(await realpath(root)))?.[0];
  if (commit === undefined)
    throw inputError(
      "commit",
      `is needed, because the Waybill in '${root}' is no checkout that says which commit it is; give the commit of the release, as its page on GitHub has it`,
    );
  if (!/^[0-9a-f]{40}$/.test(commit))
    throw inputError("commit", `is '${commit}'; it must be all 40 hex digits of a commit of ${REPOSITORY}`);
  const released = head.tags.find((tag) => /^v\d+\.\d+\.\d+/.test(tag));
  const version = options.version ?? released ?? `${await ownVersion(root)}-unreleased`;
  const workflows = await readWorkflows(root);
  return { reference: { repository: REPOSITORY, commit, version }, checkout: findCheckout(workflows), workflows };
}

/** The text of each workflow of the Waybill that runs, by its file's name. Throws as `readWaybill` where none lie beside the program. */
export function readOwnWorkflows(searchFrom: string): Promise<Waybill["workflows"]> {
  return readWorkflows(findRoot(searchFrom));
}

function findRoot(from: string): string {
  for (let at = from; ; at = dirname(at)) {
    if (existsSync(join(at, "action.yml")) && existsSync(join(at, WORKFLOWS, "release.yml"))) return at;
    if (dirname(at) === at)
      throw new ActionError(
        "environment",
        `The workflows of Waybill do not lie beside the program in '${from}'. Run it from a checkout of ${REPOSITORY}, or from the archive of a release.`,
      );
  }
}

async function ownVersion(root: string): Promise<string> {
  return textAt(parseJson(await readFile(join(root, "package.json"), "utf8")), "version") ?? "0.0.0";
}

async function readWorkflows(root: string): Promise<Record<string, string>> {
  const names = (await readdir(join(root, WORKFLOWS))).filter((name) => name.endsWith(".yml"));
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(root, WORKFLOWS, name), "utf8")] as const)),
  );
}

function findCheckout(workflows: Waybill["workflows"]): Reference {
  const [, commit, version] =
    /uses: actions\/checkout@([0-9a-f]{40}) # (v[\w.]+)/.exec(workflows["validate.yml"] ?? workflows["build.yml"] ?? "") ?? [];
  if (commit === undefined || version === undefined)
    throw new ActionError("environment", "The workflows of this Waybill name no commit of actions/checkout. Take them from a release.");
  return { repository: "actions/checkout", commit, version };
}
