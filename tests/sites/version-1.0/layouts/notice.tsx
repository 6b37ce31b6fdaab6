import { withBase } from 'answerbook/address'
import { AnswerSection } from 'answerbook/components/answer'
import { Document } from 'answerbook/components/document'
import type { Layout, LayoutProps } from 'answerbook/layout'
import type { Category } from 'answerbook/model'

/** A layout that adds to the built-in ones. */
export const layout: Layout = ({ site, page, assets, strings }) => {
  const category = categoryOf({ site, page })
  return (
    <Document site={site} page={page} assets={assets} strings={strings} kind="content">
      <div class="width narrow" id="Notice">
        <h1>{page.title}</h1>
        {page.answers.map((answer) => (
          <AnswerSection key={answer.address} site={site} strings={strings} page={page} answer={answer} />
        ))}
        {category && (
          <p>
            <a href={withBase(site.base, category.address)}>{category.title}</a>
          </p>
        )}
      </div>
    </Document>
  )
}

const categoryOf = ({ site, page }: Pick<LayoutProps, 'site' | 'page'>): Category | undefined =>
  site.categories.find(({ title }) => title === page.category)
