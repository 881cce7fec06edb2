import { execFile } from "node:child_process";
import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { connectCluster, deployStatus, loadKubeconfig } from "@waybill/kube";
import type { DeployStatus } from "@waybill/kube";
import { loadConfig } from "@waybill/config";
import { generateKeyPair } from "@waybill/record";
import { mapBaseImages } from "@waybill/testing/real/example";
import { realProject } from "@waybill/testing/real-release";
import type { RealProject } from "@waybill/testing/real-release";
import { readParts } from "../../scripts/parts/state.ts";
import type { PartsState } from "../../scripts/parts/state.ts";
import { commitAll, openFolder, pushWithAct, ROOT } from "./act.ts";
import type { ActOptions, ActRun } from "./act.ts";
import { reviewingGitHub } from "./reviewer.ts";
import type { ReviewingGitHub } from "./reviewer.ts";

/** How an example is pushed. */
export interface Push extends Pick<ActOptions, "run" | "cancel">, Partial<Pick<ActOptions, "repository" | "product">> {
  /** Happens after the plan was approved and before it is applied. */
  readonly meanwhile?: (() => Promise<void>) | undefined;
  /** The environment whose plan the reviewer rejects. */
  readonly rejects?: string | undefined;
}

/** How a run of a commit ended, and every status of a deployment that GitHub was told. */
export type PushResult = ActRun & Pick<ReviewingGitHub, "statuses"> & { readonly commit: string };

/** One of `examples/` as a repository of its own, whose caller workflow is pushed with act against the real parts. */
export interface Caller extends AsyncDisposable {
  readonly namespace: string;
  /** The checkout that `edit` changes. */
  readonly workspace: string;
  edit(path: string, change: (text: string) => string): Promise<void>;
  push(how?: Push): Promise<PushResult>;
  kubectl(...args: string[]): Promise<string>;
  status(): Promise<DeployStatus>;
}

/** The caller of `examples/churn`, with the files that its runs keep. */
export interface ChurnCaller extends Caller {
  readonly project: RealProject;
  readonly kept: string;
}

/** A job behind the caller's own one that collects the record once more and keeps it for a test. */
const KEEP = `
  keep:
    needs: release
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2
      - id: verify
        uses: waybill-ci/waybill/actions/verify-release@v1
        with:
          images: \${{ needs.release.outputs.images }}
          kubeconfig: \${{ secrets.KUBECONFIG }}
          signing-key: \${{ secrets.WAYBILL_SIGNING_KEY }}
        env:
          DATABASE_URL: \${{ secrets.DATABASE_URL }}
      - run: cp "\${{ steps.verify.outputs.record }}" "$KEPT/record.json"
`;

/** Opens `examples/churn`: a data set, a model, an image, a database, a cluster. */
export async function openChurn(product: string): Promise<ChurnCaller> {
  const project = await realProject();
  const { parts, workspace, namespace } = project;
  const kept = await openFolder("kept");
  await project.edit(".github/workflows/release.yml", (text) => text + KEEP);
  const { DATABASE_URL = "", WAYBILL_SIGNING_KEY = "" } = project.env;
  const secrets = { DATABASE_URL, WAYBILL_SIGNING_KEY };
  return {
    ...callerOf(parts, { product, workspace, namespace, application: namespace, kept: kept.path, secrets }),
    project,
    kept: kept.path,
    async [Symbol.asyncDispose]() {
      await kept[Symbol.asyncDispose]();
      await project[Symbol.asyncDispose]();
    },
  };
}

/** Opens `examples/minimal`: an image and a cluster. */
export function openMinimal(product: string): Promise<Caller> {
  return openSmall(product, "minimal", (text, registry) => `name: web\nregistry: ${registry}\n${text}`);
}

/** Opens `examples/jenkins-lab`: the same, released by a caller of `build.yml` and `deploy.yml`. */
export function openLab(product: string): Promise<Caller> {
  return openSmall(product, "jenkins-lab", (text, registry) => `registry: ${registry}\n${text}`);
}

async function openSmall(product: string, example: string, head: (text: string, registry: string) => string): Promise<Caller> {
  const parts = readParts();
  const [folder, kept] = [await openFolder(example), await openFolder("kept")];
  await cp(join(ROOT, "examples", example), folder.path, { recursive: true, filter: (source) => !source.endsWith("/.waybill") });
  const declared = (await loadConfig(folder.path)).environments["production"]?.namespace ?? "";
  const namespace = `${declared}-${Date.now().toString(36)}`;
  const file = join(folder.path, "waybill.yml");
  const text = (await readFile(file, "utf8")).replace(`namespace: ${declared}\n`, `namespace: ${namespace}\n`);
  await writeFile(file, head(text, parts.registry.address));
  const { name: application } = await loadConfig(folder.path);
  const secrets = { WAYBILL_SIGNING_KEY: generateKeyPair().privateKeyPem };
  const caller = callerOf(parts, { product, workspace: folder.path, namespace, application, kept: kept.path, secrets });
  await mapBaseImages(parts, folder.path);
  return {
    ...caller,
    async [Symbol.asyncDispose]() {
      await caller.kubectl("delete", "namespace", namespace, "--ignore-not-found", "--wait=false");
      for (const one of [folder, kept]) await one[Symbol.asyncDispose]();
    },
  };
}

interface Place {
  readonly product: string;
  readonly workspace: string;
  readonly namespace: string;
  readonly application: string;
  readonly kept: string;
  readonly secrets: Readonly<Record<string, string>>;
}

function callerOf(
  parts: PartsState,
  { product, workspace, namespace, application, kept, secrets }: Place,
): Omit<Caller, typeof Symbol.asyncDispose> {
  const { kubeconfig } = parts.kubernetes;
  return {
    namespace,
    workspace,
    async edit(path, change) {
      const file = join(workspace, path);
      await writeFile(file, change(await readFile(file, "utf8")));
    },
    async push({ meanwhile, rejects, ...how } = {}) {
      const commit = await commitAll(how.repository ?? workspace, `Acme/${namespace}`);
      let log = "";
      await using github = await reviewingGitHub(() => log, { environments: ["production"], meanwhile, rejects });
      const run = await pushWithAct({
        repository: workspace,
        product,
        secrets: { ...secrets, KUBECONFIG: await readFile(kubeconfig, "utf8"), GITHUB_TOKEN: "a-token-of-the-run" },
        variables: { BASE_IMAGE: parts.images.node },
        env: { KEPT: kept, GITHUB_API_URL: github.url, ...engineOf(parts) },
        ...how,
        onOutput: (text) => (log = text),
      });
      return { ...run, statuses: github.statuses, commit };
    },
    kubectl: async (...args) => (await promisify(execFile)(parts.tools.kubectl, ["--kubeconfig", kubeconfig, ...args])).stdout,
    async status() {
      const cluster = connectCluster(loadKubeconfig({ path: kubeconfig }));
      try {
        return await deployStatus(cluster, { application, namespace });
      } finally {
        await cluster.close();
      }
    },
  };
}

/** What tells docker and buildx where the real parts are. */
export function engineOf({ docker, buildkit }: PartsState): Record<string, string> {
  return {
    DOCKER_HOST: docker.host,
    DOCKER_CONFIG: buildkit.dockerConfig,
    BUILDX_CONFIG: buildkit.buildxConfig,
    BUILDX_BUILDER: buildkit.builder,
  };
}
