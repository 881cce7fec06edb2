export { openSession } from "./open-session.ts";
export type { SessionOptions } from "./open-session.ts";
export { findEntry, findEnvironment } from "./session.ts";
export type { Builder, Env, Session } from "./session.ts";
export { mayContinue } from "./stage.ts";
export type { StageOutcome } from "./stage.ts";
export { validateDataStage, validateModelStage } from "./validate.ts";
export { buildStage } from "./build.ts";
export type { ReleasedImage } from "./image-section.ts";
export { planDatabase, planStage } from "./plan.ts";
export type { ImageReferences, PlanParts, ReleasePlan } from "./release-plan.ts";
export { approveStage } from "./approve.ts";
export type { Approval, ApprovalSource } from "./approve.ts";
export { migrateStage } from "./migrate.ts";
export { deployStage, rollbackStage } from "./deploy.ts";
export { verifyProject, verifyStage } from "./verify.ts";
export { failUnlessPassed, release } from "./release.ts";
export type { ReleaseOptions, ReleaseResult } from "./release.ts";
export { checkProject, planProject, rollbackProject } from "./project.ts";
export type { ProjectResult } from "./project.ts";
export { parseImages } from "./image-references.ts";
export { matrices } from "./matrix.ts";
export type { Matrices } from "./matrix.ts";
export { commentOnPullRequest, stagesReport, writeReports } from "./reports.ts";
export type { WrittenReport } from "./reports.ts";
export { approvedParts } from "./approved-parts.ts";
export type { ApprovedParts } from "./approved-parts.ts";
export {
  checkMigrationsStage,
  imagesFor,
  planDeploymentStage,
  planMigrationsStage,
  proveApproval,
  selectDatabases,
  statusStage,
} from "./parts.ts";
