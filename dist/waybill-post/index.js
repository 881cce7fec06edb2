import { run } from "../bundle/index.js";
await run("waybill-post");
