import { parse, stringify } from "yaml";

/** Runs kubectl as whoever may do everything, and returns what it prints. */
export type Kubectl = (...args: string[]) => Promise<string>;

/** A kubeconfig of a ServiceAccount, with a token of its own. */
export async function accountKubeconfig(kubectl: Kubectl, namespace: string, account: string): Promise<string> {
  const token = (await kubectl("-n", namespace, "create", "token", account)).trim();
  const config = parse(await kubectl("config", "view", "--raw", "--minify")) as { users: { user: object }[] };
  for (const user of config.users) user.user = { token };
  return stringify(config);
}
