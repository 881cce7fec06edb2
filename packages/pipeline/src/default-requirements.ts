import type { Config, EnvironmentConfig, Requirement } from "@waybill/config";
import { STAGE_TABLE } from "./stages/table.ts";

/** What is demanded of a release to an environment without any policy: every stage that the project has, with a passing verdict. */
export function defaultRequirements(config: Config, environment: EnvironmentConfig): Requirement[] {
  const { file = "the inputs" } = config;
  return STAGE_TABLE.flatMap((row): Requirement[] => {
    const names = row.names(config, environment);
    if (names.length === 0) return [];
    const why = names.join() === environment.name ? "every release" : `${file} has ${names.join(", ")}`;
    return row.proves.map((stage) => ({ stage, allow: ["pass", "warn"], from: `default: ${why}` }));
  });
}
