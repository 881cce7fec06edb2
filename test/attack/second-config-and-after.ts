// Reproduction, run by hand on the real parts: node --conditions=@waybill/source test/attack/second-config-and-after.ts
/* oxlint-disable typescript/no-explicit-any */
import { oddProject } from "./odd-project.ts";

const p = oddProject(
  (y) => `${y.replace("staging: {", "staging: { images: [api],")}policy:
  environments:
    production: { require: [build, test, plan, approve], self_approval: refuse }
`,
);
const show = (n: string, r: { code: number | null; output: string }, lines = 6): void =>
  console.log(
    `\n##### ${n} → exit ${r.code}\n${r.output
      .split("\n")
      .filter((l) => l.trim())
      .slice(-lines)
      .join("\n")}`,
  );
try {
  p.commit();
  await p.begin();
  const prod = `${p.id}-p`;
  // Untracked, so nothing is dirty; no policy, no after.
  p.write("mine.yml", p.read("waybill.yml").slice(0, p.read("waybill.yml").indexOf("policy:")).replace(", after: staging", ""));
  show(
    "another, untracked configuration: no policy, no staging",
    await p.waybill(["release", "-c", "mine.yml", "-e", "production", "--yes"]),
  );
  const run = p.record("production").at(-1).predicate;
  console.log(
    "RELEASE",
    run.verificationResult,
    "dirty",
    run.waybill_run.run.dirty,
    "findings",
    JSON.stringify(run.waybill_run.facts.findings),
    "commit",
    run.waybill_run.run.commit,
  );
  show("verify -c mine.yml", await p.waybill(["verify", "-c", "mine.yml", "-e", "production"]), 2);
  p.kubectl("delete", "namespace", prod);
  p.edit("waybill.yml", (y) => y.slice(0, y.indexOf("policy:")));
  p.commit();
  p.write("manifests-s/api.yaml", p.read("release/manifests/api.yaml"));
  p.edit("waybill.yml", (y) => y.replace(/(staging: .*manifests: )release\/manifests/, "$1manifests-s"));
  p.commit();
  show("staging with api alone", await p.waybill(["release", "-e", "staging", "--yes"], { GITHUB_RUN_ID: "5" }), 3);
  show(
    "production with api and worker, which staging never had",
    await p.waybill(["release", "-e", "production", "--yes"], { GITHUB_RUN_ID: "6" }),
    8,
  );
} finally {
  await p.end();
}
