import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { loadConfig } from "@waybill/config";
import { collectingReporter, createRedactor } from "@waybill/kit";
import type { RunContext, Stage } from "@waybill/kit";
import { evidenceStore, generateKeyPair, loadSigner, trustKey, trustOnly } from "@waybill/record";
import type { EvidenceOf, EvidenceStore } from "@waybill/record";
import { connectRegistry } from "@waybill/registry";
import type {
  Committed,
  Demanding,
  GitHubAccess,
  Keys,
  Project,
  Proving,
  Redacting,
  Registries,
  Reporting,
  RunIdentity,
  RunLimits,
  StateFolder,
  Statements,
} from "../../pipeline/src/session/capabilities.ts";
import { prove } from "../../pipeline/src/evidence/prove.ts";
import type { Outcomes } from "../../pipeline/src/stages/outcome.ts";

/** The run that tests say they are. */
export const TEST_RUN: RunContext = {
  repository: "Acme/Shop",
  commit: "a".repeat(40),
  ref: "refs/tags/v1.2.3",
  actor: "dev",
  workflow: "release@main",
  run: "run-1",
  attempt: 1,
  dirty: false,
  rehearsal: false,
};

/** What every stage gets, over a project in a temporary folder; stages that need more are given it beside this. */
export interface TestContext extends Project, StateFolder, Redacting, RunIdentity, RunLimits, Proving, Outcomes, Reporting {
  readonly reporter: ReturnType<typeof collectingReporter>;
  /** Everything that stages have proven, oldest first. */
  readonly proven: EvidenceOf<Stage>[];
}

/** Writes the files, `waybill.yml` among them, into a folder of their own. Evidence is kept and not signed. */
export async function stageContext(files: Readonly<Record<string, string>>): Promise<TestContext> {
  const workspace = await mkdtemp(join(tmpdir(), "stage-"));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(workspace, path)), { recursive: true });
    await writeFile(join(workspace, path), text);
  }
  const redactor = createRedactor();
  const collecting = collectingReporter();
  const proven: EvidenceOf<Stage>[] = [];
  return {
    workspace,
    stateDir: join(workspace, ".waybill"),
    config: await loadConfig(workspace),
    run: TEST_RUN,
    reporter: {
      ...collecting,
      mask(secret) {
        redactor.add(secret);
        collecting.mask(secret);
      },
      show: (text) => redactor.show(text),
    },
    redact: (text) => redactor.redact(text),
    dryRun: false,
    signal: new AbortController().signal,
    clock: () => new Date(),
    proven,
    outcomes: [],
    prove: async (evidence) => void proven.push(evidence),
  };
}

/** What a step has that is used alone: no waybill.yml asks it for evidence, nobody is trusted, and no registry holds statements. */
export function usedAlone<T extends TestContext>(context: T): T & Committed & Demanding & Keys & Statements & GitHubAccess {
  const store: EvidenceStore = {
    publish: () => Promise.reject(new Error("nothing is signed here")),
    find: async () => ({ bundles: [], foreign: [], skipped: [], missingFromIndex: [] }),
    publishRecord: () => Promise.reject(new Error("nothing is signed here")),
    findRecords: async () => [],
    publishPage: () => Promise.reject(new Error("nothing is stored here")),
  };
  const { file: _file, ...config } = context.config;
  return {
    ...context,
    config: { ...config, files: [] },
    require: [],
    findUncommitted: async () => [],
    verifierFor: async () => trustOnly([]),
    statements: [],
    store,
    githubRunId: "0",
  };
}

/** One registry for images and evidence, at `host:port`. */
export function registryAt(address: string): Registries & Pick<Statements, "store"> {
  const registryFor = (host: string) => connectRegistry({ registry: host });
  return {
    registry: address,
    registryFor,
    recordRepository: `${address}/acme/shop/record`,
    credentials: async () => undefined,
    store: evidenceStore({ registryFor, recordRepository: `${address}/acme/shop/record` }),
  };
}

/** A key of its own that signs what stages prove, and the statements that it has signed. */
export function signing(
  context: TestContext,
  place: Pick<Registries, "registryFor"> & { readonly store: EvidenceStore },
): Keys & Committed & Demanding & Statements & Proving {
  const { privateKeyPem, publicKeyPem } = generateKeyPair();
  const own: Keys & Committed & Demanding & Statements = {
    findUncommitted: async () => [],
    require: [],
    signer: loadSigner(privateKeyPem),
    verifierFor: async () => trustOnly([{ key: trustKey(publicKeyPem) }]),
    statements: [],
    store: place.store,
  };
  return { ...own, prove: (evidence) => prove({ ...context, ...place, ...own }, evidence) };
}
