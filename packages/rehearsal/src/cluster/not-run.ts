/** The annotation of a pod that was not run, or not all of it, with the reason. */
export const NOT_RUN_ANNOTATION = "rehearsal.waybill.dev/not-run";
