import { withBase } from '../../src/address.ts'
import type { Category, Page, Site } from '../../src/model.ts'
import type { Strings } from '../../src/strings.ts'
import { anchorOfSubCategory } from './sub-categories.tsx'

interface BreadcrumbProps {
  readonly site: Site
  readonly strings: Strings
  readonly page: Page
  readonly category?: Category | undefined
}

/** Where the page is filed: home, category, sub-category. The page itself is the heading below, and not repeated. */
export function Breadcrumb({ site, strings, page, category }: BreadcrumbProps) {
  return (
    <nav class="breadcrumb" aria-label={strings.breadcrumb}>
      <ol>
        <li>
          <a href={withBase(site.base, '/')}>{strings.home}</a>
        </li>
        {category && category.page !== page && (
          <li>
            <a href={withBase(site.base, category.address)}>{category.title}</a>
          </li>
        )}
        {category && page.kind === 'content' && page.subCategory && (
          <li>
            <a href={`${withBase(site.base, category.address)}#${anchorOfSubCategory(page.subCategory)}`}>
              {page.subCategory}
            </a>
          </li>
        )}
      </ol>
    </nav>
  )
}
