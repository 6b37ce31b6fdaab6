/**
 * The part of CBOR (RFC 8949) that Pagefind's files are written in: whole numbers, texts and lists. An index is read and written
 * in tens of megabytes of small numbers, which a library would make into millions of lists first.
 */
const kinds = { number: 0, negative: 1, text: 3, list: 4 } as const

/** Reads one thing after the other. Throws where something else is there. */
export class CborReader {
  readonly bytes: Buffer
  /** Where the next thing begins. */
  at = 0

  constructor(bytes: Buffer) {
    this.bytes = bytes
  }

  /** How many things are in the list that begins here. */
  list(): number {
    return this.head(kinds.list)
  }

  /** A text, in UTF-8: a view of the bytes that are read. */
  text(): Buffer {
    const length = this.head(kinds.text)
    this.at += length
    if (this.at > this.bytes.length) throw this.strange()
    return this.bytes.subarray(this.at - length, this.at)
  }

  number(): number {
    const isNegative = (this.bytes[this.at] ?? 0) >> 5 === kinds.negative
    return isNegative ? -1 - this.head(kinds.negative) : this.head(kinds.number)
  }

  private head(kind: number): number {
    const first = this.bytes[this.at]
    if (first === undefined || first >> 5 !== kind) throw this.strange()
    this.at++
    const value = first & 31
    if (value < 24) return value
    if (value === 24) return this.bytes.readUInt8(this.at++)
    if (value === 25) {
      this.at += 2
      return this.bytes.readUInt16BE(this.at - 2)
    }
    if (value === 26) {
      this.at += 4
      return this.bytes.readUInt32BE(this.at - 4)
    }
    throw this.strange()
  }

  private strange(): Error {
    return new Error(`a file of the index is not as it should be, at byte ${this.at}`)
  }
}

/** Collects bytes. */
export class CborWriter {
  private bytes = Buffer.allocUnsafe(1 << 16)
  private length = 0

  list(count: number): this {
    return this.head(kinds.list, count)
  }

  text(text: Uint8Array | string): this {
    const bytes = typeof text === 'string' ? Buffer.from(text) : text
    return this.head(kinds.text, bytes.length).raw(bytes)
  }

  /** Not below zero. */
  number(number: number): this {
    return this.head(kinds.number, number)
  }

  /** What is written already. */
  raw(bytes: Uint8Array): this {
    this.make(bytes.length)
    this.bytes.set(bytes, this.length)
    this.length += bytes.length
    return this
  }

  /** A copy of all that has been written; then it begins anew. */
  take(): Buffer {
    const taken = Buffer.from(this.bytes.subarray(0, this.length))
    this.length = 0
    return taken
  }

  private head(kind: number, value: number): this {
    this.make(5)
    const first = kind << 5
    if (value < 24) this.length = this.bytes.writeUInt8(first | value, this.length)
    else if (value < 0x100) this.length = this.bytes.writeUInt16BE(((first | 24) << 8) | value, this.length)
    else if (value < 0x10000) {
      this.length = this.bytes.writeUInt8(first | 25, this.length)
      this.length = this.bytes.writeUInt16BE(value, this.length)
    } else {
      this.length = this.bytes.writeUInt8(first | 26, this.length)
      this.length = this.bytes.writeUInt32BE(value, this.length)
    }
    return this
  }

  /** Makes room. */
  private make(more: number): void {
    if (this.length + more <= this.bytes.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.length + more, this.bytes.length * 2))
    larger.set(this.bytes.subarray(0, this.length))
    this.bytes = larger
  }
}
