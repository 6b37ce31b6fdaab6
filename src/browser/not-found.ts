import { readQuery, wordsOfAddress } from '../search/query.ts'
import { base, find, resultItems, search } from './results.ts'

/** On the page for addresses that are not there: offers answers that have the words of the address. */
const most = 5
/** So many of what was found are looked at for those. */
const looked = 20

const section = find('[data-lost]')
const words = wordsOfAddress(location.pathname, base)
// Without the search the page still says where to go.
void suggest().catch(() => undefined)

async function suggest(): Promise<void> {
  find<HTMLInputElement>('#HeaderSearch').value = words
  const query = readQuery(words)
  const hits = await search(query)
  const items = await resultItems(hits.slice(0, looked), query, looked)
  find('[data-search-results]').replaceChildren(...items.slice(0, most))
  section.hidden = hits.length === 0
  document.documentElement.dataset.searchState = 'done'
}
