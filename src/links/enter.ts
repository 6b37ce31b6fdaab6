import type { Address, Permalink, Site } from '../model.ts'
import { newId } from './ids.ts'
import { signatureOf, textLikeness } from './likeness.ts'
import { type Present, presentOf } from './present.ts'

export interface Entered {
  /** The whole ledger as it is to be now. */
  readonly ledger: readonly Permalink[]
  /** What has a permalink from now on. */
  readonly added: readonly Permalink[]
  /** What stands elsewhere than the ledger said. */
  readonly moved: readonly { readonly id: string; readonly from: Address; readonly to: Address }[]
}

/**
 * Brings the ledger up to date with a site that breaks no promise: follows what has moved, keeps in mind every former
 * address that authors name, and gives an id to what is new. `today` is the day of the promise, as `YYYY-MM-DD`.
 */
export function enter({ ledger, links, pages }: Site, today: string): Entered {
  const things = presentOf(pages)
  const thingAt = new Map(things.map((thing) => [thing.address, thing]))
  const moved: { id: string; from: Address; to: Address }[] = []
  const followed = ledger.map((entry): Permalink => {
    const to = links.former.get(entry.address)
    const address = to?.kind === 'moved' && !entry.retired ? to.address : entry.address
    if (address !== entry.address) moved.push({ id: entry.id, from: entry.address, to: address })
    const former = new Set([...entry.former, entry.address])
    former.delete(address)
    return upToDate({ ...entry, address, former: [...former].sort() }, thingAt.get(address))
  })

  const taken = new Set(ledger.map(({ id }) => id))
  const added = things
    .filter(({ address }) => !links.ids.has(address))
    .map(({ address, kind, question, text, at }): Permalink => {
      const id = newId(address, kind, taken)
      taken.add(id)
      return { id, day: today, signature: signatureOf(text), address, question: oneLine(question), former: [], at }
    })

  const known = new Set([...followed, ...added].flatMap(({ address, former }) => [address, ...former]))
  const idAt = new Map([...links.ids, ...added.map(({ address, id }) => [address, id] as const)])
  const claimed = new Map<string, Address[]>()
  for (const [address, to] of links.former) {
    const id = to.kind === 'moved' && !known.has(address) ? idAt.get(to.address) : undefined
    if (id) claimed.set(id, [...(claimed.get(id) ?? []), address])
  }
  return {
    ledger: [...followed, ...added].map((entry) => ({
      ...entry,
      former: [...entry.former, ...(claimed.get(entry.id) ?? [])].sort(),
    })),
    added,
    moved,
  }
}

/** A question is kept as it is now asked; a signature only where it would no longer find the text, so that lines seldom change. */
function upToDate(entry: Permalink, thing: Present | undefined): Permalink {
  if (!thing) return entry
  const signature = signatureOf(thing.text)
  const question = oneLine(thing.question)
  const isStale = question !== entry.question || textLikeness(signature, entry.signature) < 0.75
  return isStale ? { ...entry, question, signature } : entry
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
