import { expect, test } from "vitest";
import { NOT_RUN_ANNOTATION } from "../not-run.ts";
import type { Job, Pod } from "../workloads.ts";
import { ObjectStore } from "../store.ts";
import { syncJobs } from "./jobs.ts";

const JOBS = "jobs.batch";

/** A Job whose time has run out, with its one pod. */
function overdue(annotations: Record<string, string>): ObjectStore {
  const store = new ObjectStore();
  const condition = { type: "Complete", status: "True", lastTransitionTime: "2020-01-01T00:00:00Z" };
  const job = store.add(JOBS, {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name: "migrate", namespace: "web" },
    spec: { ttlSecondsAfterFinished: 1, selector: { matchLabels: { job: "migrate" } }, template: { spec: { containers: [] } } },
    status: { conditions: [condition] },
  } as unknown as Job);
  store.add("pods", {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name: "migrate-1",
      namespace: "web",
      labels: { job: "migrate" },
      annotations,
      ownerReferences: [{ apiVersion: "batch/v1", kind: "Job", name: "migrate", uid: job.metadata.uid, controller: true }],
    },
    spec: { containers: [] },
    status: { phase: "Succeeded" },
  } as unknown as Pod);
  return store;
}

test("a Job is removed when its time has run out, but one that was not run stays to be seen", () => {
  const ran = overdue({});
  syncJobs(ran);
  expect(ran.list(JOBS)).toEqual([]);
  const idle = overdue({ [NOT_RUN_ANNOTATION]: "needs an engine" });
  syncJobs(idle);
  expect(idle.list(JOBS)).toHaveLength(1);
});
