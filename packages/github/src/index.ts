export { connectGitHub } from "./connect.ts";
export type { ConnectOptions } from "./connect.ts";
export type { Approval, AttestationStore, DeploymentStatus, GitHub, NewDeployment, StoredAttestations } from "./github.ts";
