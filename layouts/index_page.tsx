import type { Layout } from '../src/layout.ts'
import { AnswerSection, Prose } from './components/answer.tsx'
import { Breadcrumb } from './components/breadcrumb.tsx'
import { Document } from './components/document.tsx'
import { SubCategories } from './components/sub-categories.tsx'

/** A category's page: its text, then its pages by sub-category, with their questions. */
export const layout: Layout = ({ site, page, assets, strings }) => {
  const category = site.categories.find((one) => one.page === page)
  return (
    <Document site={site} page={page} assets={assets} strings={strings} kind="index">
      <div class="width narrow">
        <Breadcrumb site={site} strings={strings} page={page} category={category} />
        <h1>{page.title}</h1>
        {page.lead && <Prose html={page.lead.html} />}
        {category && <SubCategories site={site} category={category} level={2} />}
        {page.answers.map((answer) => (
          <AnswerSection key={answer.address} site={site} strings={strings} page={page} answer={answer} />
        ))}
        <Prose html={page.footnotes} />
      </div>
    </Document>
  )
}
