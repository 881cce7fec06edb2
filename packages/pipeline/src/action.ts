export { artifactName } from "./action/artifact.ts";
export type { Kept } from "./action/artifact.ts";
export { readCommonInputs, readPairs, readYaml } from "./action/common-inputs.ts";
export type { CommonInputs } from "./action/common-inputs.ts";
export { openStepSession } from "./action/open-step.ts";
export { closeOpenDeployment } from "./deployments/left-deployment.ts";
export { forEachEntry, selectEntries } from "./action/entries.ts";
export { publishReport, reportStep } from "./action/report-step.ts";
