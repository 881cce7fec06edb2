import { ActionError, InputError, isPassing } from "@waybill/kit";
import type { Verdict } from "@waybill/kit";
import { UsageError } from "./arguments.ts";
import type { Command } from "./arguments.ts";

const PASSED = 0;
const REFUSED = 1;
const WRONG_CALL = 2;
const COULD_NOT_CHECK = 3;

/**
 * 0 when the verdict lets a release pass, else 1. A verification and the monitor tell apart what was refused (1) and what could not be checked (3), because
 * one is a reason for alarm and the other for trying again.
 */
export function exitCodeOf(verdict: Verdict, command: Command): number {
  if (isPassing(verdict)) return PASSED;
  return isCheck(command) && verdict === "inconclusive" ? COULD_NOT_CHECK : REFUSED;
}

function isCheck(command: Command | undefined): boolean {
  return command === "verify" || command === "monitor";
}

/** 2 for a call that cannot be understood, else 1; of a verification or the monitor, 3 for everything that is no verdict. */
export function exitCodeOfError(error: unknown, command: Command | undefined): number {
  if (error instanceof UsageError) return WRONG_CALL;
  if (!isCheck(command)) return REFUSED;
  if (error instanceof ActionError && error.kind === "verdict") return REFUSED;
  return isWrongOption(error) ? WRONG_CALL : COULD_NOT_CHECK;
}

/** An option whose value makes no sense, which \`inTermsOfOptions\` has put into the options' own words. */
function isWrongOption(error: unknown): boolean {
  return error instanceof ActionError && error.kind === "input" && error.cause instanceof InputError;
}
