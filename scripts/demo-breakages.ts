import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isRecord, parseJson } from "@waybill/kit";

export const BREAKAGES = ["data", "model", "image", "migration", "deploy"] as const;
export type Breakage = (typeof BREAKAGES)[number];

/** Breaks one stage's input in the copy of the example and says what was done. */
export async function breakProject(stage: Breakage, project: string): Promise<string> {
  switch (stage) {
    case "data":
      return breakData(join(project, "data", "customers.csv"));
    case "model":
      return breakModel(join(project, "models", "churn", "metrics.json"));
    case "image":
      return breakService(join(project, "service", "dist", "server.js"));
    case "migration":
      await writeFile(
        join(project, "db", "migrations", "000099_broken.up.sql"),
        "CREATE TABLE half_done (id bigint);\nALTER TABLE no_such_table ADD COLUMN reason text;\n",
      );
      await writeFile(join(project, "db", "migrations", "000099_broken.down.sql"), "DROP TABLE IF EXISTS half_done;\n");
      return "the last migration alters a table that does not exist";
    case "deploy":
      return breakManifest(join(project, "deploy"));
  }
}

async function breakData(file: string): Promise<string> {
  const [, first] = (await readFile(file, "utf8")).split("\n");
  await appendFile(file, `${first}\n${first}\n`);
  return "two customers stand in the data file twice";
}

async function breakModel(file: string): Promise<string> {
  const metrics = parseJson(await readFile(file, "utf8"));
  await writeFile(file, JSON.stringify({ ...(isRecord(metrics) ? metrics : {}), auc: 0.55 }, undefined, 2));
  return "the new model hardly beats guessing (AUC 0.55)";
}

async function breakService(file: string): Promise<string> {
  await writeFile(file, `throw new Error("cannot find the configuration");\n${await readFile(file, "utf8")}`);
  return "the service in the image ends right after it starts";
}

async function breakManifest(folder: string): Promise<string> {
  const file = join(folder, "deployment.yaml");
  const text = await readFile(file, "utf8");
  const broken = text.replace(
    /^( +)env:\n/m,
    (line, indent: string) => `${line}${indent}  - { name: MODEL_DIR, value: /app/no-such-model }\n`,
  );
  if (broken === text) throw new Error(`${file} has no 'env:' to break.`);
  await writeFile(file, broken);
  return "the Deployment sends the service to a model that is not in the image, which shows only in the cluster";
}
