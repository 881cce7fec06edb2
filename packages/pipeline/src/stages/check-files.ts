import { checkFiles, describeProblem } from "@waybill/config";
import type { EnvironmentConfig, FileSection } from "@waybill/config";
import type { Finding } from "@waybill/kit";
import { databaseNames } from "../session/select.ts";
import { runStage } from "./run-stage.ts";
import type { StageContext, StageOutcome } from "./run-stage.ts";

/** What a release to one environment reads; without it, what the whole configuration names. */
export interface FilesNeeded {
  readonly environment: EnvironmentConfig;
  /** Images that are not built, because they were built elsewhere. */
  readonly images: Readonly<Record<string, unknown>>;
}

/** Looks for every file and folder that the configuration names, so that a misspelt one is found before anything is built or changed. */
export async function checkFilesStage(context: StageContext, needed?: FilesNeeded): Promise<StageOutcome<readonly Finding[]>> {
  return runStage(context, "files", "plan", "Find the named files", async () => {
    const { workspace, config } = context;
    const names: Readonly<Record<FileSection, readonly string[] | undefined>> = {
      data: undefined,
      models: undefined,
      images: needed?.environment.images.filter((name) => !Object.hasOwn(needed.images, name)),
      databases: needed && databaseNames(needed.environment),
      environments: needed && [needed.environment.name],
    };
    const sections: FileSection[] = ["data", "models", "images", "databases", "environments"];
    const found = await Promise.all(sections.map((section) => checkFiles(workspace, config, section, names[section])));
    const findings = found.flat();
    for (const finding of findings) context.reporter.finding(finding);
    const [first] = findings;
    const verdict = first === undefined ? "pass" : "fail";
    return {
      verdict,
      note: first === undefined ? "everything that is named is there" : describeProblem(first),
      result: findings,
      section: {
        id: "files",
        title: "Files",
        verdict,
        blocks:
          first === undefined
            ? [{ type: "text", text: "Every file and folder that is named is there." }]
            : [{ type: "findings", findings }],
      },
    };
  });
}
