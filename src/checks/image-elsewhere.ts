import { posix } from 'node:path'
import { type Link, linksOf, type Site } from '../model.ts'
import type { Check, Finding } from './check.ts'

/**
 * A picture that lies on another site. The policy of every page (`src/policy.ts`) lets a browser load what this site brings, and nothing
 * else: whoever reads a page is not told of to others, and no page changes or breaks because another site does. So readers would
 * see the words for the picture and no picture. An address of this very site is let through by browsers, and so it is here.
 *
 * Wrong: "![The way to the desk](https://example.org/way.png)"
 * Right: "![The way to the desk](way.png)", with the file beside the page
 */
export const imageElsewhere: Check<'image-elsewhere'> = {
  rules: { 'image-elsewhere': 'warning' },
  find: (site) =>
    site.pages.flatMap((page) =>
      linksOf(page)
        .filter((link) => link.kind === 'image' && link.target.kind === 'external' && !isOwn(link, site))
        .map(elsewhere),
    ),
}

const isOwn = ({ href }: Link, { settings }: Site): boolean =>
  settings.url !== undefined &&
  URL.canParse(href, settings.url) &&
  new URL(href, settings.url).origin === new URL(settings.url).origin

const elsewhere = ({ href, words, at }: Link): Finding<'image-elsewhere'> => ({
  rule: 'image-elsewhere',
  at,
  what: 'This picture lies on another site, and is not shown.',
  why: 'Pages load only what this site brings, so that no other site learns who reads them, or can change them.',
  fix: `Save it beside this page, and write its name: ![${words}](${nameOf(href)})\nIf you may not copy it, link to it: [${words || 'what it shows'}](${href})`,
})

/** What the file would be called, where the address tells. */
function nameOf(href: string): string {
  const [path = ''] = href.split(/[?#]/)
  const name = posix.basename(path)
  return /^[\w.-]+\.(?:png|jpe?g|gif|svg|webp|avif)$/i.test(name) ? name : 'picture.png'
}
