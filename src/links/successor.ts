import type { Address, Permalink } from '../model.ts'
import { splitAddress } from './follow.ts'
import { mayBeSame, questionLikeness, signatureOf, textLikeness, wordSet } from './likeness.ts'
import type { Present } from './present.ts'

/** Finds what has probably become of something that the ledger promised. */
export interface Finder {
  /** The likeliest of all answers, or pages, but the one at `except`; undefined if nothing is like it. */
  readonly successor: (entry: Permalink, except?: Address) => Present | undefined
  /** Whether what stands at its address may still be what was promised there. */
  readonly isSame: (entry: Permalink, present: Present) => boolean
}

/** `entered` are the addresses that have a permalink of their own: what is new is likelier to be something old. */
export function finder(things: readonly Present[], entered: ReadonlySet<Address>): Finder {
  const traits = remembered((thing: Present) => ({
    words: wordSet(thing.question),
    signature: signatureOf(thing.text),
  }))
  const asked = remembered((entry: Permalink) => wordSet(entry.question))
  const likeness = (entry: Permalink, thing: Present): { question: number; text: number } => {
    const { words, signature } = traits(thing)
    return {
      question: thing.alsoAsked.includes(entry.question) ? 1 : questionLikeness(asked(entry), words),
      text: textLikeness(entry.signature, signature),
    }
  }
  const score = (entry: Permalink, thing: Present): number => {
    const { question, text } = likeness(entry, thing)
    // What has a permalink of its own takes over another's only when it holds its text.
    if (entered.has(thing.address) ? text < 0.45 && question < 1 : question < 0.5 && text < 0.45) return 0
    const was = splitAddress(entry.address)
    const is = splitAddress(thing.address)
    const sameAnchor = was.anchor !== '' && was.anchor === is.anchor ? 0.2 : 0
    const samePage = was.page === is.page ? 0.1 : 0
    return question / 2 + text / 2 + sameAnchor + samePage + (entered.has(thing.address) ? 0 : 0.1)
  }
  return {
    successor(entry, except) {
      let best: Present | undefined
      let most = 0.35
      const isPage = !entry.address.includes('#')
      for (const thing of things) {
        if (thing.address === except || (thing.kind === 'page') !== isPage) continue
        const points = score(entry, thing)
        if (points > most) [best, most] = [thing, points]
      }
      return best
    },
    isSame(entry, thing) {
      const { question, text } = likeness(entry, thing)
      return mayBeSame(question, text)
    },
  }
}

/** Works out what is asked for once for each thing. */
function remembered<Thing, Trait>(find: (thing: Thing) => Trait): (thing: Thing) => Trait {
  const known = new Map<Thing, Trait>()
  return (thing) => {
    const trait = known.get(thing) ?? find(thing)
    known.set(thing, trait)
    return trait
  }
}
