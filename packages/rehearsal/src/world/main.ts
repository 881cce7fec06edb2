import { parseArgs } from "node:util";
import { runWorld } from "./process.ts";

const { values } = parseArgs({ options: { dir: { type: "string" }, "idle-ms": { type: "string" } } });
if (!values.dir) throw new Error("The world needs '--dir <folder>'.");
await runWorld({ dir: values.dir, ...(values["idle-ms"] ? { idleMs: Number(values["idle-ms"]) } : {}) });
process.exit(0);
