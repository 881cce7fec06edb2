import type { EntryInputs, PolicyFloor } from "@waybill/config";
import type { ProxySettings, Reporter, RunContext, Stage } from "@waybill/kit";
import type { Builder } from "./capabilities.ts";
import type { KeyOptions } from "./keys.ts";

/** Environment variables by name. */
export type Env = Readonly<Record<string, string>>;

/** What a session is opened with: the project, the run and what it may use. */
export interface SessionOptions extends KeyOptions {
  /** Absolute path of the project. */
  readonly workspace: string;
  readonly configFile?: string | undefined;
  /** The organisation's policy, which binds whatever the project's own says. */
  readonly floor?: PolicyFloor | undefined;
  /** Describes the work instead of a file. */
  readonly entry?: EntryInputs | undefined;
  /** The run, or what finds it out: it is asked once the configuration holds. */
  readonly run: RunContext | (() => Promise<RunContext>);
  /** Read here and nowhere below: stages get what follows from it as typed values. Its `WAYBILL_ENV` holds values for others (`readValues`). */
  readonly env: Env;
  /** Where connections leave through; without it they are direct. */
  readonly proxy?: ProxySettings | undefined;
  readonly reporter: Reporter;
  readonly signal?: AbortSignal | undefined;
  readonly clock?: (() => Date) | undefined;
  /** Absolute path; `.waybill` of the project by default. */
  readonly stateDir?: string | undefined;
  readonly builder?: Builder | undefined;
  /** Overrides `registry:` of waybill.yml. */
  readonly registry?: string | undefined;
  readonly registryLogin?: { readonly username: string; readonly password: string } | undefined;
  readonly githubToken?: string | undefined;
  /** See `GitHubAccess`. */
  readonly keepOpenDeployment?: ((id: number | undefined) => void) | undefined;
  /** Whether statements about images also go to GitHub's attestation store; needs a token with `attestations: write`. */
  readonly attest?: boolean | undefined;
  /** Text or path of a kubeconfig, for environments that name none of their own. */
  readonly kubeconfigText?: string | undefined;
  readonly dryRun?: boolean | undefined;
  /** Stages whose evidence is demanded beside what waybill.yml and the policy demand. */
  readonly require?: readonly Stage[] | undefined;
  /** Build arguments for every image, on top of its own. */
  readonly buildArgs?: Readonly<Record<string, string>> | undefined;
}
