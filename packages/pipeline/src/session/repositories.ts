import type { ImageConfig } from "@waybill/config";
import type { Registries, RunIdentity } from "./capabilities.ts";

/**
 * `<registry>/<owner>/<repository>/<name>` in lower case, because registries refuse capitals while GitHub names may have them.
 * Characters that a repository name cannot hold become `-`
 * (https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests).
 */
export function repositoryFor(registry: string, repository: string, name: string): string {
  const path = `${repository}/${name}`
    .toLowerCase()
    .split("/")
    .map((part) => part.replaceAll(/[^a-z0-9._-]+/g, "-").replaceAll(/^[._-]+|[._-]+$/g, "") || "x")
    .join("/");
  return `${registry}/${path}`;
}

/** Where an image is pushed: its own `repository`, in the run's registry unless it names one, or a name derived from the GitHub repository. */
export function imageRepository({ registry, run }: Pick<Registries, "registry"> & RunIdentity, image: ImageConfig): string {
  if (image.repository === undefined) return repositoryFor(registry, run.repository, image.name);
  const namesHost = /^([^/]*[.:][^/]*|localhost)\//.test(image.repository);
  return namesHost ? image.repository : `${registry}/${image.repository}`;
}

/** Splits `host/path` into the registry's host and the repository path. */
export function splitRepository(repository: string): { readonly host: string; readonly path: string } {
  const slash = repository.indexOf("/");
  return { host: repository.slice(0, slash), path: repository.slice(slash + 1) };
}
