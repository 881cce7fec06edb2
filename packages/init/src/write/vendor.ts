import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { ActionError, findUncommitted, inputError, isSystemError, readRemote } from "@waybill/kit";
import { readCalledWorkflow, vendorWorkflow } from "@waybill/workflows";
import type { Reference } from "@waybill/workflows";
import type { Waybill } from "../waybill.ts";
import { existingText } from "./write-files.ts";
import type { NewFile } from "./write-files.ts";

/** The organisation's own copies of the workflows. */
export interface VendoredCopies {
  readonly files: readonly NewFile[];
  /** What a caller names; undefined until the copies are committed as they are written. */
  readonly reference: Reference | undefined;
  /** `owner/name`. */
  readonly repository: string;
}

/** Plans the copies in the organisation's repository that is checked out at a folder. Throws an `input` error about `vendor` for another folder. */
export async function planVendoring(dir: string, waybill: Waybill, env: Readonly<Record<string, string>>): Promise<VendoredCopies> {
  const root = resolve(dir);
  const info = await stat(root).catch((error: unknown) => {
    if (isSystemError(error))
      throw inputError("vendor", `is '${dir}', which cannot be read (${error.code}); check the organisation's repository out there`, {
        cause: error,
      });
    throw error;
  });
  if (!info.isDirectory()) throw inputError("vendor", `is '${dir}', which is no folder; check the organisation's repository out there`);
  const { slug, commit } = await readRemote(root, env);
  if (slug === undefined)
    throw inputError(
      "vendor",
      `is '${dir}', whose git remote 'origin' names no repository as owner/name; check the organisation's repository out there`,
    );
  const files = Object.entries(waybill.workflows)
    .filter(([name, text]) => isCallable(name, text))
    .map(([name, text]): NewFile => ({ root, path: `.github/workflows/${name}`, text: vendorWorkflow(text, waybill.reference) }));
  const isThere = (await Promise.all(files.map(async (file) => (await existingText(file))?.replaceAll("\r\n", "\n") === file.text))).every(
    Boolean,
  );
  const isCommitted =
    isThere &&
    (
      await findUncommitted(
        files.map(({ path }) => join(root, path)),
        env,
      )
    ).length === 0;
  const reference = isCommitted && commit !== undefined ? { repository: slug, commit, version: waybill.reference.version } : undefined;
  return { files, reference, repository: slug };
}

/** Waybill's own pipelines are none that anybody calls. */
function isCallable(name: string, text: string): boolean {
  try {
    readCalledWorkflow(name, text);
    return true;
  } catch (error) {
    if (error instanceof ActionError) return false;
    throw error;
  }
}
