import { readQuery, wordsOfAddress } from '../search/query.ts'
import { base, find } from './page.ts'
import { resultItems } from './results.ts'
import { withSiteSearch } from './site-search.ts'

/** On the page for addresses that are not there: offers answers that have the words of the address. */
const most = 5

const section = find('[data-lost]')
const words = wordsOfAddress(location.pathname, base)
// Without the search the page still says where to go.
void suggest().catch(() => undefined)

async function suggest(): Promise<void> {
  find<HTMLInputElement>('#HeaderSearch').value = words
  const items = await withSiteSearch(async (engine) => {
    const hits = await engine.search(await engine.read(readQuery(words)))
    return resultItems(hits.slice(0, most), most)
  })
  find('[data-search-results]').replaceChildren(...items)
  section.hidden = items.length === 0
  document.documentElement.dataset.searchState = 'done'
}
