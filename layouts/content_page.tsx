import { withBase } from '../src/address.ts'
import type { Layout } from '../src/layout.ts'
import type { Category, Page, Site } from '../src/model.ts'
import type { Strings } from '../src/strings.ts'
import { AnswerSection, Prose } from './components/answer.tsx'
import { Breadcrumb } from './components/breadcrumb.tsx'
import { Document } from './components/document.tsx'
import { RelatedAnswers } from './components/related-answers.tsx'
import { Reviewed, SourceName } from './components/trust.tsx'

/** A page of answers: what it is about, the questions at a glance, then every answer, open. */
export const layout: Layout = ({ site, page, assets, strings, related }) => {
  const category = site.categories.find(({ title }) => title === page.category)
  const inOrder = category?.subCategories.flatMap(({ pages }) => pages) ?? []
  const at = inOrder.indexOf(page)
  return (
    <Document site={site} page={page} assets={assets} strings={strings} kind="content">
      <div class="width columns">
        <div class="column-top">
          <Breadcrumb site={site} strings={strings} page={page} category={category} />
          <h1>{page.title}</h1>
          {page.draft && <p class="draft">{strings.draft}</p>}
          {page.lead && <Prose html={page.lead.html} />}
        </div>
        <OnThisPage strings={strings} page={page} />
        <div class="column-main">
          {page.answers.map((answer, index) => (
            <AnswerSection
              key={answer.address}
              site={site}
              strings={strings}
              page={page}
              answer={answer}
              next={page.answers[index + 1]}
            />
          ))}
          <Prose html={page.footnotes} />
          <RelatedAnswers site={site} strings={strings} page={page} related={related} />
          <TermsHere site={site} strings={strings} page={page} />
          <About site={site} strings={strings} page={page} />
          <Neighbours
            site={site}
            strings={strings}
            previous={inOrder[at - 1]}
            next={at === -1 ? undefined : inOrder[at + 1]}
          />
        </div>
        {category && <AlsoIn site={site} strings={strings} page={page} category={category} />}
      </div>
    </Document>
  )
}

interface PartProps {
  readonly site: Site
  readonly strings: Strings
  readonly page: Page
}

function OnThisPage({ strings, page }: Omit<PartProps, 'site'>) {
  const answers = page.answers.filter(({ anchor }) => anchor !== undefined)
  if (answers.length < 2) return null
  return (
    <nav class="on-this-page" aria-labelledby="OnThisPage">
      <h2 id="OnThisPage">{strings.onThisPage}</h2>
      <ul class="questions">
        {answers.map(({ anchor = '', question }) => (
          <li key={anchor}>
            <a href={`#${encodeURIComponent(anchor)}`}>{question}</a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** What the short forms on the page stand for: to be read here, on paper too, and not only by following a link. */
function TermsHere({ site, strings, page }: PartProps) {
  if (page.terms.length === 0) return null
  const { compare } = new Intl.Collator([page.lang, 'en'], { numeric: true })
  const terms = [...page.terms].sort((a, b) => compare(a.term, b.term))
  return (
    <section class="terms" aria-labelledby="TermsHere">
      <h2 id="TermsHere">{strings.termsHere}</h2>
      <dl>
        {terms.map(({ term, expansion, meaning, address, anchor }) => (
          <div key={anchor}>
            <dt>
              <a href={withBase(site.base, address)}>{term}</a>
            </dt>
            <dd>
              {expansion && <strong>{expansion}. </strong>}
              {meaning}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** Why a reader may trust the page: when it was checked, by whom, where its facts come from, and how to mend it. */
function About({ site, strings, page }: PartProps) {
  const { lastReviewed, owner, sources, path } = page
  const suggest =
    path && site.settings.suggest
      ? site.settings.suggest + path.split('/').map(encodeURIComponent).join('/')
      : undefined
  if (!lastReviewed && !owner && !suggest && sources.length === 0) return null
  return (
    <aside class="about" aria-label={strings.aboutThisPage}>
      {lastReviewed && (
        <p>
          <Reviewed site={site} strings={strings} trust={page} />
        </p>
      )}
      {owner && <p>{strings.answeredBy(owner)}</p>}
      {sources.length > 0 && (
        <>
          <h2>{strings.sources}</h2>
          <ul>
            {sources.map((source) => (
              <li key={source.title}>
                <SourceName source={source} />
              </li>
            ))}
          </ul>
        </>
      )}
      {suggest && (
        <p>
          <a class="feedback" href={suggest}>
            {strings.suggestChange}
          </a>
        </p>
      )}
    </aside>
  )
}

interface NeighboursProps extends Omit<PartProps, 'page'> {
  readonly previous?: Page | undefined
  readonly next?: Page | undefined
}

function Neighbours({ site, strings, previous, next }: NeighboursProps) {
  if (!previous && !next) return null
  const link = (page: Page, label: string, rel: string) => (
    <a class={`neighbour neighbour-${rel}`} rel={rel} href={withBase(site.base, page.address)}>
      <span class="neighbour-label">{label}</span>
      <span class="neighbour-title">{page.title}</span>
    </a>
  )
  return (
    <nav class="neighbours" aria-label={strings.previousNext}>
      {previous && link(previous, strings.previous, 'prev')}
      {next && link(next, strings.next, 'next')}
    </nav>
  )
}

/** More pages than this would be a wall of links, and on a large site most of the bytes; the category's page has them all. */
const mostSiblings = 12

interface AlsoInProps extends PartProps {
  readonly category: Category
}

/** The other pages nearby: those of the sub-category if there are many in the category, and those around this one first. */
function AlsoIn({ site, strings, page, category }: AlsoInProps) {
  const everyPage = category.subCategories.flatMap(({ pages }) => pages)
  const own = category.subCategories.find(({ pages }) => pages.includes(page))
  const part = everyPage.length > mostSiblings && own?.title ? own : { title: category.title, pages: everyPage }
  const at = part.pages.indexOf(page)
  const from = Math.max(0, Math.min(at - mostSiblings / 2, part.pages.length - mostSiblings - 1))
  const near = part.pages.slice(from, from + mostSiblings + 1).filter((other) => other !== page)
  if (near.length === 0) return null
  return (
    <nav class="also-in" aria-labelledby="AlsoIn">
      <h2 id="AlsoIn">{strings.alsoIn(part.title ?? category.title)}</h2>
      <ul class="plain">
        {near.map((other) => (
          <li key={other.address}>
            <a href={withBase(site.base, other.address)}>{other.title}</a>
          </li>
        ))}
      </ul>
      {near.length + 1 < everyPage.length && (
        <p>
          <a href={withBase(site.base, category.address)}>{strings.allIn(category.title)}</a>
        </p>
      )}
    </nav>
  )
}
