import type {
  Building,
  Clusters,
  Committed,
  Databases,
  Demanding,
  GitHubAccess,
  Keys,
  Project,
  Proving,
  Redacting,
  Registries,
  Reporting,
  RunIdentity,
  RunLimits,
  Secrets,
  StateFolder,
  Statements,
} from "./capabilities.ts";
import type { Outcomes } from "../stages/outcome.ts";

/** Everything that the stages of one run share, made by `openSession`. Only what carries stages around takes it whole. */
export interface Session
  extends
    Project,
    Committed,
    StateFolder,
    Reporting,
    Redacting,
    RunIdentity,
    RunLimits,
    Proving,
    Outcomes,
    Statements,
    Keys,
    Registries,
    Secrets,
    Building,
    Databases,
    Demanding,
    Clusters,
    GitHubAccess {}
