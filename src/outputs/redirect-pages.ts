import { withBase } from '../address.ts'
import { escapeMarkup } from '../escape.ts'
import type { Address } from '../model.ts'
import type { Output } from './output.ts'
import { refresh, sendOn } from './send-on.ts'

/**
 * A tiny page where a page was. A refresh would drop the anchor that a reader came with, so that where scripts run, one sends
 * her on with it.
 */
export const redirectPages: Output = (site, assets) =>
  site.links.redirects.flatMap((address) => {
    const to = site.links.former.get(address)
    if (to?.kind !== 'moved') return []
    const head = [
      `<script src="${escapeMarkup(withBase(site.base, assets.moved))}" defer></script>`,
      `<noscript>${refresh(site, to.address)}</noscript>`,
    ]
    return [{ path: fileOf(address), content: sendOn(site, assets, { to: to.address, title: to.title, head }) }]
  })

const fileOf = (address: Address): Address => (address.endsWith('/') ? `${address}index.html` : address)
