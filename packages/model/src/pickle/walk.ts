import type { ByteSource } from "../byte-source.ts";
import type { PickleArgument, PickleOpcode } from "./opcode.ts";
import { CALLING, DUP, EXTENDING, IMPORTING, MARK, PERSISTENT, PICKLE_OPCODES, PROTO, STOP } from "./opcode.ts";

/** How far a file reads as a pickle. */
export interface PickleWalk {
  /** Whether it imports something by name before anything breaks; an import runs the module that it names. */
  readonly imports: boolean;
  /** Whether it calls, instantiates or sets the state of something imported by name before anything breaks; what follows then does not matter. */
  readonly runsCode: boolean;
  /** Whether it reaches the STOP of a pickle, after which an unpickler is content whatever follows. */
  readonly stops: boolean;
  /** Whether the file's last byte is the STOP of a pickle. */
  readonly complete: boolean;
}

/** Nothing that is no pickle goes on for so long; what does is taken for one. */
const MAX_OPCODES = 4_000_000;
/** Longer lines are taken as they are. */
const MAX_TEXT_BYTES = 1 << 20;
const LINE_WINDOW_BYTES = 65_536;
/** Names that Python can import have no white space and no control character. */
const IMPORTABLE = /^[^\s\p{Cc}]+$/u;
/** Wider than what Python takes, so that nothing it takes is missed. */
const NUMBER = /^[-+]?(0[xob])?[0-9a-f_.]*(e[-+]?[\d_]+)?L?$|^[-+]?(inf|infinity|nan)$/i;

/**
 * Reads a file from byte 0, opcode by opcode, as Python's unpickler does, until something does not fit. The stack is followed only in its height, and generously, so
 * that what runs code in any Python is told as such, while a list of labels ("airplane", "automobile", …) is not. Arguments are skipped, not read,
 * so that a file of any size can be asked.
 */
export function walkPickle(source: ByteSource): PickleWalk {
  const stack = new Heights();
  let [imports, isExtended, stops, complete] = [false, false, false, false];
  let at = 0;
  for (let count = 0; at < source.size; count++) {
    if (count === MAX_OPCODES) return { imports, runsCode: true, stops, complete: false };
    const code = source.read(at, 1)[0] ?? 0;
    const opcode = PICKLE_OPCODES.get(code);
    // An unpickler without a function for persistent ids refuses them, and every loader begins with such a one.
    if (opcode === undefined || PERSISTENT.has(code)) break;
    const end = endOf(source, at + 1, opcode.argument);
    if (end === undefined || !isPlausible(source, code, at + 1, end) || !stack.apply(code, opcode)) break;
    imports ||= IMPORTING.has(code);
    isExtended ||= EXTENDING.has(code);
    if ((imports || isExtended) && CALLING.has(code)) return { imports, runsCode: true, stops, complete: false };
    stops ||= code === STOP;
    complete = code === STOP && end === source.size;
    at = end;
  }
  return { imports, runsCode: false, stops, complete: complete && at === source.size };
}

/** The height of the unpickler's stack and where its marks are. Python 2 counts a mark as an item, so this does, too. */
class Heights {
  #height = 0;
  #marks: number[] = [];

  /** Applies an opcode; false when every Python would refuse it. */
  apply(code: number, { takes, puts, below }: PickleOpcode): boolean {
    if (takes === "mark") {
      const mark = this.#marks.pop();
      if (mark === undefined || mark < below) return false;
      this.#height = mark;
    } else {
      if (this.#height < takes + below) return false;
      this.#height -= takes;
      while ((this.#marks.at(-1) ?? -1) >= this.#height) this.#marks.pop();
    }
    if (code === MARK) this.#marks.push(this.#height);
    this.#height += code === DUP ? 1 : puts;
    // What a STOP leaves behind is gone when the next pickle of the file starts.
    if (code === STOP) [this.#height, this.#marks] = [0, []];
    return true;
  }
}

function endOf(source: ByteSource, start: number, argument: PickleArgument): number | undefined {
  let end = start;
  if (typeof argument === "number") end = start + argument;
  else if ("lines" in argument) {
    for (let line = 0; line < argument.lines; line++) {
      const found = findLineEnd(source, end);
      if (found === undefined) return undefined;
      end = found + 1;
    }
  } else {
    const { prefix } = argument;
    const bytes = source.read(start, prefix);
    if (bytes.length < prefix) return undefined;
    const length = prefix === 1 ? bytes.readUInt8(0) : prefix === 4 ? bytes.readUInt32LE(0) : Number(bytes.readBigUInt64LE(0));
    end = start + prefix + length;
  }
  return end <= source.size ? end : undefined;
}

function findLineEnd(source: ByteSource, from: number): number | undefined {
  for (let at = from; at < source.size; at += LINE_WINDOW_BYTES) {
    const found = source.read(at, LINE_WINDOW_BYTES).indexOf(10);
    if (found >= 0) return at + found;
  }
  return undefined;
}

/** Rules out what the unpickler refuses before it goes on, so that ordinary text is not taken for a pickle. */
function isPlausible(source: ByteSource, opcode: number, start: number, end: number): boolean {
  if (opcode === PROTO) return (source.read(start, 1)[0] ?? 255) <= 5;
  if (!"ILFpgSci".includes(String.fromCharCode(opcode)) || end - start > MAX_TEXT_BYTES) return true;
  const text = source.read(start, end - 1 - start).toString("utf8");
  switch (String.fromCharCode(opcode)) {
    case "I":
    case "L":
    case "F":
      return NUMBER.test(untilNul(text));
    case "p":
    case "g":
      return /^[-+]?[\d_]+$/.test(untilNul(text));
    case "S":
      return /^(['"]).*\1$/s.test(text.trim());
    default:
      return text.split("\n").every((line) => IMPORTABLE.test(line));
  }
}

/** Python reads numbers with C's functions, which stop at a NUL. */
function untilNul(text: string): string {
  return text.replace(/\0.*$/s, "").trim();
}
