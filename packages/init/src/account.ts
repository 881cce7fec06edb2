import { cutText } from "@waybill/kit";

/** Something that was found, and what it became. */
export interface Taken {
  readonly found: string;
  readonly became: string;
}

/** Something that was found and not taken over, with the reason. */
export interface Left {
  readonly found: string;
  readonly why: string;
}

const MAX_SHOWN = 160;

/** The one account of everything that was found: nothing is passed over in silence. */
export class Account {
  readonly #taken = new Map<string, Taken>();
  readonly #left = new Map<string, Left>();

  get taken(): readonly Taken[] {
    return [...this.#taken.values()];
  }

  get left(): readonly Left[] {
    return [...this.#left.values()];
  }

  take(found: string, became: string): void {
    const row = { found: plainText(found), became: plainText(became) };
    this.#taken.set(JSON.stringify(row), row);
  }

  leave(found: string, why: string): void {
    const row = { found: plainText(found), why: plainText(why, MAX_SHOWN * 4) };
    this.#left.set(JSON.stringify(row), row);
  }
}

/** Text of a stranger's file on one line of a terminal: control characters could move its cursor, and what reads backwards hides itself. */
function plainText(text: string, length = MAX_SHOWN): string {
  const oneLine = text.replaceAll(/\s+/gu, " ").replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, "?");
  return cutText(oneLine.trim(), length);
}
