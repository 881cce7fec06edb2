import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadConfig } from "@waybill/config";
import { expect, test } from "vitest";
import { baseArguments } from "./bases.ts";

test("the argument that names a base image gets the rehearsal's, and an image without a Dockerfile none", async () => {
  const workspace = await mkdtemp(join(tmpdir(), "waybill-base-"));
  await writeFile(join(workspace, "waybill.yml"), "images: { api: , gone: { context: nowhere } }\n");
  await writeFile(join(workspace, "Dockerfile"), "ARG BASE=node:24\nFROM ${BASE}\n");
  const config = await loadConfig(workspace);
  expect(await baseArguments(config, workspace, "127.0.0.1/node@sha256:aa")).toEqual({ BASE: "127.0.0.1/node@sha256:aa" });
  await rm(workspace, { recursive: true });
});
