import type { Address, Links, Site } from '../model.ts'
import { permalink, splitAddress } from './follow.ts'

export interface HostRules {
  /** Answered with 301, in order of the former addresses. */
  readonly moved: readonly { readonly from: Address; readonly to: Address }[]
  /** Answered with 410, with the page that stands there. */
  readonly gone: readonly Address[]
}

/**
 * What a host is to answer for former addresses. It never sees an anchor: where the answers of a page have gone to several
 * places, it must show the page that stands there, which sorts them out.
 */
export function hostRules({ links, ledger, settings }: Pick<Site, 'links' | 'ledger' | 'settings'>): HostRules {
  const moved: { from: Address; to: Address }[] = []
  const gone: Address[] = []
  for (const [from, to] of links.former) {
    if (from.includes('#')) continue
    if (to.kind === 'retired') gone.push(from)
    else if (keepsAnchors(from, to.address, links)) moved.push({ from, to: to.address })
  }
  if (!settings.outputs.permalinkPages) {
    for (const { id, address } of ledger) {
      const to = links.former.get(address) ?? { kind: 'moved', address }
      if (to.kind === 'moved') moved.push({ from: permalink(id), to: to.address })
    }
  }
  return { moved, gone: gone.sort() }
}

/** Addresses that no page stands at: only a host that reads rules knows what to do with them. */
export const answeredByRulesAlone = ({ links, ledger, settings }: Site): Address[] => [
  ...links.hostOnly,
  ...(settings.outputs.permalinkPages
    ? []
    : ledger.flatMap(({ id }) => (links.former.get(permalink(id))?.kind === 'retired' ? [] : [permalink(id)]))),
]

/** Whether a reader who is sent on, with the anchor that she came with, finds each answer in its new place. */
function keepsAnchors(from: Address, to: Address, { notes, anchors }: Links): boolean {
  const own = notes.get(from) ?? []
  return (
    own.length === 0 ||
    (!to.includes('#') &&
      own.every(({ anchor, to: answer }) => {
        if (answer.kind !== 'moved') return false
        const there = splitAddress(answer.address)
        return (
          there.page === to && (there.anchor === anchor || (anchors.get(answer.address)?.includes(anchor) ?? false))
        )
      }))
  )
}
