import { stringify } from "yaml";

/** A kubeconfig without credentials: one context for each address, the first of them the current one. */
export function formatKubeconfig(servers: Readonly<Record<string, string>>): string {
  const names = Object.keys(servers);
  return stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: Object.entries(servers).map(([name, server]) => ({ name, cluster: { server } })),
    users: [{ name: "rehearsal", user: {} }],
    contexts: names.map((name) => ({ name, context: { cluster: name, user: "rehearsal", namespace: "default" } })),
    "current-context": names[0],
  });
}
