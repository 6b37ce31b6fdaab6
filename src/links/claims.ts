import type { Address, Page, Place, Pointer } from '../model.ts'
import type { Problem } from '../problem.ts'

/** What authors say with `redirect_from`: the page or answer to which a former address leads. */
export type Claims = ReadonlyMap<Address, Pointer>

/**
 * Collects them from all pages. Each former address can lead to one place only, and not away from what is there now.
 * `present` has every address in use, with its place in the source if it has one.
 */
export function claimsOf(
  pages: readonly Page[],
  present: ReadonlyMap<Address, Place | undefined>,
): { readonly claims: Claims; readonly problems: readonly Problem[] } {
  const claims = new Map<Address, Pointer>()
  const problems: Problem[] = []
  for (const { from, to } of pages.flatMap((page) => claimsOfPage(page, present))) {
    const other = claims.get(from.address)
    if (present.has(from.address))
      problems.push(from.address === to ? itself(from) : stillThere(from, present.get(from.address)))
    else if (other && other.address !== to) problems.push(claimedTwice(from, other))
    else claims.set(from.address, { address: to, at: from.at })
  }
  return { claims, problems }
}

function claimsOfPage(page: Page, present: ReadonlyMap<Address, unknown>): { from: Pointer; to: Address }[] {
  const ofPage = page.redirectFrom.map((from) => {
    const same: Address = `${page.address}#${from.address.split('#')[1] ?? ''}`
    return { from, to: from.address.includes('#') && present.has(same) ? same : page.address }
  })
  return [
    ...ofPage,
    ...page.answers.flatMap(({ address, redirectFrom }) => redirectFrom.map((from) => ({ from, to: address }))),
  ]
}

const problem = (at: Pointer['at'], what: string, why: string, fix: string): Problem => ({
  rule: 'redirect',
  severity: 'error',
  at,
  what,
  why,
  fix,
})

/** It has come back to where it was. */
const itself = ({ address, at }: Pointer): Problem => ({
  ...problem(
    at,
    `${address} is the present address, not a former one.`,
    'It has no effect.',
    'Take it out of redirect_from.',
  ),
  severity: 'warning',
})

const stillThere = ({ address, at }: Pointer, there: Place | undefined): Problem =>
  problem(
    at,
    `${address} cannot lead here: something is there now${there ? ` (${there.file}:${there.line})` : ''}.`,
    'One address leads to one place.',
    address.includes('#')
      ? 'Take it out of redirect_from, or give that heading another anchor, as in: ## Its question {#another-anchor}'
      : 'Take it out of redirect_from, or give that page another address, with a line in its front matter: slug: another-name',
  )

const claimedTwice = ({ address, at }: Pointer, other: Pointer): Problem =>
  problem(
    at,
    `${address} is claimed here, and in ${other.at.file}:${other.at.line} for ${other.address}.`,
    'One address leads to one place.',
    'Take it out of one of the two.',
  )
