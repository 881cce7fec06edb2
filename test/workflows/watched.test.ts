import { createPublicKey } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startGitHub } from "@waybill/rehearsal";
import { accountKubeconfig } from "@waybill/testing/cluster/account";
import { commitAll, dispatchWithAct, openFolder, pullRequestWithAct } from "./act.ts";
import type { ActOptions, ActRun, Folder } from "./act.ts";
import { ENVIRONMENTS, Shop } from "./shop.ts";

const PREVIEW = `
  preview:
    preview: true
    manifests: deploy
    secrets: { orders: { url: env:ORDERS_PREVIEW } }
    probe: { service: api, port: 80, path: / }
`;

interface Issue {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly state: string;
}

/** A released project that is looked at by an identity which can only read, with GitHub's issues and comments. */
class Watched implements AsyncDisposable {
  readonly shop: Shop;
  readonly #github: Awaited<ReturnType<typeof startGitHub>>;
  readonly #folder: Folder;
  #reader = "";

  static async open(): Promise<Watched> {
    const [shop, folder] = [await Shop.open(), await openFolder("github")];
    await shop.edit("waybill.yml", (text) => `${text.trimEnd()}${PREVIEW}`);
    await commitAll(shop.workspace.path, `Acme/${shop.name}`);
    return new Watched(shop, await startGitHub({ dir: folder.path }), folder);
  }

  constructor(shop: Shop, github: Awaited<ReturnType<typeof startGitHub>>, folder: Folder) {
    [this.shop, this.#github, this.#folder] = [shop, github, folder];
  }

  /** A kubeconfig of a ServiceAccount that may read what was deployed, ask the Service, and write nothing. */
  async allowReading(): Promise<void> {
    const { name: namespace, kubectl } = { name: this.shop.name, kubectl: this.shop.kubectl.bind(this.shop) };
    const rules = ["--verb=get,list", "--resource=configmaps,secrets,services,pods,services/proxy,events"];
    await kubectl("-n", namespace, "create", "serviceaccount", "reader");
    await kubectl("-n", namespace, "create", "role", "reader", ...rules);
    await kubectl(
      "-n",
      namespace,
      "create",
      "role",
      "reader-apps",
      "--verb=get,list",
      "--resource=deployments.apps,statefulsets.apps,replicasets.apps,controllerrevisions.apps",
    );
    for (const role of ["reader", "reader-apps"])
      await kubectl("-n", namespace, "create", "rolebinding", role, `--role=${role}`, `--serviceaccount=${namespace}:reader`);
    await kubectl("create", "clusterrole", `${namespace}-namespaces`, "--verb=get", "--resource=namespaces");
    await kubectl(
      "create",
      "clusterrolebinding",
      `${namespace}-namespaces`,
      `--clusterrole=${namespace}-namespaces`,
      `--serviceaccount=${namespace}:reader`,
    );
    this.#reader = await accountKubeconfig(kubectl, namespace, "reader");
  }

  #with(options: ActOptions, values: string): ActOptions {
    const publicKey = createPublicKey(this.shop.key).export({ type: "spki", format: "pem" }).toString();
    return {
      ...options,
      secrets: { WAYBILL_ENV: values, GITHUB_TOKEN: "a-token-of-the-run" },
      variables: { ...options.variables, TRUSTED_KEYS: publicKey },
      env: { ...options.env, GITHUB_API_URL: `http://${this.#github.address}` },
    };
  }

  monitor(): Promise<ActRun> {
    const values = `KUBECONFIG='${this.#reader}'`;
    const start = (options: ActOptions) =>
      dispatchWithAct({ workflow: ".github/workflows/monitor.yml", inputs: {} }, this.#with(options, values));
    return this.shop.dispatch("monitor.yml", { environments: [] }, { start });
  }

  async pullRequest(action: string, from = `Acme/${this.shop.name}`): Promise<ActRun> {
    const admin = (await this.shop.values()).split("\n").filter((line) => !/^(ORDERS|AUDIT)/.test(line));
    const values = [...admin, "ORDERS_PREVIEW=postgres://nobody@nowhere/none"].join("\n");
    const event = { from, by: "ada", action, workflow: ".github/workflows/preview.yml" };
    const start = (options: ActOptions) => pullRequestWithAct(event, this.#with(options, values));
    return this.shop.dispatch("preview.yml", { environments: [] }, { start });
  }

  async #ask(path: string): Promise<unknown> {
    const url = `http://${this.#github.address}/repos/Acme/${this.shop.name}${path}`;
    return (await fetch(url, { headers: { authorization: "Bearer x" } })).json();
  }

  async issues(): Promise<readonly Issue[]> {
    return (await this.#ask("/issues?state=all")) as Issue[];
  }

  async comments(issue: number): Promise<readonly string[]> {
    return ((await this.#ask(`/issues/${issue}/comments`)) as { body: string }[]).map(({ body }) => body);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { name } = this.shop;
    await this.shop.kubectl("delete", "clusterrole,clusterrolebinding", `${name}-namespaces`, "--ignore-not-found");
    await this.shop.kubectl("delete", "namespace", `${name}-pr-7`, "--ignore-not-found", "--wait=false");
    for (const part of [this.#github, this.#folder, this.shop]) await ("close" in part ? part.close() : part[Symbol.asyncDispose]());
  }
}

describe("a released project", () => {
  let watched: Watched;
  beforeAll(async () => {
    watched = await Watched.open();
    const released = await watched.shop.dispatch("release.yml", { environments: ENVIRONMENTS });
    expect(released.exitCode, released.log.slice(-20_000)).toBe(0);
    await watched.allowReading();
  });
  afterAll(() => watched[Symbol.asyncDispose]());

  test("is looked at by who may only read; one issue is opened for what differs, kept while it does, and closed", async () => {
    const { shop } = watched;
    const well = await watched.monitor();
    expect(well.exitCode, well.log.slice(-20_000)).toBe(0);
    expect(await watched.issues()).toEqual([]);
    expect(well.log).toContain(`uploads waybill-${shop.name}-production-monitor-attempt-1: report.html`);

    const patch = (seconds: number) =>
      shop.kubectl(
        "-n",
        shop.name,
        "patch",
        "deployment",
        "api",
        "--type=json",
        `--patch=[{"op":"replace","path":"/spec/template/spec/containers/0/readinessProbe/periodSeconds","value":${seconds}}]`,
      );
    await patch(7);
    await shop.kubectl("-n", shop.name, "rollout", "status", "deployment/api", "--timeout=120s");
    for (const _ of ["first", "second"]) {
      const { exitCode, log } = await watched.monitor();
      expect(exitCode, log.slice(-20_000)).not.toBe(0);
      expect(log).toContain("was changed after it was deployed: spec.template.spec.containers[name=api].readinessProbe.periodSeconds");
    }
    const [issue, ...others] = await watched.issues();
    expect(others).toEqual([]);
    expect(issue).toMatchObject({ title: `${shop.name} in production is not as it was released`, state: "open" });

    await patch(1);
    await shop.kubectl("-n", shop.name, "rollout", "status", "deployment/api", "--timeout=120s");
    const again = await watched.monitor();
    expect(again.exitCode, again.log.slice(-20_000)).toBe(0);
    expect(await watched.issues()).toMatchObject([{ number: issue?.number, state: "closed" }]);
    expect((await watched.comments(issue?.number ?? 0)).at(-1)).toContain("All is well again");
  });

  test("has a preview of a pull request beside it, until that is closed; a fork gets a notice alone", async () => {
    const { shop } = watched;
    const namespace = `${shop.name}-pr-7`;
    const forked = await watched.pullRequest("opened", "Mallory/shop");
    expect(forked.exitCode, forked.log.slice(-20_000)).toBe(0);
    expect(forked.jobs.join()).not.toContain("Preview/Preview");
    expect(await shop.kubectl("get", "namespace", namespace, "--ignore-not-found")).toBe("");

    const made = await watched.pullRequest("opened");
    expect(made.exitCode, made.log.slice(-20_000)).toBe(0);
    expect(await shop.kubectl("get", "--raw", `/api/v1/namespaces/${namespace}/services/api:80/proxy/`)).toBe("the api\n");
    expect(await watched.comments(7)).toEqual([expect.stringContaining(`https://${namespace}.preview.example`)]);

    const closed = await watched.pullRequest("closed");
    expect(closed.exitCode, closed.log.slice(-20_000)).toBe(0);
    expect(await watched.comments(7)).toEqual([expect.stringContaining("The preview was removed")]);
    await shop.kubectl("wait", "--for=delete", `namespace/${namespace}`, "--timeout=120s");
    expect(await shop.kubectl("get", "--raw", `/api/v1/namespaces/${shop.name}/services/api:80/proxy/`)).toBe("the api\n");
  });
});
