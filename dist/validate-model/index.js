import { run } from "../bundle/index.js";
await run("validate-model");
