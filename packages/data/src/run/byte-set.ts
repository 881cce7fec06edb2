// Powers of two, so that a mask finds a slot; small, because most keys are few.
const FIRST_SLOTS = 1024;
const FIRST_ARENA = 16_384;
const BYTES_PER_KEY = 8;

/**
 * A set of byte strings that compares bytes, not only hashes, and never takes more memory than it may.
 * It keeps keys back to back in one arena and finds them by open addressing.
 */
export class ByteSet {
  readonly #limit: number;
  #arena = Buffer.allocUnsafe(FIRST_ARENA);
  #used = 0;
  #slots = new Int32Array(FIRST_SLOTS);
  #starts = new Int32Array(FIRST_SLOTS / 2 + 1);
  #hashes = new Int32Array(FIRST_SLOTS / 2);
  #size = 0;

  constructor(limitBytes: number) {
    this.#limit = limitBytes;
  }

  get size(): number {
    return this.#size;
  }

  /** Adds a key: `added`, or `present` when it was there, or `full` when it is not there and there is no memory for it. */
  add(bytes: Buffer, start: number, end: number): "added" | "present" | "full" {
    const hash = hashOf(bytes, start, end);
    let slot = this.#find(bytes, start, end, hash);
    if (this.#slots[slot] !== 0) return "present";
    const slots = this.#slots;
    if (!this.#reserve(end - start)) return "full";
    if (slots !== this.#slots) slot = this.#find(bytes, start, end, hash);
    this.#append(bytes, start, end);
    this.#hashes[this.#size] = hash;
    this.#size += 1;
    this.#starts[this.#size] = this.#used;
    this.#slots[slot] = this.#size;
    return "added";
  }

  has(bytes: Buffer, start: number, end: number): boolean {
    return this.#slots[this.#find(bytes, start, end, hashOf(bytes, start, end))] !== 0;
  }

  #append(bytes: Buffer, start: number, end: number): void {
    const arena = this.#arena;
    let at = this.#used;
    // For a short key a call into native code costs more than the bytes.
    if (end - start > 64) bytes.copy(arena, at, start, end);
    else for (let index = start; index < end; index++) arena[at++] = bytes[index]!;
    this.#used += end - start;
  }

  /** The slot that holds the key, or the empty one where it belongs. */
  #find(bytes: Buffer, start: number, end: number, hash: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = this.#slots[slot]!;
      if (entry === 0 || (this.#hashes[entry - 1] === hash && this.#equals(entry - 1, bytes, start, end))) return slot;
    }
  }

  #equals(entry: number, bytes: Buffer, start: number, end: number): boolean {
    let at = this.#starts[entry]!;
    if (this.#starts[entry + 1]! - at !== end - start) return false;
    for (let index = start; index < end; index++, at++) if (this.#arena[at] !== bytes[index]) return false;
    return true;
  }

  #reserve(length: number): boolean {
    const grownArena =
      this.#used + length > this.#arena.length ? Math.max(this.#arena.length * 2, this.#used + length) : this.#arena.length;
    const grownSlots = this.#size * 2 >= this.#slots.length ? this.#slots.length * 2 : this.#slots.length;
    // Offsets are 32 bits wide.
    const needed = grownArena + grownSlots * (4 + BYTES_PER_KEY / 2);
    if (needed > this.#limit || grownArena > 0x7fffffff) return false;
    if (grownArena !== this.#arena.length) {
      const arena = Buffer.allocUnsafe(grownArena);
      this.#arena.copy(arena, 0, 0, this.#used);
      this.#arena = arena;
    }
    if (grownSlots !== this.#slots.length) this.#rehash(grownSlots);
    return true;
  }

  #rehash(count: number): void {
    const starts = new Int32Array(count / 2 + 1);
    starts.set(this.#starts);
    const hashes = new Int32Array(count / 2);
    hashes.set(this.#hashes);
    const slots = new Int32Array(count);
    for (let entry = 0; entry < this.#size; entry++) {
      let slot = hashes[entry]! & (count - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (count - 1);
      slots[slot] = entry + 1;
    }
    [this.#starts, this.#hashes, this.#slots] = [starts, hashes, slots];
  }
}

/** FNV-1a with a final mix, because open addressing looks at the low bits. */
function hashOf(bytes: Buffer, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let index = start; index < end; index++) hash = Math.imul(hash ^ bytes[index]!, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) | 0;
}
