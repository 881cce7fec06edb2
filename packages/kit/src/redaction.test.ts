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

const base64 = (text: string): string => Buffer.from(text).toString("base64");
const AWKWARD = `p@ss/w!rd*'x"(1) <a&b> é`;

test.each<[string, string, string]>([
  ["JSON of Go", AWKWARD, String.raw`p@ss/w!rd*'x\"(1) \u003ca\u0026b\u003e é`],
  ["JSON of Python", AWKWARD, String.raw`p@ss/w!rd*'x\"(1) <a&b> \u00e9`],
  ["JSON in JSON", AWKWARD, JSON.stringify(JSON.stringify(AWKWARD)).slice(3, -3)],
  ["HTML", AWKWARD, "p@ss/w!rd*&#39;x&quot;(1) &lt;a&amp;b&gt; é"],
  ["a form", AWKWARD, new URLSearchParams({ a: AWKWARD }).toString().slice(2)],
  ["strict percent-encoding", AWKWARD, "p%40ss%2Fw%21rd%2A%27x%22%281%29%20%3Ca%26b%3E%20%C3%A9"],
  ["percent-encoding in small letters", AWKWARD, "p%40ss%2fw%21rd%2a%27x%22%281%29%20%3ca%26b%3e%20%c3%a9"],
  ["capital letters", "hunter2-plain", "HUNTER2-PLAIN"],
  ["hexadecimal", "hunter2-plain", Buffer.from("hunter2-plain").toString("hex")],
])("hides a secret as %s", (_, secret, seen) => {
  const redactor = createRedactor();
  redactor.add(secret);
  expect(redactor.redact(`<${seen}>`)).toBe("<***>");
});

test.each(["", "u", "us", "usr"])("hides a secret in the base64 of a text that it stands in, after '%s'", (before) => {
  const redactor = createRedactor();
  redactor.add("hunter2-plain");
  const seen = redactor.redact(base64(`${before}hunter2-plain:and more`));
  expect(Buffer.from(seen.replace("***", ""), "base64").toString()).not.toContain("unter2");
  expect(seen).toContain("***");
});

test("looks through a long line in no time that grows with its square", () => {
  const line = `${"x".repeat(2_000_000)} https://app:pw-of-a-url@db`;
  expect(redactUrlPasswords(line).endsWith(" https://app:***@db")).toBe(true);
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

const IMAGE = `ghcr.io/acme/api@sha256:${"9f".repeat(32)}`;

test("leaves what stands in the open readable, also where a secret equals it or is a part of it, and hides the secret everywhere else", () => {
  const redactor = createRedactor();
  for (const secret of ["acme", "shop-production", IMAGE, "9f9f9f9f"]) redactor.add(secret);
  for (const text of [IMAGE, "shop-production"]) redactor.show(text);
  const plan = `Namespace shop-production, image ${IMAGE}`;
  expect(redactor.redact(plan)).toBe(plan);
  expect(redactor.redact("login acme:x, key 9f9f9f9f, shop-production2, xshop-production")).toBe("login ***:x, key ***, ***2, x***");
  expect(redactor.redact("postgres://app:shop-production@db/shop")).toBe("postgres://app:***@db/shop");
});

test("an open text reveals nothing of a longer secret that it is a part of, nor of one that overlaps it", () => {
  const redactor = createRedactor();
  redactor.add("postgres://app:hunter22@db.example.com/shop");
  redactor.add("shop-hunter22");
  redactor.show("db.example.com");
  redactor.show("shop");
  expect(redactor.redact("at postgres://app:hunter22@db.example.com/shop of db.example.com, with shop-hunter22")).toBe(
    "at *** of db.example.com, with ***",
  );
});

test("a digest that names itself is never a secret, and bare hexadecimal digits may be", () => {
  const redactor = createRedactor();
  const hex = "ab".repeat(32);
  redactor.add(`sha256:${hex}`);
  redactor.add("abab");
  expect(redactor.redact(`sha256:${hex} and abab`)).toBe(`sha256:${hex} and ***`);
  redactor.add(hex);
  expect(redactor.redact(`sha256:${hex}`)).toBe("sha256:***");
});
