import { mkdir, writeFile } from "node:fs/promises";
import { startDaemon, stopDaemon, waitUntilReady } from "../install/daemon.ts";
import { debianPackages, debianVersion } from "../install/debian.ts";
import { answers } from "../install/http.ts";
import type { Part } from "../part.ts";

/** The CNCF registry on loopback, with deletion allowed. */
export const registry: Part = {
  name: "registry",
  version: "2.8.2",
  needs: [],
  install: async () => {
    await debianPackages("docker-registry");
    return `Debian docker-registry ${await debianVersion("docker-registry")}`;
  },
  start: async (run) => {
    const address = `127.0.0.1:${await run.port("registry")}`;
    await mkdir(run.path("registry"), { recursive: true });
    await writeFile(run.path("registry.json"), JSON.stringify(configuration(address, run.path("registry")), null, 2));
    await startDaemon(run, { name: "registry", program: "/usr/bin/docker-registry", args: ["serve", run.path("registry.json")] });
    await waitUntilReady(run, "registry", () => answers(`http://${address}/v2/`));
    return { registry: { address } };
  },
  ready: async (run) => answers(`http://${run.state().registry?.address}/v2/`),
  stop: (run) => stopDaemon(run, "registry"),
};

// JSON is YAML, which the registry reads.
function configuration(address: string, rootdirectory: string): object {
  return {
    version: 0.1,
    log: { level: "warn", accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory }, delete: { enabled: true }, maintenance: { uploadpurging: { enabled: false } } },
    http: { addr: address },
  };
}
