import type { Place, Pointer } from '../model.ts'
import type { Problem } from '../problem.ts'
import { readFormer } from './addresses.ts'

/** Reads what stands under `redirect_from`; `place` tells where each of them is. */
export function readFormers(
  written: readonly string[],
  place: (index: number) => Place,
): { readonly redirectFrom: readonly Pointer[]; readonly problems: readonly Problem[] } {
  const redirectFrom: Pointer[] = []
  const problems: Problem[] = []
  for (const [index, one] of written.entries()) {
    const address = readFormer(one)
    if (typeof address === 'string') redirectFrom.push({ address, at: place(index) })
    else problems.push(noFormer(one, address.mend, place(index)))
  }
  return { redirectFrom, problems }
}

/** An old site's `permalink:` is a former address, unless it is a pattern (`/:title/`), a style (`pretty`) or still its own. */
export function formerPermalink(written: string | undefined, own: string, at: Place): Pointer[] {
  if (written === undefined || !/[./]/.test(written)) return []
  const address = readFormer(written)
  return typeof address === 'string' && address !== own ? [{ address, at }] : []
}

const noFormer = (written: string, mend: string, at: Place): Problem => ({
  rule: 'redirect',
  severity: 'error',
  at,
  what: `"${written}" cannot be a former address of this site.`,
  why: 'Links to it would not be sent on.',
  fix: mend,
})
