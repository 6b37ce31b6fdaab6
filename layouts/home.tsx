import { withBase } from '../src/address.ts'
import type { Layout } from '../src/layout.ts'
import type { Category, Pointer, Site } from '../src/model.ts'
import { hasAToZ } from '../src/search/a-to-z.ts'
import type { Strings } from '../src/strings.ts'
import { Document } from './components/document.tsx'
import { Logo } from './components/header.tsx'
import { SearchForm } from './components/search-form.tsx'
import { SubCategories } from './components/sub-categories.tsx'

/** Above this many answers, the home page lists pages and leaves the questions to their category's page and the A to Z. */
const mostQuestions = 300

/** The front page: search, the topics, and every question under its topic. */
export const layout: Layout = ({ site, page, assets, strings }) => {
  const answers = site.pages.reduce((sum, { answers }) => sum + answers.length, 0)
  return (
    <Document site={site} page={page} assets={assets} strings={strings} kind="home">
      <div class="hero">
        <div class="width">
          <Logo site={site} />
          <h1>{site.settings.name}</h1>
          {page.description && <p class="hero-text">{page.description}</p>}
          <SearchForm site={site} strings={strings} id="search" large suggest={assets.suggest} />
        </div>
      </div>
      <div class="width">
        <Tasks site={site} strings={strings} />
        <Popular site={site} strings={strings} />
        <section aria-labelledby="topics">
          <h2 id="topics">{strings.topics}</h2>
          <ul class="cards">
            {site.categories.map((category) => (
              <li key={category.address} class="card">
                <h3 class="card-title">
                  <a href={withBase(site.base, category.address)}>{category.title}</a>
                </h3>
                {category.page.description && <p>{category.page.description}</p>}
                <p class="card-count">{counts(category, strings)}</p>
              </li>
            ))}
          </ul>
        </section>
        {answers <= mostQuestions && <EveryQuestion site={site} strings={strings} />}
        {hasAToZ(site) && (
          <p class="to-all">
            <a href={withBase(site.base, '/search/')}>{strings.everyQuestion}</a>
          </p>
        )}
      </div>
    </Document>
  )
}

interface PartProps {
  readonly site: Site
  readonly strings: Strings
}

/** For someone who has no word to search for: what she is doing, and what she needs to know for it. */
function Tasks({ site, strings }: PartProps) {
  const { tasks } = site.settings
  if (tasks.length === 0) return null
  return (
    <section class="tasks" aria-labelledby="tasks">
      <h2 id="tasks">{strings.tasks}</h2>
      <div class="task-list">
        {tasks.map(({ title, answers }) => (
          <div key={title}>
            <h3>{title}</h3>
            <Pointers site={site} pointers={answers} />
          </div>
        ))}
      </div>
    </section>
  )
}

function Popular({ site, strings }: PartProps) {
  const { popular } = site.settings
  if (popular.length === 0) return null
  return (
    <section class="popular" aria-labelledby="popular">
      <h2 id="popular">{strings.popular}</h2>
      <Pointers site={site} pointers={popular} />
    </section>
  )
}

function Pointers({ site, pointers }: { readonly site: Site; readonly pointers: readonly Pointer[] }) {
  return (
    <ul class="plain">
      {pointers.map(({ address }) => (
        <li key={address}>
          <a href={withBase(site.base, address)}>{nameOf(site, address)}</a>
        </li>
      ))}
    </ul>
  )
}

/** The question at an address, or the title of the page. */
const nameOf = (site: Site, address: string): string => {
  const page = site.pages.find((one) => one.address === address.replace(/#.*$/, ''))
  return page?.answers.find((answer) => answer.address === address)?.question ?? page?.title ?? address
}

function counts({ subCategories }: Category, strings: Strings): string {
  const pages = subCategories.flatMap((part) => part.pages)
  return strings.pagesAndAnswers(
    pages.length,
    pages.reduce((sum, { answers }) => sum + answers.length, 0),
  )
}

function EveryQuestion({ site, strings }: PartProps) {
  return (
    <section class="every-question" aria-labelledby="every-question">
      <h2 id="every-question">{strings.everyQuestionByTopic}</h2>
      {site.categories.map((category) => (
        <section key={category.address}>
          <h3>
            <a href={withBase(site.base, category.address)}>{category.title}</a>
          </h3>
          <SubCategories site={site} category={category} level={4} />
        </section>
      ))}
    </section>
  )
}
