import { run } from "../bundle/index.js";
await run("migrate-database");
