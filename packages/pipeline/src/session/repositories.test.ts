import { describe, expect, test } from "vitest";
import { TEST_RUN } from "@waybill/testing/stage-context";
import { imageRepository, repositoryFor } from "./repositories.ts";

describe("the repository of an image", () => {
  test("has a name that a registry takes, whatever the GitHub repository is called", () => {
    expect(repositoryFor("ghcr.io", "Acme/My Shop", "API")).toBe("ghcr.io/acme/my-shop/api");
    expect(repositoryFor("127.0.0.1:5000", "_x/.y", "z")).toBe("127.0.0.1:5000/x/y/z");
  });

  test("is its own when it names one, in the run's registry unless it names that too", () => {
    const image = {
      name: "api",
      context: ".",
      dockerfile: "Dockerfile",
      args: {},
      platforms: [],
      secrets: {},
      labels: {},
      contexts: {},
      cache: { from: [], to: [] },
    };
    const at = (repository?: string) => imageRepository({ registry: "ghcr.io", run: TEST_RUN }, { ...image, repository });
    expect([at(), at("team/api"), at("localhost/api"), at("r.example:5000/api")]).toEqual([
      "ghcr.io/acme/shop/api",
      "ghcr.io/team/api",
      "localhost/api",
      "r.example:5000/api",
    ]);
  });
});
