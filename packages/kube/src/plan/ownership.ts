import { inputError } from "@waybill/kit";
import type { KubeObject } from "../api/object.ts";

/** Labels that say which application of which namespace an object belongs to. */
export const APPLICATION_LABEL = "waybill.dev/application";
/** The namespace of the application, for objects that have none of their own. */
export const NAMESPACE_LABEL = "waybill.dev/namespace";

/** An application in its namespace: what is planned, locked, counted and rolled back as a whole. */
export interface Application {
  readonly application: string;
  readonly namespace: string;
}

/**
 * Checks the names of an application, which become parts of object names and labels: a label value has 63 characters at most, and a Secret's
 * name must have room for its revision. Throws an `input` error. https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */
export function checkApplication({ application, namespace }: Application): void {
  const rule = /^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/;
  if (!rule.test(application))
    throw inputError("application", `is '${application}'; allowed are 1 to 40 lower-case letters, digits and '-'`);
  if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(namespace)) {
    throw inputError("namespace", `is '${namespace}'; allowed are 1 to 63 lower-case letters, digits and '-'`);
  }
}

/** The labels that mark an object as part of an application. */
export function ownershipLabels({ application, namespace }: Application): Record<string, string> {
  return { [APPLICATION_LABEL]: application, [NAMESPACE_LABEL]: namespace };
}

/** Whose an object is: of this application, of another one (named), or nobody's. */
export function ownerOf(object: KubeObject, app: Application): "own" | "nobody" | { readonly other: string } {
  const labels = object.metadata.labels ?? {};
  const application = labels[APPLICATION_LABEL];
  if (application === undefined) return "nobody";
  const namespace = labels[NAMESPACE_LABEL] ?? app.namespace;
  if (application === app.application && namespace === app.namespace) return "own";
  return { other: `${application} of namespace ${namespace}` };
}
