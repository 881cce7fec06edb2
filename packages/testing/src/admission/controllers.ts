import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { tryCommand } from "../../../../scripts/parts/install/command.ts";
import { goProgramPath } from "../../../../scripts/parts/kinds/tools.ts";

/* Admission controllers' own programs, asked about one image without a cluster. */

/** Whether the image may run, and everything that the program printed. */
export interface Answer {
  readonly admitted: boolean;
  readonly said: string;
}

export interface Question {
  /** Text of the policy. */
  readonly policy: string;
  /** By digest. */
  readonly image: string;
  /** For the program's files; it is its home as well, with what it knows of a Sigstore. */
  readonly folder: string;
  /** Arguments beside those. */
  readonly more?: readonly string[];
}

/** Asks Kyverno about a pod with this image; throws when it says neither yes nor no. */
export async function askKyverno({ policy, image, folder, more = [] }: Question): Promise<Answer> {
  const files = { policy: join(folder, "kyverno-policy.yaml"), pod: join(folder, "pod.yaml") };
  const spec = { containers: [{ name: "churn", image }] };
  await writeFile(files.policy, policy);
  await writeFile(files.pod, JSON.stringify({ apiVersion: "v1", kind: "Pod", metadata: { name: "churn", namespace: "default" }, spec }));
  const args = ["apply", files.policy, "--resource", files.pod, "--registry", ...more];
  const { code, stdout, stderr } = await tryCommand(goProgramPath("kyverno", "kyverno"), args, { env: environment(folder) });
  const said = `${stdout}${stderr}`;
  // Its exit code is 1 for a refusal, and for a policy that it could not read.
  const [, passed, failed] = /pass: (\d+), fail: (\d+), warn: 0, error: 0, skip: 0/.exec(said) ?? [];
  if (passed === undefined || (code === 0) !== (failed === "0")) throw new Error(`Kyverno gave no answer: ${said}`);
  return { admitted: code === 0 && passed !== "0", said };
}

/** Asks policy-controller's tester about an image; throws when it says neither yes nor no. */
export async function askPolicyController({ policy, image, folder, more = [] }: Question): Promise<Answer> {
  const file = join(folder, "cluster-image-policy.yaml");
  await writeFile(file, policy);
  const args = ["-policy", file, "-image", image, ...more];
  const { code, stdout, stderr } = await tryCommand(goProgramPath("policy-controller", "policy-tester"), args, {
    env: environment(folder),
  });
  const said = `${stdout}${stderr}`;
  if (!said.includes(code === 0 ? "Verification was successful" : "Errors encountered during verification"))
    throw new Error(`policy-controller gave no answer: ${said}`);
  return { admitted: code === 0, said };
}

function environment(folder: string): Readonly<Record<string, string>> {
  return { HOME: folder, TUF_ROOT: join(folder, "tuf") };
}
