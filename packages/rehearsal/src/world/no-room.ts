import { ActionError } from "@waybill/kit";

/** What Node, PostgreSQL and MariaDB say where a disk, a quota or a limit of the shell is reached. */
const FULL = /\b(ENOSPC|EDQUOT|EFBIG)\b|No space left on device|Disk quota exceeded|File too large/;

/** Whether words of a program say that there is no room for what it writes. */
export function isFull(words: string): boolean {
  return FULL.test(words);
}

/** The error for a rehearsal that finds no room in its folder. */
export function noRoom(dir: string): ActionError {
  return new ActionError(
    "environment",
    `The rehearsal did not start, because there is no room for its images and data in '${dir}'. Free some space on that disk (it needs about 100 MB), and rehearse again.`,
  );
}
