import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseSecretRef } from "@waybill/config";
import type { Config } from "@waybill/config";
import { isSystemError } from "@waybill/kit";
import type { Env } from "@waybill/pipeline";

/** Whether an image is one of Node, by its name. */
export function isNode(image: string): boolean {
  const name =
    image
      .split("@")[0]
      ?.replace(/:[^/:]*$/, "")
      .split("/")
      .at(-1) ?? "";
  return /^node(js\d*)?(-|$)/.test(name);
}

/** The build arguments that name a base image (`ARG BASE=node:24` and `FROM ${BASE}`), pointed at the one that the rehearsal has. */
export async function baseArguments(config: Config, workspace: string, base: string): Promise<Record<string, string>> {
  const names: string[] = [];
  for (const image of Object.values(config.images)) {
    const text = await readFile(join(workspace, image.dockerfile), "utf8").catch((error: unknown) => {
      // The release itself says at which key a file is missing.
      if (isSystemError(error)) return "";
      throw error;
    });
    for (const { name, usual } of baseNames(text)) {
      // One of another kind has no stand-in here.
      if (usual === undefined || isNode(usual)) names.push(name);
    }
  }
  return Object.fromEntries(names.map((name) => [name, base]));
}

/** The arguments that name base images in a Dockerfile, with their defaults. */
function baseNames(text: string): { readonly name: string; readonly usual: string | undefined }[] {
  return [...text.matchAll(/^FROM\s+\$\{?(\w+)\}?/gim)].map(([, name = ""]) => ({
    name,
    usual: new RegExp(`^ARG\\s+${name}=["']?([^\\s"']+)`, "im").exec(text)?.[1],
  }));
}

/** The first variable that would name a base image and has no value here; with one, BuildKit would be asked for an image of nobody. */
export async function findUnnamedBase(config: Config, workspace: string, env: Env): Promise<string | undefined> {
  for (const { args, dockerfile } of Object.values(config.images)) {
    const text = await readFile(join(workspace, dockerfile), "utf8").catch(() => "");
    for (const { name } of baseNames(text)) {
      const ref = parseSecretRef(args[name] ?? "");
      if (ref && env[ref.env] === undefined) return ref.env;
    }
  }
  return undefined;
}
