import { withBase } from '../src/address.ts'
import type { Layout } from '../src/layout.ts'
import type { Answer, Page, Site } from '../src/model.ts'
import type { Strings } from '../src/strings.ts'
import { Prose } from './components/answer.tsx'
import { Breadcrumb } from './components/breadcrumb.tsx'
import { Document } from './components/document.tsx'
import { OwnTrust, Reviewed } from './components/trust.tsx'

/** The whole knowledge base on one page, with a list of what is in it: to print, to keep, to search with the browser's own means. */
export const layout: Layout = ({ site, page, assets, strings }) => {
  const parts = partsOf(site)
  const inside = placesOf(parts, site.base)
  return (
    <Document site={site} page={page} assets={assets} strings={strings} kind="all">
      <div class="width narrow">
        <Breadcrumb site={site} strings={strings} page={page} />
        <h1>{page.title}</h1>
        <p>{page.description}</p>
        <nav aria-labelledby="Contents">
          <h2 id="Contents">{strings.contents}</h2>
          {parts.map(({ title, pages }) => (
            <section key={title} class="contents">
              <h3>{title}</h3>
              <ul>
                {pages.map((one) => (
                  <li key={one.address}>
                    <a href={`#${placeOf(one)}`}>{one.title}</a>
                    <ul>
                      {one.answers.map((answer) => (
                        <li key={answer.address}>
                          <a href={`#${placeOf(one, answer)}`}>{answer.question}</a>
                        </li>
                      ))}
                    </ul>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </nav>
        {parts.map(({ title, pages }) => (
          <section key={title} class="part">
            <h2>{title}</h2>
            {pages.map((one) => (
              <WholePage key={one.address} site={site} strings={strings} page={one} inside={inside} />
            ))}
          </section>
        ))}
      </div>
    </Document>
  )
}

interface Part {
  readonly title: string
  readonly pages: readonly Page[]
}

/** The categories as they are filed, then the glossary. */
const partsOf = (site: Site): Part[] => [
  ...site.categories.map(({ title, page, subCategories }) => ({
    title,
    pages: [...(page.lead ? [page] : []), ...subCategories.flatMap(({ pages }) => pages)],
  })),
  ...site.pages.filter(({ kind }) => kind === 'glossary').map((page) => ({ title: page.title, pages: [page] })),
]

/** The `id` of a page, or of an answer, here: as its address, since anchors are each page's own. */
const placeOf = ({ address }: Page, answer?: Answer): string =>
  address.slice(1, -1) + (answer?.anchor === undefined ? '' : `/${answer.anchor}`)

/** What has a place here, by the address that links to it have. */
const placesOf = (parts: readonly Part[], base: string): ReadonlyMap<string, string> =>
  new Map(
    parts.flatMap(({ pages }) =>
      pages.flatMap((page) => [
        [withBase(base, page.address), placeOf(page)] as const,
        ...page.answers.map((answer) => [withBase(base, answer.address), placeOf(page, answer)] as const),
      ]),
    ),
  )

interface WholePageProps {
  readonly site: Site
  readonly strings: Strings
  readonly page: Page
  readonly inside: ReadonlyMap<string, string>
}

function WholePage({ site, strings, page, inside }: WholePageProps) {
  const here = (html: string): string => rewritten(html, page, inside)
  const own = page.answers.length === 1 && page.answers[0]?.anchor === undefined
  // A section is what a heading heads; the answer that is the page itself has the page's.
  const Part = own ? 'div' : 'section'
  return (
    <section class="whole-page">
      <h3 id={placeOf(page)}>{page.title}</h3>
      {page.lead && <Prose html={here(page.lead.html)} />}
      {page.answers.map((answer) => (
        <Part key={answer.address}>
          {!own && <h4 id={placeOf(page, answer)} dangerouslySetInnerHTML={{ __html: here(answer.questionHtml) }} />}
          <Prose html={here(answer.html)} />
          <OwnTrust site={site} strings={strings} page={page} answer={answer} />
        </Part>
      ))}
      <Prose html={here(page.footnotes)} />
      {page.lastReviewed && (
        <p class="answer-trust">
          <Reviewed site={site} strings={strings} trust={page} />
        </p>
      )}
    </section>
  )
}

/**
 * A page's HTML with its ids under the page's own place, links that stay on this page where they can, and headings two levels down.
 * The HTML is the gate's, in which quotes and angle brackets of text are written as entities: what looks like an attribute is one.
 */
const rewritten = (html: string, page: Page, inside: ReadonlyMap<string, string>): string =>
  html
    .replace(/<(\/?)h([3-6])\b/g, (_, slash: string, level: string) => `<${slash}h${Math.min(6, Number(level) + 2)}`)
    .replace(/ id="([^"]*)"/g, (_, id: string) => ` id="${placeOf(page)}/${id}"`)
    .replace(/ href="([^"]*)"/g, (whole, href: string) => {
      if (href.startsWith('#')) return ` href="#${placeOf(page)}/${href.slice(1)}"`
      const place = inside.get(href)
      return place === undefined ? whole : ` href="#${place}"`
    })
