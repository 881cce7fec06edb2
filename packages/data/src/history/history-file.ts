import { open, readFile } from "node:fs/promises";
import { ActionError, isDigest, isRecord, isSystemError, parseJson } from "@waybill/kit";
import type { HistoryPoint } from "../result.ts";

/** A history as it was read. */
export interface History {
  readonly points: readonly HistoryPoint[];
  /** Length in bytes of everything up to the last good line; what follows is what a killed run left of a line. */
  readonly soundBytes: number;
  readonly isCut: boolean;
  /** The first unreadable line that is not the cut off last one. */
  readonly damagedLine?: number | undefined;
}

/**
 * Reads a history (JSON Lines); an absent file is an empty history. A last line without a line break is cut off, unless it is whole JSON.
 * Throws an `environment` error when the file cannot be read.
 */
export async function readHistory(path: string, shown: string): Promise<History> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (isSystemError(error, "ENOENT")) return { points: [], soundBytes: 0, isCut: false };
    throw unusable(shown, "read", error);
  }
  return parseHistory(text);
}

/** Reads a history's text; never throws. */
export function parseHistory(text: string): History {
  const lines = text.split("\n");
  const rest = lines.pop() ?? "";
  const points: HistoryPoint[] = [];
  let damagedLine: number | undefined;
  lines.forEach((line, index) => {
    const point = parsePoint(line);
    if (point !== undefined) points.push(point);
    else damagedLine ??= index + 1;
  });
  const last = rest === "" ? undefined : parsePoint(rest);
  if (last !== undefined) points.push(last);
  const isCut = rest !== "" && last === undefined;
  return { points, soundBytes: Buffer.byteLength(text) - (isCut ? Buffer.byteLength(rest) : 0), isCut, damagedLine };
}

/**
 * Appends a point unless the history has it (same digest and name) and says whether it did. A cut-off last line is removed first. The line is written at once and
 * flushed to disk. Throws an `environment` error when that is not possible.
 */
export async function appendHistory(path: string, shown: string, point: HistoryPoint): Promise<boolean> {
  try {
    // Read again under the same handle: another run may have appended since the checks looked.
    await using file = await open(path, "a+");
    const text = await file.readFile("utf8");
    const history = parseHistory(text);
    if (history.points.some((known) => known.digest === point.digest && known.name === point.name)) return false;
    if (history.isCut) await file.truncate(history.soundBytes);
    const sound = Buffer.from(text).subarray(0, history.soundBytes);
    const gap = sound.length === 0 || sound[sound.length - 1] === 10 ? "" : "\n";
    await file.appendFile(`${gap}${JSON.stringify(point)}\n`);
    await file.sync();
    return true;
  } catch (error) {
    throw unusable(shown, "written", error);
  }
}

function parsePoint(line: string): HistoryPoint | undefined {
  let value: unknown;
  try {
    value = parseJson(line);
  } catch {
    // A line that is no JSON is reported by its number; its content says nothing more.
    return undefined;
  }
  if (!isRecord(value)) return undefined;
  const { digest, name, at, metrics } = value;
  if (typeof digest !== "string" || !isDigest(digest) || typeof name !== "string" || typeof at !== "string") return undefined;
  if (Number.isNaN(Date.parse(at)) || !isMetrics(metrics)) return undefined;
  return { digest, name, at, metrics };
}

function isMetrics(value: unknown): value is Record<string, number> {
  return isRecord(value) && Object.values(value).every((metric) => typeof metric === "number" && Number.isFinite(metric));
}

/** What the system refuses, in words. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: "this user may not (EACCES)",
  EISDIR: "it is a folder (EISDIR)",
  ENOENT: "its folder does not exist (ENOENT)",
  ENOTDIR: "its path leads through a file (ENOTDIR)",
  EROFS: "the file system is read-only (EROFS)",
};

function unusable(shown: string, verb: "read" | "written", error: unknown): ActionError {
  const lost =
    verb === "written"
      ? "The data was judged, but later runs could not be held against it, so nothing was proven."
      : "Without it the data cannot be judged.";
  const reason = isSystemError(error) ? (REASONS[error.code ?? ""] ?? `the system says ${error.code}`) : String(error);
  return new ActionError(
    "environment",
    `The history '${shown}' could not be ${verb}: ${reason}. ${lost} Make it a file that this user may read and write, in a folder that exists, or name another one as 'history:', and run again.`,
    {
      cause: error,
    },
  );
}
