import { checkFiles } from "@waybill/config";
import type { FileSection } from "@waybill/config";
import type { Finding } from "@waybill/kit";
import type { Project } from "../session/capabilities.ts";
import type { Scope } from "./precondition.ts";

/** A finding for each file or folder that is named and not there. */
export async function missingFiles({ workspace, config }: Project, scope: Scope): Promise<Finding[]> {
  const names: Readonly<Record<FileSection, readonly string[]>> = {
    data: scope.data,
    models: scope.models,
    images: scope.images.map(({ name }) => name),
    databases: scope.databases.map(({ name }) => name),
    environments: scope.environments.map(({ name }) => name),
  };
  const sections: FileSection[] = ["data", "models", "images", "databases", "environments"];
  return (await Promise.all(sections.map((section) => checkFiles(workspace, config, section, names[section])))).flat();
}

/** Those of the entries whose files are there, so that one that is missing is told once. */
export async function withFiles<T extends { readonly name: string }>(
  { workspace, config }: Project,
  section: FileSection,
  entries: readonly T[],
): Promise<T[]> {
  const there = await Promise.all(entries.map(async ({ name }) => (await checkFiles(workspace, config, section, [name])).length === 0));
  return entries.filter((_, index) => there[index]);
}
