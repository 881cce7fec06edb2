import { run } from "../bundle/index.js";
await run("read-cloud");
