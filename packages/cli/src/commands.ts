import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { describeConfig, loadConfig, otherAddresses, readFloor } from "@waybill/config";
import type { PolicyFloor } from "@waybill/config";
import { inputError, isSystemError, proxiedFetch } from "@waybill/kit";
import type { Finding, Reporter, Verdict } from "@waybill/kit";
import { findIdentityToken, readProxySettings, readRunContext } from "@waybill/kit/edge";
import { findEnvironment, matrices, openSession } from "@waybill/pipeline";
import type { Session } from "@waybill/pipeline";
import type { Call } from "./arguments.ts";
import type { CommandContext } from "./command-context.ts";
import { readKeys } from "./read-keys.ts";

/** Runs one command and gives the verdict that decides the exit code. */
export async function runCommand(call: Call, context: CommandContext): Promise<Verdict> {
  if (call.command === "rehearse") {
    const workspace = await projectFolder(call);
    // The rehearsal's code is a third of a second of start-up, which no other command should pay for.
    const { rehearse } = await import("./rehearse.ts");
    const { stop, environment, images, builder, config: configFile } = call;
    return rehearse({ workspace, stop, environment, images, builder, configFile, floor: await floorOf(call), ...context });
  }
  if (call.command === "init") {
    const workspace = await projectFolder(call);
    const { initProject } = await import("./init/init.ts");
    // What is checked in the same breath proves nothing, so nothing is signed or stored.
    const open = (directory: string, reporter: Reporter): Promise<Session> =>
      sessionFor({ ...call, directory, dryRun: true }, { ...context, reporter });
    return initProject(call, { workspace, open }, context);
  }
  if (call.command === "policy explain") return explain(call, context);
  if (call.command === "config") return printConfig(call, context);
  if (call.target !== undefined) {
    const { verifyTarget } = await import("./verify-anywhere.ts");
    return verifyTarget({ ...call, target: call.target }, await floorOf(call), context);
  }
  const session = await sessionFor(call, context);
  if (call.command === "matrix") {
    context.print(`${JSON.stringify(matrices(session.config), undefined, 2)}\n`);
    return "pass";
  }
  // Loaded once the configuration holds: neither a wrong one nor a matrix need wait for it.
  const { runStages } = await import("./stages.ts");
  return runStages({ ...call, command: call.command }, session, context);
}

/** Reads files alone: no key, no service. */
async function printConfig(call: Call, { print: printText }: CommandContext): Promise<Verdict> {
  const options = { floor: await floorOf(call) };
  const workspace = await projectFolder(call);
  const config = await loadConfig(workspace, call.config, options);
  const environment = call.environment === undefined ? undefined : findEnvironment(config, call.environment).name;
  const effective = await describeConfig(workspace, call.config, { ...options, environment });
  const { renderConfig, renderConfigJson } = await import("./effective-config.ts");
  printText(
    call.json ? renderConfigJson(effective) : renderConfig(effective, environment === undefined ? otherAddresses(config) : new Map()),
  );
  return "pass";
}

/** Reads files alone: no key, no service. */
async function explain(call: Call, { reporter, print: printText }: CommandContext): Promise<Verdict> {
  const config = await loadConfig(await projectFolder(call), call.config, { floor: await floorOf(call) });
  const all = Object.values(config.environments);
  const environments = call.environment === undefined && all.length > 1 ? all : [findEnvironment(config, call.environment)];
  const { explainPolicy } = await import("./policy-explain.ts");
  const finding = (found: Finding): void => reporter.finding(found);
  return explainPolicy(config, { environments, json: call.json, print: printText, finding });
}

async function sessionFor(call: Call, { env, reporter, signal }: CommandContext): Promise<Session> {
  const workspace = await projectFolder(call);
  const signingKey = call.signingKey ? await readKey("signing-key", call.signingKey) : env["WAYBILL_SIGNING_KEY"];
  const proxy = readProxySettings(env);
  return openSession({
    workspace,
    run: () => readRunContext(env, workspace),
    env,
    proxy,
    reporter,
    signal,
    dryRun: call.dryRun,
    trustedKeys: (await Promise.all(call.trustedKeys.map((path) => readKeys(path)))).flat(),
    trustRoot: await readNamed("trust-root", call.trustRoot),
    signingConfig: await readNamed("signing-config", call.signingConfig),
    publicLog: call.publicLog,
    identityToken: findIdentityToken({ env, fetch: proxiedFetch(proxy), reporter }),
    configFile: call.config,
    floor: await floorOf(call),
    registry: call.registry,
    builder: call.builder,
    signingKey: signingKey || undefined,
    signingKeyFrom: call.signingKey ? `--signing-key '${call.signingKey}'` : "The environment variable WAYBILL_SIGNING_KEY",
    githubToken: env["GITHUB_TOKEN"] || undefined,
  });
}

/** The project as an absolute path; an `input` error when it is no folder. */
async function projectFolder({ directory }: Call): Promise<string> {
  const info = await stat(directory).catch((error: unknown) => {
    if (isSystemError(error)) throw inputError("directory", `is '${directory}', which cannot be read (${error.code})`, { cause: error });
    throw error;
  });
  if (!info.isDirectory()) throw inputError("directory", `is '${directory}', which is no folder`);
  return resolve(directory);
}

/** The organisation's policy, from anywhere on this machine. */
async function floorOf({ policy }: Call): Promise<PolicyFloor | undefined> {
  if (policy === undefined) return undefined;
  if (!existsSync(policy)) throw inputError("policy", `is '${policy}', but nothing exists there`);
  return { ...(await readFloor(dirname(resolve(policy)), basename(policy))), file: policy };
}

async function readNamed(option: string, path: string | undefined): Promise<{ name: string; text: string } | undefined> {
  if (path === undefined) return undefined;
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    if (isSystemError(error)) throw inputError(option, `is '${path}', which cannot be read (${error.code})`, { cause: error });
    throw error;
  });
  return { name: path, text };
}

async function readKey(option: string, path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw inputError(
      option,
      `is '${path}', which cannot be read (${error.code}); make a key with 'openssl genpkey -algorithm ed25519 -out signing-key.pem'`,
      { cause: error },
    );
  }
}
