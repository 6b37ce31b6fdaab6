import { createHash } from 'node:crypto'
import type { Passage } from '../model.ts'

/**
 * Eight hexadecimal digits that change when an answer says something else: its question, its words or where its links lead.
 * A link can pin them, as `/a/<id>/?v=<hash>`, and learn later that the answer has changed since. How it looks does not count.
 */
export const hashOf = (question: string, { text, links }: Pick<Passage, 'text' | 'links'>): string =>
  createHash('sha256')
    .update(JSON.stringify([question, text, links.map(({ href }) => href)]))
    .digest('hex')
    .slice(0, 8)
