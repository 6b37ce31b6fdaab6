import { withBase } from '../../address.ts'
import { hostRules } from '../../links/host-rules.ts'
import type { Address, Site } from '../../model.ts'
import { type Header, headersForAll, headersForParts } from '../headers.ts'
import type { Host, OutputFile } from '../output.ts'
import { text } from './text.ts'

/**
 * The lines of a `_redirects` file, if there are any. Netlify began with these, and others read them too; none of them can say
 * 410: there the page itself says that it is gone.
 */
export function redirects(site: Site, status: '301' | '301!', path: Address): OutputFile[] {
  const { moved } = hostRules(site)
  if (moved.length === 0) return []
  const lines = moved.map(({ from, to }) => `${withBase(site.base, from)} ${withBase(site.base, to)} ${status}`)
  return [{ path, content: text(lines) }]
}

/** The same hosts read this. Where two rules name one header they send both values, and so a part's own headers are left to the part. */
export const headers: Host['files'] = (site, assets) => {
  const shared = new Set(headersForParts.flatMap(({ headers }) => headers.map(({ name }) => name)))
  const print = (path: string, headers: readonly Header[]): string[] => [
    path,
    ...headers.map(({ name, value }) => `  ${name}: ${value}`),
  ]
  const content = text([
    ...print(
      withBase(site.base, '/*'),
      headersForAll(assets).filter(({ name }) => !shared.has(name)),
    ),
    ...headersForParts.flatMap(({ path, headers }) =>
      print(`${withBase(site.base, path)}${path.endsWith('/') ? '*' : ''}`, headers),
    ),
  ])
  return [{ path: '/_headers', content }]
}
