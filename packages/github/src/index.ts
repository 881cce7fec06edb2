export type { ConnectOptions } from "./client.ts";
export { connectGitHub } from "./connect.ts";
export type { Approval, DeploymentStatus, GitHub, NewDeployment, Reviewers } from "./github.ts";
