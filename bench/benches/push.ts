import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { readParts } from "../../scripts/parts/state.ts";
import type { Bench, Context } from "../bench.ts";
import type { Attempt, Contestant } from "../contest.ts";
import { compete, rowsOf } from "../contest.ts";
import { countingProxy } from "../counting-proxy.ts";
import { writeImageLayout } from "../image-layout.ts";
import type { Invocation } from "../measure/process.ts";
import { ourScript, peerContestant } from "../peers.ts";
import { atMost, ratioAtMost } from "../row.ts";

const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const SKOPEO_COPY = ["--insecure-policy", "copy", "--quiet", "--dest-tls-verify=false"];
/** skopeo remembers where it sent a blob before and would only mount it from there, which a new runner does not know. */
const FORGETFUL = 'mkdir -p /var/lib/containers/cache; mount -t tmpfs tmpfs /var/lib/containers/cache; exec "$@"';
const SIZE = { layers: 3, layerBytes: 32_000_000 };

export const push: Bench = {
  name: "push",
  about: "An image of 3 layers and 96 MB from an OCI layout to a new repository of the CNCF registry, the digest under the tag compared.",
  needs: ["registry"],
  run: async (context) => {
    const layout = join(context.folder, "layout");
    await writeImageLayout(layout, SIZE);
    const { address } = readParts(["registry"]).registry;
    const standings = await compete(contestants(layout, address, context), { runs: context.runs ?? 5, say: context.say });
    // Requests are counted in a run of their own, because the proxy takes time as well.
    await using proxy = await countingProxy(address);
    const counted = contestants(layout, proxy.address, context).map((contestant) => ({
      ...contestant,
      attempt: async (round: number): Promise<Attempt> => {
        const attempt = await contestant.attempt(round);
        proxy.take();
        return { ...attempt, numbers: () => ({ requests: proxy.take() }) };
      },
    }));
    const counts = await compete(counted, { runs: 1, warmUp: 0, say: context.say });
    return [
      ...rowsOf("push", standings, [
        { measured: "wall", peer: "crane", bar: ratioAtMost(4), goal: "1.3 ×" },
        // crane lets the kernel send the files (sendfile), which costs it nearly nothing: times of that would be noise.
        { measured: "cpu", peer: "crane", bar: atMost(1.5), goal: "≤ 0.5 s" },
        { measured: "memory", peer: "crane", bar: atMost(350), goal: "≤ 150 MB" },
        { measured: "wall", peer: "skopeo", bar: ratioAtMost(4), goal: "1.3 ×" },
        { measured: "cpu", peer: "skopeo", bar: ratioAtMost(4), goal: "1.3 ×" },
        { measured: "memory", peer: "skopeo", bar: atMost(350), goal: "≤ 150 MB" },
      ]),
      ...rowsOf("push", counts, [
        { measured: "requests", peer: "crane", bar: ratioAtMost(1.3), goal: "1 ×" },
        { measured: "requests", peer: "skopeo", bar: ratioAtMost(1.3), goal: "1 ×" },
      ]),
    ];
  },
};

function contestants(layout: string, address: string, { folder }: Context): Contestant[] {
  const to = (invoke: (repository: string) => Invocation): (() => Promise<Attempt>) => {
    return async () => {
      const repository = `bench/${randomUUID()}`;
      return { ...invoke(repository), outcome: () => digestAt(address, repository) };
    };
  };
  return [
    { name: "ours", attempt: to((repository) => ourScript("push.ts", [layout, address, repository, "bench"], folder)) },
    peerContestant("crane", (crane) =>
      to((repository) => ({ command: crane, args: ["push", "--insecure", layout, `${address}/${repository}:bench`], cwd: folder }))(),
    ),
    peerContestant("skopeo", (skopeo) =>
      to((repository) => ({
        command: "unshare",
        args: [
          "--mount",
          "sh",
          "-ec",
          FORGETFUL,
          "sh",
          skopeo,
          ...SKOPEO_COPY,
          `oci:${layout}:bench`,
          `docker://${address}/${repository}:bench`,
        ],
        cwd: folder,
      }))(),
    ),
  ];
}

/** The digest that the registry has under the tag. */
async function digestAt(address: string, repository: string): Promise<string | null> {
  const response = await fetch(`http://${address}/v2/${repository}/manifests/bench`, { method: "HEAD", headers: { accept: MANIFEST } });
  return response.headers.get("docker-content-digest");
}
