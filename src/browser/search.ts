import { ask, type FoundAnswer, type Hit, type Pagefind } from '../search/ask.ts'
import { type Query, readQuery } from '../search/query.ts'
import { rank } from '../search/rank.ts'
import { strings } from '../strings.ts'

/**
 * The search page. Its address always holds the query; what others script against (see the README) is
 * `[data-search-results] a[href]`, `[data-search-status]` and `html[data-search-state]`.
 */
const root = document.documentElement
const base = root.dataset.base ?? '/'
const form = find<HTMLFormElement>('form[role=search]')
const box = find<HTMLInputElement>('#search')
const status = find('[data-search-status]')
const list = find('[data-search-results]')
const browse = find('[data-search-browse]')

/** How many answers are shown at once. */
const pageSize = 20
/** A reader who types on is not told of each letter: milliseconds to wait after the last one. */
const pause = 150

let newest = 0
let waiting: ReturnType<typeof setTimeout> | undefined
let pagefind: Promise<Pagefind> | undefined

box.addEventListener('focus', () => void load().catch(() => undefined), {
  once: true,
})
box.addEventListener('input', () => {
  clearTimeout(waiting)
  root.dataset.searchState = 'busy'
  waiting = setTimeout(() => {
    history.replaceState(null, '', addressOf(box.value))
    void search(box.value)
  }, pause)
})
form.addEventListener('submit', (event) => {
  event.preventDefault()
  clearTimeout(waiting)
  if (addressOf(box.value) !== location.pathname + location.search) history.pushState(null, '', addressOf(box.value))
  void search(box.value)
})
addEventListener('popstate', readAddress)
readAddress()

function readAddress(): void {
  box.value = new URLSearchParams(location.search).get('q') ?? ''
  void search(box.value)
}

function addressOf(text: string): string {
  const query = readQuery(text).text
  return query === '' ? location.pathname : `${location.pathname}?${new URLSearchParams({ q: query })}`
}

/** Shows what was found, unless another search has begun meanwhile. */
async function search(typed: string): Promise<void> {
  const turn = ++newest
  const query = readQuery(typed)
  if (query.words.length === 0) return show(query, [], [], '', 'idle')
  root.dataset.searchState = 'busy'
  try {
    const hits = rank(await ask(await load(), query))
    const answers = await Promise.all(hits.slice(0, pageSize).map((hit) => hit.load()))
    if (turn !== newest) return
    const said =
      hits.length > 0
        ? strings.searchFound(hits.length, query.text)
        : `${strings.searchNone(query.text)} ${strings.searchNoneAdvice}`
    show(query, answers, hits.slice(pageSize), said, 'done')
  } catch (error) {
    if (turn !== newest) return
    pagefind = undefined
    show(query, [], [], strings.searchFailed, 'done')
    console.error(error)
  }
}

function load(): Promise<Pagefind> {
  pagefind ??= import(`${base}pagefind/pagefind.js`).then(async (module: Pagefind) => {
    await module.options({ baseUrl: base, excerptLength: 30 })
    return module
  })
  return pagefind
}

function show(
  query: Query,
  answers: readonly FoundAnswer[],
  more: readonly Hit[],
  said: string,
  state: 'idle' | 'done',
): void {
  list.replaceChildren(...answers.map(resultItem), ...(more.length > 0 ? [moreItem(more)] : []))
  browse.hidden = answers.length > 0
  status.textContent = said
  document.title = document.title.replace(/^(?:.*: )?/, query.text === '' ? '' : `${query.text}: `)
  root.dataset.searchState = state
}

function resultItem({ url, question, page, category, excerpt }: FoundAnswer): HTMLLIElement {
  const link = element('a', 'result-link', question)
  link.href = url
  const where = [...new Set([category, page])].filter((name) => name !== '' && name !== question).join(' › ')
  const text = element('p', 'result-text')
  text.append(...excerpt.map((part) => (part.marked ? element('mark', '', part.text) : part.text)))
  const item = element('li', 'result')
  const heading = element('h2', 'result-title')
  heading.append(link)
  item.append(heading, element('p', 'result-where', where), text)
  return item
}

function moreItem(hits: readonly Hit[]): HTMLLIElement {
  const item = element('li', 'result-more')
  const button = element('button', 'button', strings.searchMore(hits.length))
  button.type = 'button'
  button.addEventListener('click', async () => {
    const answers = await Promise.all(hits.slice(0, pageSize).map((hit) => hit.load()))
    const items = answers.map(resultItem)
    const rest = hits.slice(pageSize)
    item.replaceWith(...items, ...(rest.length > 0 ? [moreItem(rest)] : []))
    items[0]?.querySelector('a')?.focus()
  })
  item.append(button)
  return item
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className: string,
  text = '',
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  if (className !== '') made.className = className
  made.textContent = text
  return made
}

function find<Found extends HTMLElement>(selector: string): Found {
  const found = document.querySelector<Found>(selector)
  if (!found) throw new Error(`The search page has no ${selector}`)
  return found
}
