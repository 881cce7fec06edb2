import type { Bench } from "../bench.ts";
import { data } from "./data.ts";
import { demo } from "./demo.ts";
import { deploy } from "./deploy.ts";
import { gate } from "./gate.ts";
import { install } from "./install.ts";
import { migrate } from "./migrate.ts";
import { model } from "./model.ts";
import { push } from "./push.ts";
import { release } from "./release.ts";
import { start } from "./start.ts";
import { verify } from "./verify.ts";

/** Every bench, in the order in which they run and in which docs/benchmarks.md shows them. */
export const BENCHES: readonly Bench[] = [demo, install, start, data, model, push, migrate, deploy, release, gate, verify];
