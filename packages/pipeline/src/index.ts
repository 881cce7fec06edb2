export { openSession } from "./session/open-session.ts";
export type { SessionOptions } from "./session/open-session.ts";
export { findEntry, findEnvironment } from "./session/session.ts";
export type { Builder, Env, Session } from "./session/session.ts";
export { mayContinue } from "./stages/stage.ts";
export type { StageOutcome } from "./stages/stage.ts";
export { validateDataStage, validateModelStage } from "./stages/validate.ts";
export { buildStage } from "./stages/build.ts";
export type { ReleasedImage } from "./sections/image-section.ts";
export { planDatabase, planStage } from "./stages/plan.ts";
export type { ImageReferences, PlanParts, ReleasePlan } from "./stages/release-plan.ts";
export { approveStage } from "./stages/approve.ts";
export type { Approval, ApprovalSource } from "./stages/approve.ts";
export { migrateStage } from "./stages/migrate.ts";
export { deployStage, rollbackStage } from "./stages/deploy.ts";
export { verifyProject, verifyStage } from "./stages/verify.ts";
export { failUnlessPassed, release } from "./release.ts";
export type { ReleaseOptions, ReleaseResult } from "./release.ts";
export { checkProject, planProject, rollbackProject } from "./project.ts";
export type { ProjectResult } from "./project.ts";
export { parseImages } from "./stages/image-references.ts";
export { matrices } from "./stages/matrix.ts";
export type { Matrices } from "./stages/matrix.ts";
export { commentOnPullRequest, stagesReport, writeReports } from "./sections/reports.ts";
export type { WrittenReport } from "./sections/reports.ts";
export { approvedDigests, approvedParts } from "./stages/approved-parts.ts";
export type { ApprovedParts } from "./stages/approved-parts.ts";
export {
  checkMigrationsStage,
  imagesFor,
  planDeploymentStage,
  planMigrationsStage,
  proveApproval,
  selectDatabases,
  statusStage,
} from "./stages/parts.ts";
