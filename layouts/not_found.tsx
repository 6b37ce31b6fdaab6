import { withBase } from '../src/address.ts'
import type { Layout } from '../src/layout.ts'
import { Document } from './components/document.tsx'

/** What a host shows for an address that is not there. */
export const layout: Layout = ({ site, page, assets, strings }) => (
  <Document site={site} page={page} assets={assets} strings={strings} kind="not-found" scripts={[assets.notFound]}>
    <div class="width narrow">
      <h1>{page.title}</h1>
      <p>{strings.notFoundText}</p>
      <section data-lost hidden aria-labelledby="perhaps">
        <h2 id="perhaps">{strings.perhapsThese}</h2>
        <ol class="results" data-search-results />
      </section>
      <p>{strings.notFoundAdvice}</p>
      <ul class="plain">
        <li>
          <a href={withBase(site.base, '/search/')}>{strings.everyQuestion}</a>
        </li>
        {site.categories.map(({ title, address }) => (
          <li key={address}>
            <a href={withBase(site.base, address)}>{title}</a>
          </li>
        ))}
      </ul>
    </div>
  </Document>
)
