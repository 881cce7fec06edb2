import { stringify } from "yaml";
import type { DataEntry } from "../look/data.ts";
import type { MigrationFolder } from "../look/migrations.ts";
import type { ModelEntry } from "../look/models.ts";
import { variableName } from "../names.ts";
import type { ProposedEnvironment } from "./environments.ts";
import type { ProposedImage } from "./images.ts";

/** Everything that waybill.yml says. */
export interface Proposal {
  readonly product: string;
  /** Whether other products may share the repository, and so its environments and their secrets on GitHub. */
  readonly isOneOfSeveral: boolean;
  readonly images: readonly ProposedImage[];
  readonly data: readonly DataEntry[];
  readonly models: readonly ModelEntry[];
  readonly databases: readonly MigrationFolder[];
  readonly environments: readonly ProposedEnvironment[];
}

/** A file of a configuration: its path in the workspace and its text. */
export interface ConfigText {
  readonly path: string;
  readonly text: string;
}

const SCHEMAS = "https://raw.githubusercontent.com/waybill-ci/waybill/v1/packages/config";
/** Where no image says another one. */
const OWN_REGISTRY = "ghcr.io";

/**
 * The texts of waybill.yml and of the environments' own files. Where there are several environments, each database has another variable in
 * each, so that no two can meet in one database by mistake.
 */
export function configTexts(proposal: Proposal): ConfigText[] {
  const registry = registryOf(proposal.images);
  const last = proposal.environments.at(-1)?.name;
  const base = yamlText("waybill.schema.json", {
    version: 1,
    name: proposal.product,
    ...(registry === OWN_REGISTRY ? {} : { registry }),
    ...section("images", proposal.images, (image) => imageEntry(image, registry)),
    ...section("data", proposal.data, ({ source, checks }) => ({ source, checks })),
    ...section("models", proposal.models, ({ path }) => ({ path })),
    ...section("databases", proposal.databases, ({ name, path }) => ({
      url: `env:${databaseVariable(proposal, name, last)}`,
      migrations: path,
    })),
    ...section("environments", proposal.environments, environmentEntry),
  });
  const others = proposal.databases.length === 0 ? [] : proposal.environments.slice(0, -1);
  const overlays = others.map(({ name: environment }) => ({
    path: `waybill.${environment}.yml`,
    text: yamlText("waybill.overlay.schema.json", {
      ...section("databases", proposal.databases, ({ name }) => ({ url: `env:${databaseVariable(proposal, name, environment)}` })),
    }),
  }));
  return [{ path: "waybill.yml", text: base }, ...overlays];
}

function yamlText(schema: string, value: Readonly<Record<string, unknown>>): string {
  return `# yaml-language-server: $schema=${SCHEMAS}/${schema}\n${stringify(value, { lineWidth: 0, nullStr: "" })}`;
}

function section<T extends { readonly name: string }>(
  key: string,
  entries: readonly T[],
  entryOf: (entry: T) => unknown,
): Record<string, unknown> {
  if (entries.length === 0) return {};
  return { [key]: Object.fromEntries(entries.map((entry) => [entry.name, entryOf(entry)])) };
}

/** Evidence goes where the images go, if that is one registry that takes repositories of any depth. */
function registryOf(images: readonly ProposedImage[]): string {
  const [host = OWN_REGISTRY, ...more] = new Set(images.map(({ repository }) => repository?.split("/")[0] ?? OWN_REGISTRY));
  return more.length > 0 || host === "docker.io" ? OWN_REGISTRY : host;
}

function imageEntry(image: ProposedImage, registry: string): Record<string, unknown> {
  // Without the host that holds anyway, so that a rehearsal can have a registry of its own.
  const repository = image.repository?.startsWith(`${registry}/`) === true ? image.repository.slice(registry.length + 1) : image.repository;
  const usual = image.context === "." ? "Dockerfile" : `${image.context}/Dockerfile`;
  const cache = {
    ...(image.cacheFrom.length === 0 ? {} : { from: image.cacheFrom }),
    ...(image.cacheTo.length === 0 ? {} : { to: image.cacheTo }),
  };
  return {
    context: image.context,
    ...(image.dockerfile === usual ? {} : { dockerfile: image.dockerfile }),
    ...(image.target === undefined ? {} : { target: image.target }),
    ...(Object.keys(image.args).length === 0 ? {} : { args: image.args }),
    ...(image.platforms.length === 0 ? {} : { platforms: image.platforms }),
    ...(Object.keys(cache).length === 0 ? {} : { cache }),
    ...(repository === undefined ? {} : { repository }),
    ...(image.probe === undefined ? {} : { probe: image.probe }),
  };
}

function environmentEntry({ after, namespace, manifests, images, kubeconfig }: ProposedEnvironment): Record<string, unknown> {
  const [only, ...more] = manifests;
  return {
    ...(after === undefined ? {} : { after }),
    ...(namespace === undefined ? {} : { namespace }),
    manifests: more.length === 0 ? only : manifests,
    ...(images === undefined ? {} : { images }),
    ...(kubeconfig === undefined ? {} : { kubeconfig: `env:${kubeconfig}` }),
  };
}

/** `DATABASE_URL`, with the database before it where there are several, and likewise the environment and the product. */
export function databaseVariable(
  { product, isOneOfSeveral, databases, environments }: Proposal,
  database: string,
  environment: string | undefined,
): string {
  const parts = [
    ...(isOneOfSeveral ? [product] : []),
    ...(environments.length > 1 && environment !== undefined ? [environment] : []),
    ...(databases.length > 1 ? [database] : []),
    "DATABASE_URL",
  ];
  return variableName(parts.join("_")).replace(/^(?=\d)/, "_");
}
