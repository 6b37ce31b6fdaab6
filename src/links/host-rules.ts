import type { Address, Links, Site } from '../model.ts'
import { splitAddress } from './follow.ts'

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
export function hostRules({ links }: Pick<Site, 'links'>): HostRules {
  const moved: { from: Address; to: Address }[] = []
  const gone: Address[] = []
  for (const [from, to] of links.former) {
    if (from.includes('#')) continue
    if (to.kind === 'retired') gone.push(from)
    else if (keepsAnchors(from, to.address, links)) moved.push({ from, to: to.address })
  }
  return { moved, gone: gone.sort() }
}

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
