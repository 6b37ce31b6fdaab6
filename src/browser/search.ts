import { type Category, type Engine, type Hit, mostFirst } from '../search/engine.ts'
import { type Query, readQuery } from '../search/query.ts'
import type { Reading } from '../search/reading.ts'
import { base, element, find } from './page.ts'
import { resultItems } from './results.ts'
import { forgetSiteSearch, prepareSiteSearch, withSiteSearch } from './site-search.ts'
import * as strings from './strings.ts'

/**
 * The search page. Its address always holds the query; what others script against (see the README) is
 * `[data-search-results] a.result-link`, `[data-search-status]` and `html[data-search-state]`.
 */
const root = document.documentElement
const form = find<HTMLFormElement>('form[role=search]')
const box = find<HTMLInputElement>('#search')
const status = find('[data-search-status]')
const repaired = find('[data-search-repaired]')
const filters = find('[data-search-filters]')
const list = find('[data-search-results]')
const none = find('[data-search-none]')
const browse = find('[data-search-browse]')
/** What a large site has there in the place of an A to Z. */
const browsesTopics = browse.dataset.searchBrowse === 'topics'

/** How many answers are shown at once. */
const pageSize = 20
/** A reader who types on is not told of each letter: milliseconds to wait after the last one. */
const pause = 150

interface Asked {
  readonly text: string
  /** Misspelt words are searched for as they stand. */
  readonly exactly: boolean
  /** Only answers of this category. */
  readonly category?: string
}

const ownTitle = document.title
let newest = 0
let waiting: ReturnType<typeof setTimeout> | undefined

box.addEventListener('focus', prepareSiteSearch, { once: true })
box.addEventListener('input', () => {
  clearTimeout(waiting)
  root.dataset.searchState = 'busy'
  waiting = setTimeout(() => {
    const asked = { text: box.value, exactly: false }
    history.replaceState(null, '', addressOf(asked))
    void show(asked)
  }, pause)
})
form.addEventListener('submit', (event) => {
  event.preventDefault()
  clearTimeout(waiting)
  goTo({ text: box.value, exactly: false })
})
addEventListener('popstate', readAddress)
readAddress()

function readAddress(): void {
  const fields = new URLSearchParams(location.search)
  box.value = fields.get('q') ?? ''
  const category = fields.get('in')
  void show({ text: box.value, exactly: fields.has('exactly'), ...(category === null ? {} : { category }) })
}

function goTo(asked: Asked): void {
  if (addressOf(asked) !== location.pathname + location.search) history.pushState(null, '', addressOf(asked))
  void show(asked)
}

function addressOf({ text, exactly, category }: Asked): string {
  const query = readQuery(text).text
  if (query === '') return location.pathname
  const fields = new URLSearchParams({
    q: query,
    ...(exactly ? { exactly: '' } : {}),
    ...(category ? { in: category } : {}),
  })
  return `${location.pathname}?${fields}`
}

/** Shows what is found, unless another search has begun meanwhile. */
async function show(asked: Asked): Promise<void> {
  const turn = ++newest
  const query = readQuery(asked.text)
  document.title = query.text === '' ? ownTitle : `${query.text}: ${ownTitle}`
  if (query.words.length === 0) return clear('', 'idle')
  root.dataset.searchState = 'busy'
  try {
    const { reading, hits, categories, shown, items, near } = await withSiteSearch(async (engine) => {
      if (!engine.isReady()) await showFirst(engine, asked, query, turn)
      const reading = await engine.read(query, asked.exactly)
      const hits = await engine.search(reading)
      // What is shown has to be fetched anyway, and tells it by the way.
      const categories = hits.length <= pageSize ? await categoriesNow(hits) : await engine.categories(hits)
      const shown = narrow(hits, categories, asked)
      const items = await resultItems(shown, pageSize, () => {
        forgetSiteSearch()
        void show(asked)
      })
      const near = hits.length === 0 ? await engine.nearWords(reading) : []
      return { reading, hits, categories, shown, items, near }
    })
    if (turn !== newest) return
    replaceResults(items)
    fillRepaired(asked, reading, hits)
    fillFilters(asked, categories, hits.length)
    fillNone(asked, hits, near)
    // Without a hit the topics are offered already.
    browse.hidden = hits.length > 0 || browsesTopics
    const text = reading.repaired ?? query.text
    status.textContent = hits.length > 0 ? strings.searchFound(shown.length, text) : strings.searchNone(query.text)
    root.dataset.searchState = 'done'
  } catch (error) {
    if (turn !== newest || (await isReloading())) return
    clear(strings.searchFailed, 'done')
    console.error(error)
  }
}

/** What stands in the browser's history for a page that has loaded itself anew, so that it does so but once. */
const reloaded = 'reloaded'

/**
 * Loads the page anew if another script belongs to it by now: this one is of a release that is gone, and may not know how the
 * search of the present one is written down.
 */
async function isReloading(): Promise<boolean> {
  if (history.state === reloaded) return false
  const own = [...document.scripts].flatMap((script) => script.getAttribute('src') ?? [])
  const html = await fetch(location.href, { cache: 'no-cache' }).then(
    (response) => (response.ok ? response.text() : undefined),
    () => undefined,
  )
  if (html === undefined || own.filter(isOurs).every((address) => html.includes(address))) return false
  history.replaceState(reloaded, '')
  location.reload()
  return true
}

/** A browser's extensions may put scripts into a page. */
const isOurs = (address: string): boolean => address.startsWith(`${base}assets/`)

/**
 * What the questions alone tell, while the program that searches text is on its way. The choice of topics is there with them,
 * so that it need not push them down later. It needs every answer: on a large site, that would be too much to fetch for many.
 */
async function showFirst(engine: Engine, asked: Asked, query: Query, turn: number): Promise<void> {
  const hits = await engine.first(query)
  if (hits.length > pageSize && !engine.firstIsAtHand) return
  const categories = await categoriesNow(hits)
  const items = await resultItems(narrow(hits, categories, asked).slice(0, pageSize), pageSize)
  if (turn !== newest || engine.isReady() || items.length === 0) return
  list.replaceChildren(...items)
  fillFilters(asked, categories, hits.length)
  browse.hidden = true
  none.hidden = true
}

/** Of the hits, those in the category that was asked for, if any is. */
function narrow(hits: readonly Hit[], categories: readonly Category[], asked: Asked): readonly Hit[] {
  const chosen = categories.find(({ title }) => title === asked.category)
  return chosen ? hits.filter(({ id }) => chosen.ids.has(id)) : hits
}

/** The categories of hits, as each of them tells its own. */
async function categoriesNow(hits: readonly Hit[]): Promise<Category[]> {
  const answers = await Promise.all(hits.map((hit) => hit.load()))
  const ids = new Map<string, Set<string>>()
  for (const [index, { id }] of hits.entries()) {
    const category = answers[index]?.category ?? ''
    if (category !== '') ids.set(category, (ids.get(category) ?? new Set()).add(id))
  }
  return mostFirst([...ids].map(([title, own]) => ({ title, ids: own })))
}

/** Nothing moves under a reader's hand: what she points at or is on stays where it is, and the rest follows below. */
function replaceResults(items: readonly HTMLLIElement[]): void {
  const busy = root.dataset.searchState === 'busy' && (list.matches(':hover') || list.contains(document.activeElement))
  const before = busy ? [...list.children].map(addressOfItem) : []
  const kept = before.flatMap((address) => items.find((item) => addressOfItem(item) === address) ?? [])
  const focused = addressOfItem(document.activeElement?.closest('li') ?? null)
  list.replaceChildren(...kept, ...items.filter((item) => !kept.includes(item)))
  if (focused)
    kept
      .find((item) => addressOfItem(item) === focused)
      ?.querySelector('a')
      ?.focus()
}

const addressOfItem = (item: Element | null): string | undefined => item?.querySelector('a')?.href

function fillRepaired(asked: Asked, { query, repaired: text }: Reading, hits: readonly Hit[]): void {
  repaired.hidden = text === undefined || hits.length === 0
  if (text === undefined) return
  const instead = { ...asked, exactly: true }
  const link = element('a', '', strings.searchInstead(query.text))
  link.href = addressOf(instead)
  link.addEventListener('click', (event) => follow(event, instead))
  repaired.replaceChildren(strings.searchRepaired(query.text, text), ' ', link)
}

/** A plain click stays on the page; with a key held down it is for the browser, which may open a tab. */
function follow(event: MouseEvent, asked: Asked): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  box.value = asked.text
  goTo(asked)
}

function fillFilters(asked: Asked, categories: readonly Category[], all: number): void {
  const chosen = categories.find(({ title }) => title === asked.category)
  filters.hidden = categories.length < 2
  const option = (label: string, category: string | undefined, checked: boolean): HTMLLabelElement => {
    const input = element('input', '')
    input.type = 'radio'
    input.name = 'in'
    input.checked = checked
    input.addEventListener('change', () => {
      const { text, exactly } = asked
      goTo({ text, exactly, ...(category === undefined ? {} : { category }) })
    })
    return element('label', 'filter', input, element('span', '', label))
  }
  const focused = filters.contains(document.activeElement)
  const legend = element('legend', '', strings.searchFrom)
  filters.replaceChildren(
    legend,
    option(strings.searchFromAll(all), undefined, chosen === undefined),
    ...categories.map(({ title, ids }) =>
      option(strings.searchFromOne(title, ids.size), title, title === chosen?.title),
    ),
  )
  if (focused) filters.querySelector<HTMLInputElement>('input:checked')?.focus()
}

/** Ways on from a search that found nothing. */
function fillNone(asked: Asked, hits: readonly Hit[], near: readonly string[]): void {
  none.hidden = hits.length > 0
  const words = find('[data-search-near]')
  words.hidden = near.length === 0
  words.querySelector('ul')?.replaceChildren(
    ...near.map((word) => {
      const link = element('a', '', word)
      const instead = { text: word, exactly: false }
      link.href = addressOf(instead)
      link.addEventListener('click', (event) => follow(event, instead))
      return element('li', '', link)
    }),
  )
  const ask = document.querySelector<HTMLAnchorElement>('[data-search-ask]')
  // The page holds the letter or the form with a place for the question in it.
  if (ask) ask.href = (ask.dataset.searchAsk ?? '').replaceAll('%7Bquestion%7D', encodeURIComponent(asked.text.trim()))
}

function clear(said: string, state: 'idle' | 'done'): void {
  list.replaceChildren()
  for (const part of [repaired, filters, none]) part.hidden = true
  browse.hidden = false
  status.textContent = said
  root.dataset.searchState = state
}
