import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "../install/command.ts";

const DAYS = "30";

/** A certificate of the cluster's own authority: who it is for and where it may be shown. */
export interface Subject {
  readonly name: string;
  /** `CN=...` and, for a client, its groups as `O=...`. */
  readonly subject: string;
  readonly addresses?: readonly string[];
}

/** Makes a small certificate authority and the certificates it signs; what is there already stays. */
export async function makeCertificates(directory: string, subjects: readonly Subject[]): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const authority = [
    "-subj",
    "/CN=waybill-parts",
    "-addext",
    "basicConstraints=critical,CA:TRUE",
    "-addext",
    "keyUsage=critical,keyCertSign,cRLSign",
  ];
  await makePair(directory, "ca", authority);
  const signer = ["-CA", join(directory, "ca.crt"), "-CAkey", join(directory, "ca.key")];
  for (const { name, subject, addresses } of subjects) {
    const names = addresses ? ["-addext", `subjectAltName=${addresses.join(",")}`] : [];
    const uses = ["-addext", "basicConstraints=critical,CA:FALSE", "-addext", "extendedKeyUsage=serverAuth,clientAuth"];
    await makePair(directory, name, ["-subj", subject, ...signer, ...names, ...uses]);
  }
  const key = join(directory, "service-accounts.key");
  if (!existsSync(key)) await runCommand("openssl", ["ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", key]);
}

/** Returns a file of the authority's folder as kubeconfigs carry it. */
export async function readEncoded(directory: string, file: string): Promise<string> {
  return (await readFile(join(directory, file))).toString("base64");
}

async function makePair(directory: string, name: string, args: readonly string[]): Promise<void> {
  const certificate = join(directory, `${name}.crt`);
  if (existsSync(certificate)) return;
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-noenc", "-keyout", join(directory, `${name}.key`)];
  await runCommand("openssl", ["req", "-x509", "-days", DAYS, "-sha256", ...key, "-out", certificate, ...args]);
}
