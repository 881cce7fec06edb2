import type { PickleArgument, PickleOpcode } from "./opcode.ts";
import { CALLING, DUP, IMPORTING, MARK, PICKLE_OPCODES, PROTO, STOP } from "./opcode.ts";

/** How far bytes read as a pickle. */
export interface PickleWalk {
  /** Whether they call, instantiate or set the state of something imported by name before anything breaks; what follows then does not matter. */
  readonly runsCode: boolean;
  /** Whether the last byte is the STOP of a pickle. */
  readonly complete: boolean;
  /** Whether an argument reaches past the given bytes, so that more of them could tell more. */
  readonly cut: boolean;
}

/** Names that Python can import have no white space. */
const IMPORTABLE = /^\S+$/;
/** Wider than what Python takes, so that nothing it takes is missed. */
const NUMBER = /^[-+]?(0[xob])?[0-9a-f_.]*(e[-+]?[\d_]+)?L?$|^[-+]?(inf|infinity|nan)$/i;

/**
 * Reads bytes opcode by opcode as Python's unpickler does until something does not fit. The stack is followed only in its height, and generously, so that a pickle
 * that runs code in any Python is told as one, while a list of labels ("airplane", "automobile", …) is not. An import alone is not counted: it can only load
 * a module that is installed, and every word list whose first word starts with "c" would be one.
 */
export function walkPickle(bytes: Buffer): PickleWalk {
  const stack = new Heights();
  let imports = false;
  let complete = false;
  let cut = false;
  for (let at = 0; at < bytes.length;) {
    const code = bytes[at]!;
    const opcode = PICKLE_OPCODES.get(code);
    const end = opcode === undefined ? undefined : endOf(bytes, at + 1, opcode.argument);
    cut = opcode !== undefined && end === undefined;
    if (opcode === undefined || end === undefined || !isPlausible(bytes, code, at + 1, end) || !stack.apply(code, opcode)) break;
    imports ||= IMPORTING.has(code);
    if (imports && CALLING.has(code)) return { runsCode: true, complete: false, cut: false };
    complete = code === STOP && end === bytes.length;
    at = end;
  }
  return { runsCode: false, complete, cut };
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

function endOf(bytes: Buffer, start: number, argument: PickleArgument): number | undefined {
  let end = start;
  if (typeof argument === "number") end = start + argument;
  else if ("lines" in argument) {
    for (let line = 0; line < argument.lines; line++) {
      const found = bytes.indexOf(10, end);
      if (found < 0) return undefined;
      end = found + 1;
    }
  } else {
    const { prefix } = argument;
    if (start + prefix > bytes.length) return undefined;
    const length = prefix === 1 ? bytes.readUInt8(start) : prefix === 4 ? bytes.readUInt32LE(start) : Number(bytes.readBigUInt64LE(start));
    end = start + prefix + length;
  }
  return end <= bytes.length ? end : undefined;
}

/** Rules out what the unpickler refuses before it goes on, so that ordinary text is not taken for a pickle. */
function isPlausible(bytes: Buffer, opcode: number, start: number, end: number): boolean {
  const text = (): string => bytes.toString("utf8", start, end - 1);
  switch (String.fromCharCode(opcode)) {
    case "I":
    case "L":
    case "F":
      return NUMBER.test(text().trim());
    case "p":
    case "g":
      return /^[-+]?[\d_]+$/.test(text().trim());
    case "S":
      return /^(['"]).*\1$/s.test(text().trim());
    case "c":
    case "i":
      return text()
        .split("\n")
        .every((line) => IMPORTABLE.test(line));
    default:
      return opcode !== PROTO || bytes[start]! <= 5;
  }
}
