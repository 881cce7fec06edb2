import type { RunContext } from "@waybill/kit";

/** The run that deploys in tests of a cluster. */
export const DEPLOYING_RUN: RunContext = {
  repository: "local/kube",
  commit: "uncommitted",
  ref: "refs/heads/main",
  actor: "tester",
  workflow: "test",
  run: "test-run",
  attempt: 1,
  dirty: false,
  rehearsal: false,
};

/** The command of a busybox that answers every request on port 8080 with its greeting. */
export const SERVE = "mkdir -p /w && echo $GREETING > /w/index.html && exec httpd -f -p 8080 -h /w";

/** What stands before the workload `web` in its manifest: its greeting, and the Service in front of its pods. */
export function greetingAndService(greeting: string): string {
  return `apiVersion: v1
kind: ConfigMap
metadata: { name: web-config }
data: { GREETING: ${greeting} }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: web }
  ports: [{ name: http, port: 80, targetPort: http }]
---
`;
}
