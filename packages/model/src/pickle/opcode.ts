/** How an opcode's argument is found: its fixed length, the size of the length before it, or lines. */
export type PickleArgument = number | { readonly prefix: 1 | 4 | 8 } | { readonly lines: 1 | 2 };

/** An opcode of the pickle machine as far as its form goes. */
export interface PickleOpcode {
  readonly argument: PickleArgument;
  /** How many items it takes from the stack; `mark` takes all down to the last mark. */
  readonly takes: number | "mark";
  readonly puts: number;
  /** How many items must lie below those it takes. */
  readonly below: number;
}

type Row = readonly [codes: string, argument: PickleArgument, takes: number | "mark", puts: number, below?: number];

/** Every opcode of protocols 0 to 5, as Python's pickletools lists them. */
const ROWS: readonly Row[] = [
  ["(N)]}\x88\x89\x8f\x97", 0, 0, 1],
  ["FILPSVg", { lines: 1 }, 0, 1],
  ["Kh\x82", 1, 0, 1],
  ["M\x83", 2, 0, 1],
  ["Jj\x84", 4, 0, 1],
  ["G", 8, 0, 1],
  ["UC\x8a\x8c", { prefix: 1 }, 0, 1],
  ["TXB\x8b", { prefix: 4 }, 0, 1],
  ["\x8d\x8e\x96", { prefix: 8 }, 0, 1],
  ["c", { lines: 2 }, 0, 1],
  ["i", { lines: 2 }, "mark", 1],
  ["dlto\x91", 0, "mark", 1],
  ["eu\x90", 0, "mark", 0, 1],
  ["1", 0, "mark", 0],
  ["0.", 0, 1, 0],
  ["2\x98", 0, 0, 0, 1],
  ["ab", 0, 1, 0, 1],
  ["s", 0, 2, 0, 1],
  ["Q\x85", 0, 1, 1],
  ["R\x81\x86\x93", 0, 2, 1],
  ["\x87\x92", 0, 3, 1],
  ["p", { lines: 1 }, 0, 0, 1],
  ["q", 1, 0, 0, 1],
  ["r", 4, 0, 0, 1],
  ["\x94", 0, 0, 0, 1],
  ["\x80", 1, 0, 0],
  ["\x95", 8, 0, 0],
];

/** The opcodes by their byte. */
export const PICKLE_OPCODES: ReadonlyMap<number, PickleOpcode> = new Map(
  ROWS.flatMap(([codes, argument, takes, puts, below = 0]) =>
    [...codes].map((char): [number, PickleOpcode] => [char.charCodeAt(0), { argument, takes, puts, below }]),
  ),
);

/** Opcodes that import by name: GLOBAL, INST, STACK_GLOBAL. */
export const IMPORTING: ReadonlySet<number> = opcodes("ci\x93");
/** Opcodes that import by a number, which the loading program must have registered before: EXT1, EXT2, EXT4. */
export const EXTENDING: ReadonlySet<number> = opcodes("\x82\x83\x84");
/** Opcodes that call, instantiate or set the state of what was imported: REDUCE, OBJ, NEWOBJ, NEWOBJ_EX, BUILD, INST. */
export const CALLING: ReadonlySet<number> = opcodes("Ro\x81\x92bi");
/** Opcodes that ask the loader for an object by its persistent id. */
export const PERSISTENT: ReadonlySet<number> = opcodes("PQ");
export const [MARK, STOP, PROTO, DUP] = [0x28, 0x2e, 0x80, 0x32] as const;

function opcodes(codes: string): ReadonlySet<number> {
  return new Set([...codes].map((char) => char.charCodeAt(0)));
}
