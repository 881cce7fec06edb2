import fc from "fast-check";
import { expect, test } from "vitest";
import { isLoopback } from "./network.ts";

test.each([
  "localhost",
  "LOCALHOST:80",
  "app.localhost:5000",
  "127.0.0.1",
  "127.0.0.1:5000",
  "127.1.2.3",
  "::1",
  "[::1]",
  "[::1]:6443",
  "0:0:0:0:0:0:0:1",
])("%s is this machine", (host) => {
  expect(isLoopback(host)).toBe(true);
});

test.each([
  "",
  "127.example.com",
  "127.0.0.1.example.com",
  "localhost.example.com",
  "notlocalhost",
  "0.0.0.0",
  "10.0.0.1",
  "128.0.0.1:5000",
  "::2",
  "[fe80::1]:80",
  "example.com:127",
])("'%s' is not", (host) => {
  expect(isLoopback(host)).toBe(false);
});

test("no domain name is this machine, whatever it begins with", () => {
  fc.assert(
    fc.property(fc.domain(), (domain) => {
      expect(isLoopback(domain)).toBe(false);
      expect(isLoopback(`127.${domain}`)).toBe(false);
    }),
  );
});
