import { withBase } from '../src/address.ts'
import type { Layout } from '../src/layout.ts'
import type { Site } from '../src/model.ts'
import { aToZ, hasAToZ } from '../src/search/a-to-z.ts'
import type { Strings } from '../src/strings.ts'
import { Document } from './components/document.tsx'
import { letterTo } from './components/letter.ts'
import { SearchForm } from './components/search-form.tsx'

/** Search. What the script fills in is empty here; without script the page is the A to Z of every question, or the topics of a large site. */
export const layout: Layout = ({ site, page, assets, strings }) => (
  <Document site={site} page={page} assets={assets} strings={strings} kind="search" scripts={[assets.search]}>
    <div class="width narrow">
      <h1>{page.title}</h1>
      <SearchForm site={site} strings={strings} id="search" large />
      <p class="search-status" role="status" data-search-status />
      <p class="search-repaired" hidden data-search-repaired />
      <fieldset class="filters" hidden data-search-filters />
      <ol class="results" data-search-results />
      <Nothing site={site} strings={strings} />
      {hasAToZ(site) ? (
        <section data-search-browse aria-labelledby="a-to-z">
          <h2 id="a-to-z">{strings.everyQuestion}</h2>
          <AToZ site={site} strings={strings} />
        </section>
      ) : (
        <section data-search-browse="topics" aria-labelledby="topics">
          <h2 id="topics">{strings.searchTopics}</h2>
          <Topics site={site} />
        </section>
      )}
    </div>
  </Document>
)

interface PartProps {
  readonly site: Site
  readonly strings: Strings
}

/** Ways on from a search that found nothing; the script puts in the words and the question. */
function Nothing({ site, strings }: PartProps) {
  const question = '{question}'
  const ask = letterTo(site, strings.askTitle(question), strings.askBody(question))
  return (
    <div class="search-none" hidden data-search-none>
      <div data-search-near>
        <h2>{strings.searchNear}</h2>
        <ul class="near" />
      </div>
      <h2>{strings.searchTopics}</h2>
      <Topics site={site} />
      {ask && (
        <p>
          {strings.searchAskAdvice(
            <a href={ask} data-search-ask={ask}>
              {strings.searchAsk}
            </a>,
          )}
        </p>
      )}
    </div>
  )
}

const Topics = ({ site }: Pick<PartProps, 'site'>) => (
  <ul class="plain">
    {site.categories.map(({ title, address }) => (
      <li key={address}>
        <a href={withBase(site.base, address)}>{title}</a>
      </li>
    ))}
  </ul>
)

function AToZ({ site, strings }: PartProps) {
  const letters = aToZ(site)
  return (
    <>
      <nav aria-label={strings.letters}>
        <ul class="letters">
          {letters.map(({ letter }) => (
            <li key={letter}>
              <a href={`#${idOf(letter)}`}>{letter}</a>
            </li>
          ))}
        </ul>
      </nav>
      {letters.map(({ letter, entries }) => (
        <section key={letter} class="letter" aria-labelledby={idOf(letter)}>
          <h3 id={idOf(letter)}>{letter}</h3>
          <ul class="plain">
            {entries.map(({ question, address, page }) => (
              <li key={address}>
                <a href={withBase(site.base, address)}>{question}</a>
                {page !== question && <span class="entry-page"> {page}</span>}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}

const idOf = (letter: string): string => (letter === '#' ? 'digits' : `letter-${letter.toLowerCase()}`)
