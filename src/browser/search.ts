import { readQuery } from '../search/query.ts'
import { strings } from '../strings.ts'
import { find, load, resultItems, search } from './results.ts'

/**
 * The search page. Its address always holds the query; what others script against (see the README) is
 * `[data-search-results] a[href]`, `[data-search-status]` and `html[data-search-state]`.
 */
const root = document.documentElement
const form = find<HTMLFormElement>('form[role=search]')
const box = find<HTMLInputElement>('#search')
const status = find('[data-search-status]')
const list = find('[data-search-results]')
const browse = find('[data-search-browse]')

/** How many answers are shown at once. */
const pageSize = 20
/** A reader who types on is not told of each letter: milliseconds to wait after the last one. */
const pause = 150

const ownTitle = document.title
let newest = 0
let waiting: ReturnType<typeof setTimeout> | undefined

box.addEventListener('focus', () => void load().catch(() => undefined), {
  once: true,
})
box.addEventListener('input', () => {
  clearTimeout(waiting)
  root.dataset.searchState = 'busy'
  waiting = setTimeout(() => {
    history.replaceState(null, '', addressOf(box.value))
    void show(box.value)
  }, pause)
})
form.addEventListener('submit', (event) => {
  event.preventDefault()
  clearTimeout(waiting)
  if (addressOf(box.value) !== location.pathname + location.search) history.pushState(null, '', addressOf(box.value))
  void show(box.value)
})
addEventListener('popstate', readAddress)
readAddress()

function readAddress(): void {
  box.value = new URLSearchParams(location.search).get('q') ?? ''
  void show(box.value)
}

function addressOf(text: string): string {
  const query = readQuery(text).text
  return query === '' ? location.pathname : `${location.pathname}?${new URLSearchParams({ q: query })}`
}

/** Shows what is found, unless another search has begun meanwhile. */
async function show(typed: string): Promise<void> {
  const turn = ++newest
  const query = readQuery(typed)
  document.title = query.text === '' ? ownTitle : `${query.text}: ${ownTitle}`
  if (query.words.length === 0) return fill([], '', 'idle')
  root.dataset.searchState = 'busy'
  try {
    const hits = await search(query)
    const items = await resultItems(hits, query, pageSize)
    if (turn !== newest) return
    const none = `${strings.searchNone(query.text)} ${strings.searchNoneAdvice}`
    fill(items, hits.length > 0 ? strings.searchFound(hits.length, query.text) : none, 'done')
  } catch (error) {
    if (turn !== newest) return
    fill([], strings.searchFailed, 'done')
    console.error(error)
  }
}

function fill(items: readonly HTMLLIElement[], said: string, state: 'idle' | 'done'): void {
  list.replaceChildren(...items)
  browse.hidden = items.length > 0
  status.textContent = said
  root.dataset.searchState = state
}
