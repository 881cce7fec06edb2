import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { readFloor } from "@waybill/config";
import type { EntryInputs } from "@waybill/config";
import { inputError, proxiedFetch, resolveInWorkspace } from "@waybill/kit";
import type { Stage } from "@waybill/kit";
import { findIdentityToken, readRunContext, refuseUnknownInputs } from "@waybill/kit/edge";
import type { Step } from "@waybill/kit/edge";
import { keepOpenDeployment } from "../deployments/left-deployment.ts";
import type { NamedText } from "../session/keys.ts";
import { openSession } from "../session/open-session.ts";
import type { Session } from "../session/session.ts";
import type { CommonInputs } from "./common-inputs.ts";

/**
 * Opens the session of a step. Where `entry` is given the step's own inputs describe the work instead of waybill.yml, and every error says
 * which input is meant.
 */
export async function openStepSession(
  step: Step,
  inputs: CommonInputs,
  options: {
    entry?: EntryInputs | undefined;
    buildArgs?: Readonly<Record<string, string>> | undefined;
    require?: readonly Stage[] | undefined;
  } = {},
): Promise<Session> {
  refuseUnknownInputs(step.env);
  const workspace = await projectFolder(step.workspace, inputs.workingDirectory);
  return openSession({
    workspace,
    configFile: inputs.config,
    // The organisation's workflow checks its policy out beside the project, so the project's folder does not matter here.
    floor: inputs.policy === undefined ? undefined : await readFloor(step.workspace, inputs.policy),
    entry: options.entry,
    require: options.require,
    // Of the project's folder: a workflow may have checked several repositories out, each into a folder of its own.
    run: () => readRunContext(step.env, workspace),
    env: step.env,
    reporter: step.reporter,
    proxy: step.proxy,
    signal: step.signal,
    trustedKeys: inputs.trustedKeys,
    trustRoot: await readJsonInput(step.workspace, "trust-root", inputs.trustRoot),
    signingConfig: await readJsonInput(step.workspace, "signing-config", inputs.signingConfig),
    publicLog: inputs.publicLog,
    attest: inputs.attest,
    identityToken: findIdentityToken({ env: step.env, fetch: proxiedFetch(step.proxy), reporter: step.reporter }),
    dryRun: inputs.dryRun,
    buildArgs: options.buildArgs,
    githubToken: inputs.githubToken,
    keepOpenDeployment,
    signingKey: inputs.signingKey,
    registryLogin: inputs.registryLogin,
    kubeconfigText: inputs.kubeconfig,
    builder: inputs.builder,
  });
}

/** JSON may stand in an input itself, or in a file whose path in the workspace it gives. */
async function readJsonInput(workspace: string, input: string, value: string | undefined): Promise<NamedText | undefined> {
  if (value === undefined) return undefined;
  if (value.startsWith("{")) return { name: `the input '${input}'`, text: value };
  return { name: value, text: await readFile(await resolveInWorkspace(workspace, value, input), "utf8") };
}

async function projectFolder(workspace: string, folder: string): Promise<string> {
  const path = resolve(workspace, folder);
  const real = await resolveInWorkspace(workspace, folder, "working-directory");
  if ((await stat(real)).isDirectory()) return path;
  throw inputError("working-directory", `is '${folder}', which is no folder; give the folder of the project`);
}
