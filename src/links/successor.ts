import type { Address, Permalink } from '../model.ts'
import { splitAddress } from './follow.ts'
import { mayBeSame, questionLikeness, sameText, signatureOf, textLikeness, wordSet } from './likeness.ts'
import type { Present } from './present.ts'

/** Finds what has probably become of something that the ledger promised. */
export interface Finder {
  /** The likeliest of all answers, or pages, but the one at `except`; undefined if nothing is like it. */
  readonly successor: (entry: Permalink, except?: Address) => Present | undefined
  /**
   * The same for many. Something new takes the place of one of them only, of the one that it is most like. Where answers were
   * merged, several entries have one address: what mends one mends all, and only the likeliest of them is in the result.
   */
  readonly successors: (entries: readonly Permalink[]) => ReadonlyMap<Permalink, Present | undefined>
  /** Whether what stands at its address may still be what was promised there. */
  readonly isSame: (entry: Permalink, present: Present) => boolean
  /**
   * Of headings with the same words on one page, the one that has what was promised, where another stands at its address now:
   * their anchors are numbered in order, and the order has changed.
   */
  readonly exchanged: (entry: Permalink, present: Present) => Present | undefined
}

/** More comparisons than this would keep an author waiting for seconds; what is left goes without a guess. */
const mostComparisons = 5_000_000

/** `entered` are the addresses that have a permalink of their own: what is new is likelier to be something old. */
export function finder(things: readonly Present[], entered: ReadonlySet<Address>): Finder {
  const words = remembered((thing: Present) => wordSet(thing.question))
  const signature = remembered((thing: Present) => signatureOf(thing.text))
  const asked = remembered((entry: Permalink) => wordSet(entry.question))
  const likeQuestion = (entry: Permalink, thing: Present): number =>
    thing.question === entry.question || thing.alsoAsked.includes(entry.question)
      ? 1
      : questionLikeness(asked(entry), words(thing))
  const likeText = (entry: Permalink, thing: Present): number => textLikeness(entry.signature, signature(thing))
  const score = (entry: Permalink, thing: Present): number => {
    const question = likeQuestion(entry, thing)
    const text = likeText(entry, thing)
    // What has a permalink of its own takes over another's only when it holds its text.
    const isUnlike = text < sameText && question < (entered.has(thing.address) ? 1 : 0.5)
    if (isUnlike) return 0
    const was = splitAddress(entry.address)
    const is = splitAddress(thing.address)
    const sameAnchor = was.anchor !== '' && was.anchor === is.anchor ? 0.2 : 0
    const samePage = was.page === is.page ? 0.1 : 0
    return question / 2 + text / 2 + sameAnchor + samePage + (entered.has(thing.address) ? 0 : 0.1)
  }
  const best = (
    entry: Permalink,
    isFree: (thing: Present) => boolean,
  ): { thing: Present; points: number } | undefined => {
    let found: { thing: Present; points: number } | undefined
    const isPage = !entry.address.includes('#')
    for (const thing of things) {
      if ((thing.kind === 'page') !== isPage || !isFree(thing)) continue
      const points = score(entry, thing)
      if (points > (found?.points ?? 0.35)) found = { thing, points }
    }
    return found
  }
  const namesakes = new Map<string, Present[]>()
  for (const thing of things) namesakes.set(nameOf(thing), [...(namesakes.get(nameOf(thing)) ?? []), thing])
  return {
    successor: (entry, except) => best(entry, ({ address }) => address !== except)?.thing,
    successors(entries) {
      const taken = new Set<Address>()
      const isFree = ({ address }: Present): boolean => !taken.has(address)
      const found = new Map<Permalink, Present | undefined>()
      const most = Math.ceil(mostComparisons / (things.length + 1))
      let waiting = [...grouped(entries)].map((group, index) => ({ group, isTried: index < most }))
      while (waiting.length > 0) {
        const guesses = waiting
          .map(({ group, isTried }) => {
            const all = isTried ? group.map((entry) => ({ entry, guess: best(entry, isFree) })) : []
            const [likeliest] = all.sort((a, b) => (b.guess?.points ?? 0) - (a.guess?.points ?? 0))
            return { group, isTried, entry: likeliest?.entry ?? group[0], guess: likeliest?.guess }
          })
          .sort((a, b) => (b.guess?.points ?? 0) - (a.guess?.points ?? 0))
        waiting = []
        for (const { group, isTried, entry, guess } of guesses) {
          if (guess && taken.has(guess.thing.address)) waiting.push({ group, isTried })
          else {
            if (entry) found.set(entry, guess?.thing)
            if (guess && !entered.has(guess.thing.address)) taken.add(guess.thing.address)
          }
        }
      }
      return found
    },
    isSame: (entry, thing) => mayBeSame(likeQuestion(entry, thing), () => likeText(entry, thing)),
    exchanged(entry, thing) {
      const others = namesakes.get(nameOf(thing)) ?? []
      if (others.length < 2 || likeText(entry, thing) >= sameText) return undefined
      return others.find((other) => other !== thing && likeText(entry, other) >= sameText)
    },
  }
}

const nameOf = ({ page, kind, question }: Present): string => `${page.address} ${kind} ${question}`

/** Those with the same address together. */
function grouped(entries: readonly Permalink[]): Iterable<readonly Permalink[]> {
  const groups = new Map<Address, Permalink[]>()
  for (const entry of entries) groups.set(entry.address, [...(groups.get(entry.address) ?? []), entry])
  return groups.values()
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
