import { run } from "../bundle/index.js";
await run("build-image");
