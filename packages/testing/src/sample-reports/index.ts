export { FOLDED, LONG, PASSED } from "./passed.ts";
export { PLANNED } from "./planned.ts";
export { FAILED, REFUSED } from "./stopped.ts";
