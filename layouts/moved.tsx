import { withBase } from '../src/address.ts'
import type { Layout } from '../src/layout.ts'
import { Document } from './components/document.tsx'

/** Where something was: says where it is now, or that it is gone for good. Its answers are in the notes below. */
export const layout: Layout = ({ site, page, assets, strings }) => {
  const to = site.links.former.get(page.address)
  const link = (address: string, title: string) => <a href={withBase(site.base, address)}>{title}</a>
  return (
    <Document site={site} page={page} assets={assets} strings={strings} kind="moved" scripts={[assets.moved]}>
      <div class="width narrow">
        <h1>{page.title}</h1>
        {to?.kind === 'retired' ? <p>{strings.retiredText}</p> : <p>{strings.movedText}</p>}
        {to?.kind === 'moved' && (
          <p data-moved-page>
            {strings.movedTo} {link(to.address, to.title)}
          </p>
        )}
        {to?.kind === 'retired' && to.instead && (
          <p>
            {strings.retiredInstead} {link(to.instead.address, to.instead.title)}
          </p>
        )}
      </div>
    </Document>
  )
}
