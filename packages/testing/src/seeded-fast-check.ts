// Property tests meet other values at every run, except in CI (CI=true): there a change is judged, and must not fail for what an older one
// did. PROPERTY_SEED=NUMBER repeats a run; the message of a failed property names its seed. vitest.config.ts puts this in fast-check's place.
import fc from "../../../node_modules/fast-check/lib/fast-check.js";

const asked = process.env["PROPERTY_SEED"] ?? (process.env["CI"] === "true" ? "20261121" : "");
if (asked !== "") {
  const seed = Number(asked);
  if (!Number.isSafeInteger(seed)) throw new Error(`PROPERTY_SEED is '${asked}', which is no whole number.`);
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
}

export * from "../../../node_modules/fast-check/lib/fast-check.js";
export default fc;
