import { ask, type FoundAnswer, type Hit, type Pagefind } from '../search/ask.ts'
import type { Query } from '../search/query.ts'
import { rank, rankByQuestion } from '../search/rank.ts'
import { strings } from '../strings.ts'

/** The path part of the site's address, as the page says it. */
export const base = document.documentElement.dataset.base ?? '/'

let pagefind: Promise<Pagefind> | undefined

/** Loads the search itself, once. A load that failed is tried again with the next search. */
export function load(): Promise<Pagefind> {
  pagefind ??= import(`${base}pagefind/pagefind.js`)
    .then(async (module: Pagefind) => {
      await module.options({ baseUrl: base, excerptLength: 30 })
      return module
    })
    .catch((error: unknown) => {
      pagefind = undefined
      throw error
    })
  return pagefind
}

/** Everything that was found, best first. */
export const search = async (query: Query): Promise<Hit[]> => rank(await ask(await load(), query))

/** List items for the first hits, and one with a button for more. */
export async function resultItems(hits: readonly Hit[], query: Query, count: number): Promise<HTMLLIElement[]> {
  const first = hits.slice(0, count)
  const found = await Promise.all(first.map(async (hit) => ({ score: hit.score, answer: await hit.load() })))
  const rest = hits.slice(count)
  const more = rest.length > 0 ? [moreItem(rest, query, count)] : []
  return [...rankByQuestion(found, query).map(resultItem), ...more]
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

function moreItem(hits: readonly Hit[], query: Query, count: number): HTMLLIElement {
  const item = element('li', 'result-more')
  const button = element('button', 'button', strings.searchMore(hits.length))
  button.type = 'button'
  button.addEventListener('click', async () => {
    const items = await resultItems(hits, query, count)
    item.replaceWith(...items)
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

/** An element that the page must have. */
export function find<Found extends HTMLElement>(selector: string): Found {
  const found = document.querySelector<Found>(selector)
  if (!found) throw new Error(`The page has no ${selector}`)
  return found
}
