/**
 * How alike two texts are, told from 16 hexadecimal digits instead of the texts: a simhash (M. S. Charikar, "Similarity
 * estimation techniques from rounding algorithms", 2002). Each word of four letters and more, and each pair of neighbours,
 * votes on 64 bits; texts that share most of them agree in most bits, and texts that share none differ in about half. (With the
 * short words too, two answers on one subject came out as 0.78 alike; without, as 0.50 at most.)
 */
export function signatureOf(text: string): string {
  const words = wordsOf(text)
  const votes = new Int32Array(64)
  for (const [index, word] of words.entries()) {
    if (word.length > 3) vote(votes, word)
    if (index > 0) vote(votes, `${words[index - 1]} ${word}`)
  }
  let digits = ''
  for (let digit = 0; digit < 16; digit++) {
    let value = 0
    for (let bit = 0; bit < 4; bit++) if ((votes[digit * 4 + bit] ?? 0) > 0) value += 1 << bit
    digits += value.toString(16)
  }
  return digits
}

/** From 0, for texts that have nothing to do with each other, to 1 for the same words. Without words there is nothing to tell by: 0. */
export function textLikeness(a: string, b: string): number {
  if (a === noWords || b === noWords) return 0
  let different = 0
  for (let digit = 0; digit < 16; digit++) {
    const bits = Number.parseInt(a[digit] ?? '0', 16) ^ Number.parseInt(b[digit] ?? '0', 16)
    different += (bits & 1) + ((bits >> 1) & 1) + ((bits >> 2) & 1) + (bits >> 3)
  }
  return Math.max(0, 1 - different / 32)
}

/** From 0 to 1: twice the words that both questions have, among the words of both (Dice's coefficient). */
export function questionLikeness(ours: ReadonlySet<string>, theirs: ReadonlySet<string>): number {
  if (ours.size + theirs.size === 0) return 1
  let shared = 0
  for (const word of ours) if (theirs.has(word)) shared++
  return (2 * shared) / (ours.size + theirs.size)
}

/**
 * From here on two texts are taken for one. Measured on 91 answers of real content: of all pairs of different answers, one in a
 * thousand reaches 0.44, and the likest two 0.50; an answer of which one word in ten was changed stays above 0.53 in 19 of 20
 * cases, and one that was put before another above 0.56 in half of them.
 */
export const sameText = 0.5

/** Whether what stands at an address may be what was promised there. It is only denied when neither the question nor the text is like it. */
export const mayBeSame = (question: number, text: number): boolean => question >= 0.3 || text >= sameText - 0.05

/** The words of a question. */
export const wordSet = (question: string): ReadonlySet<string> => new Set(wordsOf(question))

const noWords = '0'.repeat(16)

const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? []

/** Two halves of 32 bits: FNV-1a, stirred at the end as MurmurHash3 does, as its high bits alone are poorly mixed. */
function vote(votes: Int32Array, feature: string): void {
  for (const half of [0, 1]) {
    let hash = half === 0 ? 0x811c9dc5 : 0x9747b28c
    for (let at = 0; at < feature.length; at++) hash = Math.imul(hash ^ feature.charCodeAt(at), 0x01000193)
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
    hash ^= hash >>> 16
    for (let bit = 0; bit < 32; bit++) {
      const slot = half * 32 + bit
      votes[slot] = (votes[slot] ?? 0) + ((hash >>> bit) & 1 ? 1 : -1)
    }
  }
}
