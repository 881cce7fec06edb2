import { dirname } from "node:path";
import { ActionError, digestOf, inputError, resolveInWorkspace } from "@waybill/kit";
import type { Digest } from "@waybill/kit";
import { normalPath } from "../sections.ts";
import { readSource } from "../text-file.ts";

/** The organisation's policy as it was given, not judged yet. Nothing in it is read from the project, which it binds. */
export interface PolicyFloor {
  /** What its findings call it: its path, or the input that held its text. */
  readonly file: string;
  readonly text: string;
  readonly digest: Digest;
  /** Its absolute path, beside which its key files are looked for; a text without a file has none. */
  readonly path?: string | undefined;
}

/**
 * Reads what the input `policy` gives: the text of a policy file, or the path of one in the workspace. Throws an `input` error when there is
 * no such file.
 */
export async function readFloor(workspace: string, given: string): Promise<PolicyFloor> {
  // A mapping in one line has a colon with a space or a brace, which the path of a policy file has no reason to have.
  if (/\n|: |^\s*\{/.test(given)) return { file: "input policy", text: given, digest: digestOf(given) };
  const file = normalPath(given.trim());
  const path = await resolveInWorkspace(workspace, file, "policy");
  return { file, path, ...(await readSource(workspace, file, "policy")) };
}

/** The text of a key file that a floor names: beside the floor or below it, never elsewhere in the workspace. */
export async function readFloorKey({ path: own }: PolicyFloor, path: string): Promise<string> {
  if (own === undefined)
    throw new ActionError(
      "input",
      `'${path}' is no public key in PEM form, and a policy that is given as text has no folder to find a file in; write the key itself.`,
    );
  try {
    return (await readSource(dirname(own), path, "policy")).text;
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    throw inputError("policy", `names the key '${path}', which cannot be read beside it`, { cause: error });
  }
}
