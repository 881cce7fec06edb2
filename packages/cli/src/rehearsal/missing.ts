import type { EnvironmentConfig } from "@waybill/config";
import { worstOf } from "@waybill/kit";
import type { Finding } from "@waybill/kit";
import type { Report } from "@waybill/report";

/**
 * What a deployment does not show that is rehearsed over that of an environment before it: a rehearsal has one cluster, and two environments
 * that name one namespace without sharing it are in two.
 */
export function overAnother(environment: EnvironmentConfig, before: readonly EnvironmentConfig[]): Finding[] {
  const other = before.find(({ namespace }) => namespace === environment.namespace);
  if (!other || environment.shared === true || other.shared === true) return [];
  return [
    {
      rule: "not-rehearsed",
      severity: "error",
      what: `The deployment to ${environment.name} was rehearsed over that to ${other.name}: both name the namespace '${environment.namespace}', and a rehearsal has one cluster for all environments.`,
      next: `Rehearse it alone with '-e ${environment.name}', or give the environments different namespaces.`,
    },
  ];
}

/** A report that says first what was not rehearsed, and is never better than inconclusive then. */
export function withMissing(report: Report, missing: readonly Finding[]): Report {
  if (missing.length === 0) return report;
  const section = {
    id: "not-rehearsed",
    title: "Not rehearsed",
    verdict: "inconclusive" as const,
    blocks: [{ type: "findings" as const, findings: missing }],
  };
  return { ...report, verdict: worstOf([report.verdict, "inconclusive"]), sections: [section, ...report.sections] };
}
