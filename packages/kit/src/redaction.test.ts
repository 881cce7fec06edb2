import fc from "fast-check";
import { expect, test } from "vitest";
import { createRedactor, redactUrlPasswords } from "./redaction.ts";

test("hides a secret wherever it stands, also encoded", () => {
  const redactor = createRedactor();
  redactor.add("s3cret/value");
  const text = redactor.redact(
    `a s3cret/value b ${encodeURIComponent("s3cret/value")} c ${Buffer.from("s3cret/value").toString("base64")}`,
  );
  expect(text).toBe("a *** b *** c ***");
});

test("hides the password of a secret URL on its own", () => {
  const redactor = createRedactor();
  redactor.add("postgres://app:hunter22@db:5432/shop");
  expect(redactor.redact("password hunter22 was refused")).toBe("password *** was refused");
});

test("hides each long line of a key, so that a quoted part leaks nothing", () => {
  const redactor = createRedactor();
  redactor.add("-----BEGIN KEY-----\nMC4CAQAwBQYDK2VwBCIEIA\n-----END KEY-----");
  expect(redactor.redact("bad line MC4CAQAwBQYDK2VwBCIEIA")).toBe("bad line ***");
});

test("never lets a secret through, whatever surrounds it", () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ minLength: 8 }), fc.string(), (before, secret, after) => {
      const redactor = createRedactor();
      redactor.add(secret);
      fc.pre(!"***".includes(secret));
      expect(
        redactor
          .redact(before + secret + after)
          .split("***")
          .join(""),
      ).not.toContain(secret);
    }),
  );
});

test("hides passwords in URLs that nobody declared", () => {
  expect(redactUrlPasswords("cannot reach postgres://app:pw@db/shop")).toBe("cannot reach postgres://app:***@db/shop");
  expect(redactUrlPasswords("http://example.org:8080/a@b")).toBe("http://example.org:8080/a@b");
});
