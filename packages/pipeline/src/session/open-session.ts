import { loadConfig } from "@waybill/config";
import type { Config, ImageConfig } from "@waybill/config";
import { createRedactor, proxySecrets } from "@waybill/kit";
import type { Redactor, Reporter, RunContext } from "@waybill/kit";
import type { Project } from "./capabilities.ts";
import { configOfInputs } from "./config-of-inputs.ts";
import { readValues } from "./env-file.ts";
import type { SessionOptions } from "./options.ts";
import { imageRepository } from "./repositories.ts";
import { namesContent } from "./secret.ts";
import type { Session } from "./session.ts";

/**
 * Loads the configuration and makes the connections that stages share; opens no network connection yet. Throws `input` for a configuration,
 * key or variable that cannot be read.
 */
export async function openSession(given: SessionOptions): Promise<Session> {
  const redactor = createRedactor();
  const values = readValues(given.env, given);
  const { env, known, kubeconfig, signingKey } = values;
  const options: SessionOptions = { ...given, env, signingKey, kubeconfigText: kubeconfig };
  const reporter = maskingReporter(options, redactor);
  const maskValues = (): void => values.secrets.filter((value) => !namesContent(value)).forEach((secret) => reporter.mask(secret));
  const { project, run } = await readProject({ ...options, env: known, reporter }).catch((error: unknown) => {
    maskValues();
    throw error;
  });
  const naming = { registry: options.registry ?? project.config.registry, run };
  // Before anything is masked: of what the runner was told to hide it also drops every output that contains it.
  for (const text of textsInTheOpen(project.config, (image) => imageRepository(naming, image))) reporter.show(text);
  maskValues();
  // Loaded here: what signs, stores and connects is most of a start, and a configuration that does not hold need not wait for it.
  const { connect } = await import("./connect.ts");
  return connect(project, { ...options, run, reporter, known, redact: (text) => redactor.redact(text) });
}

/** The configuration first: who has written a wrong one need not wait for git to say which commit it is. */
async function readProject(options: SessionOptions): Promise<{ readonly project: Project; readonly run: RunContext }> {
  const project = await openProject(options);
  return { project, run: typeof options.run === "function" ? await options.run() : options.run };
}

/** A reporter whose masked secrets are hidden from pages too; the run's own secrets are masked at once. */
function maskingReporter(options: SessionOptions, redactor: Redactor): Reporter {
  const reporter: Reporter = {
    ...options.reporter,
    mask(secret) {
      redactor.add(secret);
      options.reporter.mask(secret);
    },
    show(text) {
      redactor.show(text);
      options.reporter.show(text);
    },
  };
  for (const secret of [options.signingKey, options.registryLogin?.password, options.githubToken, options.kubeconfigText]) {
    if (secret) reporter.mask(secret);
  }
  for (const secret of options.proxy ? proxySecrets(options.proxy) : []) reporter.mask(secret);
  return reporter;
}

async function openProject(options: SessionOptions): Promise<Project> {
  const { workspace, configFile, floor, entry, buildArgs = {} } = options;
  const config = entry ? await configOfInputs(options, entry) : await loadConfig(workspace, configFile, { floor });
  if (Object.keys(buildArgs).length === 0) return { workspace, config };
  const images = Object.fromEntries(
    Object.entries(config.images).map(([name, image]) => [name, { ...image, args: { ...image.args, ...buildArgs } }]),
  );
  return { workspace, config: { ...config, images } };
}

/** What waybill.yml or an input says for everybody to read, and a plan is about: names, namespaces, hosts and repositories. */
function textsInTheOpen(config: Config, repositoryOf: (image: ImageConfig) => string): string[] {
  const { name, registry, images, data, models, databases, environments } = config;
  return [
    name,
    registry,
    ...[images, data, models, databases, environments].flatMap((section) => Object.keys(section)),
    ...Object.values(images).map(repositoryOf),
    ...Object.values(environments).map(({ namespace }) => namespace),
  ];
}
