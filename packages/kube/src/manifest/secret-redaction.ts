import { createRedactor, textsAt } from "@waybill/kit";
import { isSecret } from "../api/object.ts";
import type { KubeObject } from "../api/object.ts";

/** Hides every value of the Secrets among some objects, plain and encoded. */
export function redactSecrets(objects: readonly KubeObject[]): (text: string) => string {
  const redactor = createRedactor();
  for (const object of objects) {
    if (!isSecret(object)) continue;
    for (const value of Object.values(textsAt(object, "data"))) redactor.add(Buffer.from(value, "base64").toString("utf8"));
    for (const value of Object.values(textsAt(object, "stringData"))) redactor.add(value);
  }
  return (text) => redactor.redact(text);
}
