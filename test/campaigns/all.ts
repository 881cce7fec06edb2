import type { Campaign } from "./campaign.ts";
import { cancel } from "./cancel.ts";
import { crash } from "./crash.ts";
import { kill } from "./kill.ts";
import { referrers } from "./referrers.ts";

/** Every campaign, by the name that it is called by. */
export const CAMPAIGNS: readonly Campaign[] = [cancel, crash, kill, referrers];
