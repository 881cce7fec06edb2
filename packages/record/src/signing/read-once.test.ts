import { HONEST, sign, SIGNER } from "@waybill/testing/honest-release";
import { expect, test } from "vitest";
import { inspectBundle, payloadDigest } from "./bundle.ts";
import { readOnce } from "./read-once.ts";

test("a text of an object is read once, another text of it anew, and what holds nothing every time", () => {
  const asked: string[] = [];
  const read = readOnce((text) => {
    asked.push(text);
    if (text === "bad") throw new TypeError("bad");
    return { text };
  });
  const [one, other] = [{}, {}];
  expect(read(one, "a")).toBe(read(one, "a"));
  expect(read(other, "a")).not.toBe(read(one, "a"));
  expect(read(one, "b")).toEqual({ text: "b" });
  expect(asked).toEqual(["a", "a", "b"]);
  for (const owner of [undefined, null, "text"]) expect(read(owner, "c")).not.toBe(read(owner, "c"));
  for (let time = 0; time < 2; time++) expect(() => read(one, "bad")).toThrow("bad");
  expect(asked.filter((text) => text === "bad")).toHaveLength(2);
});

test("a bundle whose payload was changed after it was read says what it holds now", async () => {
  const [test, build] = await Promise.all([sign(HONEST.test, SIGNER), sign(HONEST.build, SIGNER)]);
  const envelope = { ...test.dsseEnvelope };
  const bundle = { ...test, dsseEnvelope: envelope };
  expect(inspectBundle(bundle).stage).toBe("test");
  envelope.payload = build.dsseEnvelope.payload;
  expect(inspectBundle(bundle).stage).toBe("build");
  expect(payloadDigest(bundle)).toBe(payloadDigest(build));
});
