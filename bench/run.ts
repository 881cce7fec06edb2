// Measures what the project promises: `npm run bench -- data|demo|install|start|release [...]`. Every bench prints a table.
import { data } from "./data.ts";
import { demo } from "./demo.ts";
import { install } from "./install.ts";
import { release } from "./release.ts";
import { start } from "./start.ts";

const BENCHES: Record<string, () => Promise<void>> = { data, demo, install, start, release };

const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in BENCHES));
if (names.length === 0 || unknown.length > 0) {
  console.error(`${unknown.length > 0 ? `'${unknown.join(", ")}' is no bench. ` : ""}Choose from: ${Object.keys(BENCHES).join(", ")}.`);
  process.exitCode = 2;
} else for (const name of names) await BENCHES[name]?.();
