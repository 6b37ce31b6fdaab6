import { escapeMarkup } from '../escape.ts'
import { permalink } from '../links/follow.ts'
import type { Address, Site } from '../model.ts'
import { openGraph } from '../open-graph.ts'
import { firstSentence } from '../sentence.ts'
import type { Output } from './output.ts'
import { refresh, sendOn } from './send-on.ts'

/**
 * `/a/<id>/` for every permalink that is not retired. Chat tools show what the page says of itself (`src/open-graph.ts`): the
 * question and the first sentence of the answer.
 */
export const permalinkPages: Output = function* (site, assets) {
  if (!site.settings.outputs.permalinkPages || site.ledger.length === 0) return
  const textAt = textByAddress(site)
  for (const { id, address, question } of site.ledger) {
    const moved = site.links.former.get(address)
    if (moved?.kind === 'retired') continue
    const to = moved?.address ?? address
    const { title, text } = textAt.get(to) ?? { title: moved?.title ?? question, text: '' }
    const own = permalink(id)
    const description = firstSentence(text, site.settings.language)
    const head = [
      refresh(site, to),
      ...(description ? [`<meta name="description" content="${escapeMarkup(description)}">`] : []),
      ...openGraph(site, { address: own, title, description, type: 'article' }).map(
        ({ property, name, content }) =>
          `<meta ${property ? `property="${property}"` : `name="${name}"`} content="${escapeMarkup(content)}">`,
      ),
    ]
    yield { path: `${own}index.html`, content: sendOn(site, assets, { to, title, head }) }
  }
}

/** What stands at each address that a permalink can lead to. */
function textByAddress({ pages }: Site): ReadonlyMap<Address, { readonly title: string; readonly text: string }> {
  return new Map([
    ...pages.map(({ address, title, description }) => [address, { title, text: description }] as const),
    ...pages.flatMap(({ answers }) =>
      answers.map(({ address, question, text }) => [address, { title: question, text }] as const),
    ),
  ])
}
