import fc from "fast-check";
import { expect, test } from "vitest";
import { createRedactor, redactUrlPasswords, secretParts } from "./redaction.ts";

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

test("hides a password as it stands in a URL, percent-decoded, and as a parameter; a lone % is no obstacle", () => {
  const redactor = createRedactor();
  redactor.add("postgres://app:p%40ss%2Fword@db/shop");
  redactor.add("postgres://db/shop?user=app&password=by-parameter");
  redactor.add("postgres://app:100%sure@db/shop");
  const text = redactor.redact("p@ss/word p%40ss%2Fword by-parameter 100%sure");
  expect(text).toBe("*** *** *** ***");
});

test("hides a secret inside JSON, in unpadded and in URL-safe base64, and without the line break at its end", () => {
  const redactor = createRedactor();
  const secret = 'pa"ss\\word>>>???\n';
  redactor.add(secret);
  const seen = [
    JSON.stringify({ a: secret }),
    Buffer.from(secret).toString("base64").replace(/=+$/, ""),
    Buffer.from(secret.trim()).toString("base64url"),
    secret.trim(),
  ];
  expect(seen.map((text) => redactor.redact(text))).toEqual(['{"a":"***"}', "***", "***", "***"]);
});

test("leaves nothing of two secrets that overlap", () => {
  const redactor = createRedactor();
  redactor.add("first-middle");
  redactor.add("middle-last");
  expect(redactor.redact("<first-middle-last>")).toBe("<***>");
});

test("leaves alone what is no secret: switches, single digits, and the lines that every key and kubeconfig has", () => {
  expect(["true", "1", "dev", ""].flatMap((text) => secretParts(text))).toEqual([]);
  const kubeconfig = "apiVersion: v1\nkind: Config\nusers:\n- user: { token: abcdefgh }\n";
  expect(secretParts(kubeconfig)).toEqual([kubeconfig, kubeconfig.trim(), "- user: { token: abcdefgh }"]);
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
