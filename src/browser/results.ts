import type { FoundAnswer, Hit } from '../search/engine.ts'
import { openingOf } from '../search/excerpt.ts'
import { copyLink, element } from './page.ts'
import * as strings from './strings.ts'

/**
 * Shows hits from the first on; what they say is loaded for those alone that are shown. `whenGone` is called when a reader asks for
 * more and it cannot be had.
 */
export async function resultItems(
  hits: readonly Hit[],
  count: number,
  whenGone: () => void = () => undefined,
): Promise<HTMLLIElement[]> {
  const answers = await Promise.all(hits.slice(0, count).map((hit) => hit.load()))
  const rest = hits.slice(count)
  return [
    ...answers.map((answer, index) => resultItem(answer, answers[index - 1]?.page === answer.page)),
    ...(rest.length > 0 ? [moreItem(rest, count, whenGone)] : []),
  ]
}

/** One answer. `follows` tells that the one before is on the same page, so that the page need not be named again. */
function resultItem(answer: FoundAnswer, follows: boolean): HTMLLIElement {
  const link = element('a', 'result-link', answer.question)
  link.href = answer.url
  const text = element('p', 'result-text')
  text.append(...answer.excerpt.map((part) => (part.marked ? element('mark', '', part.text) : part.text)))
  const item = element('li', follows ? 'result result-follows' : 'result', element('h2', 'result-title', link))
  const where = whereOf(answer)
  if (where !== '' && !follows) item.append(element('p', 'result-where', where))
  item.append(text)
  if (answer.text !== '') item.append(tools(answer))
  return item
}

/** Where an answer is filed, without what its own question says already. */
const whereOf = ({ question, page, category }: FoundAnswer): string =>
  [...new Set([category, page])].filter((name) => name !== '' && name !== question).join(' › ')

/** The start of the answer, to be read in place, and its address, to be copied. */
function tools({ url, question, text }: FoundAnswer): HTMLElement {
  const all = element('a', '', strings.searchReadAll)
  all.href = url
  const opening = element(
    'details',
    'result-opening',
    element('summary', '', strings.searchOpening, element('span', 'hidden', ` (${question})`)),
    element('p', '', openingOf(text), ' ', all),
  )
  const button = element('button', 'tool', strings.copyLink)
  button.type = 'button'
  button.ariaLabel = strings.copyLinkTo(question)
  const said = element('span', 'tool-said')
  said.role = 'status'
  const address = new URL(url, location.href).href
  button.addEventListener('click', () => copyLink(address, said))
  return element('div', 'result-tools', opening, button, said)
}

function moreItem(hits: readonly Hit[], count: number, whenGone: () => void): HTMLLIElement {
  const button = element('button', 'button', strings.searchMore(hits.length))
  button.type = 'button'
  const item = element('li', 'result-more', button)
  button.addEventListener('click', async () => {
    const items = await resultItems(hits, count, whenGone).catch(() => undefined)
    if (!items) return whenGone()
    item.replaceWith(...items)
    items[0]?.querySelector('a')?.focus()
  })
  return item
}
