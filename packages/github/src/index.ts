export { connectGitHub } from "./connect.ts";
export type { ConnectOptions } from "./connect.ts";
export type { Approval, DeploymentStatus, GitHub, NewDeployment } from "./github.ts";
