/** How far bytes read as a pickle. */
export interface PickleWalk {
  /** Whether they import something by name before anything breaks: such a pickle can run code, whatever follows. */
  readonly imports: boolean;
  /** Whether the last byte is the STOP of a pickle. */
  readonly complete: boolean;
  /** Highest protocol that a PROTO opcode named; 0 without one. */
  readonly protocol: number;
}

/** How an opcode's argument is found: its fixed length, or the size of the length before it, or lines. */
type Argument = number | { readonly prefix: 1 | 4 | 8 } | { readonly lines: 1 | 2 };

const lengthPrefix = (prefix: 1 | 4 | 8): Argument => ({ prefix });
const lines = (count: 1 | 2): Argument => ({ lines: count });

/** Every opcode of protocols 0 to 5 (Python's pickletools). */
const ARGUMENTS: ReadonlyMap<number, Argument> = new Map<number, Argument>([
  ...[..."(.012NQR]abde}losut)"].map((char): [number, Argument] => [char.charCodeAt(0), 0]),
  ...[..."FILSVPgp"].map((char): [number, Argument] => [char.charCodeAt(0), lines(1)]),
  ...[..."ci"].map((char): [number, Argument] => [char.charCodeAt(0), lines(2)]),
  ...[..."Khq"].map((char): [number, Argument] => [char.charCodeAt(0), 1]),
  ...[..."Jjr"].map((char): [number, Argument] => [char.charCodeAt(0), 4]),
  [0x4d, 2],
  [0x47, 8],
  [0x54, lengthPrefix(4)],
  [0x58, lengthPrefix(4)],
  [0x42, lengthPrefix(4)],
  [0x55, lengthPrefix(1)],
  [0x43, lengthPrefix(1)],
  [0x80, 1],
  [0x81, 0],
  [0x82, 1],
  [0x83, 2],
  [0x84, 4],
  [0x85, 0],
  [0x86, 0],
  [0x87, 0],
  [0x88, 0],
  [0x89, 0],
  [0x8a, lengthPrefix(1)],
  [0x8b, lengthPrefix(4)],
  [0x8c, lengthPrefix(1)],
  [0x8d, lengthPrefix(8)],
  [0x8e, lengthPrefix(8)],
  [0x8f, 0],
  [0x90, 0],
  [0x91, 0],
  [0x92, 0],
  [0x93, 0],
  [0x94, 0],
  [0x95, 8],
  [0x96, lengthPrefix(8)],
  [0x97, 0],
  [0x98, 0],
]);

const STOP = 0x2e;
const PROTO = 0x80;
/** GLOBAL, INST, EXT1, EXT2, EXT4, STACK_GLOBAL. */
const IMPORTS = new Set([0x63, 0x69, 0x82, 0x83, 0x84, 0x93]);
/** Names that Python can import have no white space. */
const IMPORTABLE = /^\S+$/;
/** Wider than what Python takes, so that nothing it takes is missed. */
const NUMBER = /^[-+]?(0[xob])?[0-9a-f_.]*(e[-+]?[\d_]+)?L?$|^[-+]?(inf|infinity|nan)$/i;

/**
 * Reads bytes opcode by opcode as Python's unpickler does, without a stack, until something does not fit. It errs on one side only: a file that a real unpickler would
 * take an import from is always told as one.
 */
export function walkPickle(bytes: Buffer): PickleWalk {
  let imports = false;
  let complete = false;
  let protocol = 0;
  let opcodes = 0;
  for (let at = 0; at < bytes.length;) {
    const opcode = bytes[at] as number;
    const argument = ARGUMENTS.get(opcode);
    const end = argument === undefined ? undefined : endOf(bytes, at + 1, argument);
    if (end === undefined || !isPlausible(bytes, opcode, at + 1, end)) break;
    if (IMPORTS.has(opcode)) imports = true;
    if (opcode === PROTO) protocol = Math.max(protocol, bytes[at + 1] as number);
    complete = opcode === STOP && opcodes > 0 && end === bytes.length;
    opcodes += 1;
    at = end;
  }
  return { imports, complete, protocol };
}

function endOf(bytes: Buffer, start: number, argument: Argument): number | undefined {
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
      return /^(['"]).*\1\s*$/s.test(text().trim());
    case "c":
    case "i":
      return text()
        .split("\n")
        .every((line) => IMPORTABLE.test(line));
    default:
      return opcode !== PROTO || (bytes[start] as number) <= 5;
  }
}
