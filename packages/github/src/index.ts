export { apiUrlOf } from "./api-url.ts";
export type { ConnectOptions } from "./client.ts";
export { connectGitHub } from "./connect.ts";
export type {
  Approval,
  AttestationStore,
  DeploymentStatus,
  GitHub,
  KeptIssue,
  NewDeployment,
  Reviewers,
  StoredAttestations,
} from "./github.ts";
