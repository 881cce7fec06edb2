import { parseArgs } from "node:util";
import { runRehearsal } from "./process.ts";

const { values } = parseArgs({ options: { dir: { type: "string" }, "idle-ms": { type: "string" }, "pod-engine": { type: "string" } } });
if (!values.dir) throw new Error("The rehearsal needs '--dir <folder>'.");
await runRehearsal({
  dir: values.dir,
  podEngine: values["pod-engine"],
  ...(values["idle-ms"] ? { idleMs: Number(values["idle-ms"]) } : {}),
});
process.exit(0);
