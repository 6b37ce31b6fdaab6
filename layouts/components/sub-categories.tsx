import { slug } from 'github-slugger'
import { withBase } from '../../src/address.ts'
import type { Category, Page, Site } from '../../src/model.ts'

/** The `id` of a sub-category's heading on its category's page. The prefix keeps it apart from anchors of answers. */
export const anchorOfSubCategory = (title: string): string => `topic-${slug(title)}`

interface SubCategoriesProps {
  readonly site: Site
  readonly category: Category
  /** The level of the sub-categories' headings; on the category's own page, 2, they can be linked to. */
  readonly level: 2 | 4
}

/** A category's pages and their questions by sub-category, in the order that its index page gives. */
export function SubCategories({ site, category, level }: SubCategoriesProps) {
  const Heading = `h${level}` as const
  const Below = `h${level + 1}` as 'h3' | 'h5'
  return (
    <>
      {category.subCategories.map(({ title, pages }) => {
        const PageHeading = title === undefined ? Heading : Below
        return (
          <section key={title ?? ''} class="topic">
            {title !== undefined && (
              <Heading id={level === 2 ? anchorOfSubCategory(title) : undefined}>{title}</Heading>
            )}
            <div class="topic-pages">
              {pages.map((page) => (
                <div key={page.address} class="topic-page">
                  <PageHeading class="topic-page-name">{pageLink(site, page)}</PageHeading>
                  <Questions site={site} page={page} />
                </div>
              ))}
            </div>
          </section>
        )
      })}
    </>
  )
}

const pageLink = (site: Site, page: Page) => <a href={withBase(site.base, page.address)}>{page.title}</a>

/** Links to every answer of a page. A page that is one answer has only itself, which is linked above. */
export function Questions({ site, page }: { readonly site: Site; readonly page: Page }) {
  const answers = page.answers.filter(({ anchor }) => anchor !== undefined)
  if (answers.length === 0) return null
  return (
    <ul class="questions">
      {answers.map((answer) => (
        <li key={answer.address}>
          <a href={withBase(site.base, answer.address)}>{answer.question}</a>
        </li>
      ))}
    </ul>
  )
}
