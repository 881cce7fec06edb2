import { describe, expect, test } from "vitest";
import { valueAt } from "@waybill/kit";
import { chooseServices, parseSigningConfig } from "../index.ts";
import type { ServiceChoice } from "./services.ts";

const urlOf = (config: unknown, list: string): unknown => valueAt(config, list, 0, "url");

describe("services are chosen by who can see the repository", () => {
  test("a public repository uses the public good ones, which publish", () => {
    const { isPublic, config } = chooseServices({ visibility: "public" });
    expect(isPublic).toBe(true);
    expect(urlOf(config, "caUrls")).toBe("https://fulcio.sigstore.dev");
    expect(urlOf(config, "rekorTlogUrls")).toBe("https://rekor.sigstore.dev");
  });

  test.each(["private", "internal", undefined, "PUBLIC", ""])("one that is %j uses GitHub's, which publish nothing", (visibility) => {
    const { isPublic, config } = chooseServices({ visibility });
    expect(isPublic).toBe(false);
    expect(urlOf(config, "caUrls")).toBe("https://fulcio.githubapp.com");
    expect(urlOf(config, "tsaUrls")).toBe("https://timestamp.githubapp.com");
    expect(urlOf(config, "rekorTlogUrls")).toBeUndefined();
  });

  test("a private one is named in the public log by consent only", () => {
    expect(chooseServices({ visibility: "private", allowPublicLog: true }).isPublic).toBe(true);
    expect(chooseServices({ visibility: "private", allowPublicLog: false }).isPublic).toBe(false);
  });

  test("a tenant of ghe.com uses its own, whatever it allows", () => {
    const choice: ServiceChoice = { visibility: "public", allowPublicLog: true, serverUrl: "https://acme.ghe.com" };
    expect(chooseServices(choice).isPublic).toBe(false);
    expect(urlOf(chooseServices(choice).config, "caUrls")).toBe("https://fulcio.acme.ghe.com");
  });

  test.each(["https://github.acme.example", "https://evilghe.com", "https://github.com.evil.example"])(
    "%s has none, and the error says what to do",
    (serverUrl) => {
      expect(() => chooseServices({ visibility: "public", serverUrl })).toThrow(/no certificate authority .* Sign with 'signing-key'/);
    },
  );
});

describe("a file that names services", () => {
  const TYPE = "application/vnd.dev.sigstore.signingconfig.v0.2+json";
  const service = [{ url: "https://sigstore.acme.example", majorApiVersion: 1 }];

  test("is Sigstore's own format", () => {
    const text = JSON.stringify({ mediaType: TYPE, caUrls: service, tsaUrls: service, tsaConfig: { selector: "ANY" } });
    expect(parseSigningConfig(text, "config.json")).toMatchObject({
      isPublic: false,
      name: expect.stringContaining("config.json") as string,
    });
  });

  test("is taken for any repository, but Sigstore's public services for a private one by consent only", () => {
    const configOf = (url: string): string =>
      JSON.stringify({ mediaType: TYPE, caUrls: [{ url }], rekorTlogUrls: [{ url }], rekorTlogConfig: { selector: "ANY" } });
    const own = parseSigningConfig(configOf("https://rekor.acme.example"), "config.json");
    expect(chooseServices({ visibility: "private", own, serverUrl: "https://github.acme.example" })).toBe(own);
    const shared = parseSigningConfig(configOf("https://log2025-1.rekor.sigstore.dev"), "config.json");
    expect(() => chooseServices({ visibility: "private", own: shared })).toThrow("publish the repository's name for good");
    expect(chooseServices({ visibility: "private", own: shared, allowPublicLog: true })).toBe(shared);
    expect(chooseServices({ visibility: "public", own: shared })).toBe(shared);
  });

  test.each([
    ["that is no JSON", "{", "is not JSON"],
    ["of another type", JSON.stringify({ mediaType: "x" }), "whose 'mediaType' is 'x'"],
    ["without an authority", JSON.stringify({ mediaType: TYPE, tsaUrls: service }), "names no certificate authority"],
    [
      "with an address that is none",
      JSON.stringify({ mediaType: TYPE, caUrls: [{ url: "sigstore" }], tsaUrls: service }),
      "names no certificate authority",
    ],
    ["without a proof of time", JSON.stringify({ mediaType: TYPE, caUrls: service }), "nothing would prove when"],
  ])("%s is refused as an input", (_, text, words) => {
    expect(() => parseSigningConfig(text, "config.json")).toThrow(words);
    expect(() => parseSigningConfig(text, "config.json")).toThrow("Input 'signing-config' is 'config.json'");
  });
});
