import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { stageContext } from "@waybill/testing/stage-context";
import { findEnvironment } from "../select.ts";
import { imagesFor, parseImages, splitReference } from "./image-references.ts";

const DIGEST = `sha256:${"a".repeat(64)}` as const;
const configOf = async (images: string, deployed?: string) =>
  (
    await stageContext({
      "waybill.yml": `version: 1\nimages: ${images}\nenvironments: { production: { namespace: shop, manifests: deploy${deployed === undefined ? "" : `, images: ${deployed}`} } }\n`,
    })
  ).config;
const TWO = "{ api: { context: . }, web: { context: web } }";

describe("images that were built elsewhere", () => {
  test("are missing under whatever name, also one that every object has", async () => {
    const config = await configOf("{ constructor: { context: . } }");
    expect(() => imagesFor(config, findEnvironment(config), {})).toThrow("lacks constructor");
  });

  test("are given as JSON, or as one reference where there is one image", async () => {
    const reference = `ghcr.io/a/api@${DIGEST}`;
    expect(parseImages(`{"api":"${reference}"}`, await configOf(TWO))).toEqual({ api: reference });
    expect(parseImages(` ${reference}\n`, await configOf("{ api: { context: . } }"))).toEqual({ api: reference });
    expect(parseImages(" ", await configOf(TWO))).toEqual({});
  });

  test.each([
    [`{"api":"ghcr.io/a/api:v1"}`, "gives 'ghcr.io/a/api:v1' for 'api'; it must be repository@sha256"],
    [`{"api":"ghcr.io/a/api@${DIGEST}b"}`, "must be repository@sha256"],
    [`{"api":7}`, "gives '7' for 'api'"],
    [`ghcr.io/a/api@${DIGEST}`, "is one reference, but waybill.yml has the images api, web"],
    ["{", "is not JSON"],
  ])("are refused as %s", async (text, message) => {
    const config = await configOf(TWO);
    expect(() => parseImages(text, config)).toThrow(message);
  });

  test("must be all that the environment deploys", async () => {
    const config = await configOf(TWO);
    expect(() => imagesFor(config, findEnvironment(config), { api: `x@${DIGEST}` })).toThrow("lacks web");
  });

  test("must be of this project, and only those of the environment are handed on", async () => {
    const config = await configOf(TWO, "[api]");
    const environment = findEnvironment(config);
    expect(imagesFor(config, environment, { api: `x@${DIGEST}`, web: `w@${DIGEST}` })).toEqual({ api: `x@${DIGEST}` });
    expect(() => imagesFor(config, environment, { api: `x@${DIGEST}`, other: `o@${DIGEST}` })).toThrow(
      "names other, which waybill.yml does not declare",
    );
  });
});

test("whatever text is given, a reference is split into what it is made of or refused", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((name) => `${name}@${DIGEST}`),
      ),
      (text) => {
        try {
          const { repository, digest } = splitReference(text);
          expect(`${repository}@${digest}`).toBe(text);
        } catch (error) {
          expect(String(error)).toContain("must be repository@sha256");
        }
      },
    ),
  );
});
