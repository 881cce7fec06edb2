import { readFile } from "node:fs/promises";
import { ActionError, inputError, isSystemError } from "@waybill/kit";

/** The public keys of a file, one PEM after another. Throws an `input` error for a file without any. */
export async function readKeys(path: string): Promise<string[]> {
  const text = await readOption("trusted-keys", path);
  const keys = text.match(/-----BEGIN PUBLIC KEY-----[\s\S]*?-----END PUBLIC KEY-----/g);
  if (keys) return keys;
  throw inputError(
    "trusted-keys",
    `is '${path}', which holds no public key in PEM form; make one with 'openssl pkey -in signing-key.pem -pubout'`,
  );
}

/** The text of the file that an option names; throws an `environment` error for one that cannot be read. */
export async function readOption(option: string, path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new ActionError("environment", `--${option} is '${path}', which cannot be read (${error.code}).`, { cause: error });
  }
}
