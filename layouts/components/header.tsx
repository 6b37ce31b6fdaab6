import { withBase } from '../../src/address.ts'
import type { Site } from '../../src/model.ts'
import type { Strings } from '../../src/strings.ts'
import { SearchForm } from './search-form.tsx'

interface HeaderProps {
  readonly site: Site
  readonly strings: Strings
  /** Pages with a search box of their own have none in the header: two boxes for one thing confuse. */
  readonly withSearch: boolean
  readonly suggest: string
}

export function Header({ site, strings, withSearch, suggest }: HeaderProps) {
  return (
    <header class="header">
      <div class="width header-row">
        <a class="header-name" href={withBase(site.base, '/')}>
          <Logo site={site} />
          {site.settings.name}
        </a>
        {withSearch && <SearchForm site={site} strings={strings} id="HeaderSearch" suggest={suggest} />}
      </div>
    </header>
  )
}

/** The site's own picture, if it has one. The name stands beside it, so it says nothing to a screen reader. */
export function Logo({ site }: { readonly site: Site }) {
  const file = site.files.find(({ path }) => path === site.settings.logo)
  return file ? <img class="logo" src={withBase(site.base, file.address)} alt="" /> : null
}
