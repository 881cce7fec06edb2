export { releaseChecklist } from "./propose/release-checklist.ts";
export type { ReleaseChecklist, ReleaseChecklistOptions } from "./propose/release-checklist.ts";
