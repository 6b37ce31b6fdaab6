import type { Layout } from '../src/layout.ts'
import { AnswerSection } from './components/answer.tsx'
import { Breadcrumb } from './components/breadcrumb.tsx'
import { Document } from './components/document.tsx'

/** Every term of the glossary, with a list of them on top. */
export const layout: Layout = ({ site, page, assets, strings }) => (
  <Document site={site} page={page} assets={assets} strings={strings} kind="glossary">
    <div class="width narrow">
      <Breadcrumb site={site} strings={strings} page={page} />
      <h1>{page.title}</h1>
      <p>{page.description}</p>
      <nav aria-label={strings.onThisPage}>
        <ul class="letters">
          {site.terms.map(({ term, anchor }) => (
            <li key={anchor}>
              <a href={`#${encodeURIComponent(anchor)}`}>{term}</a>
            </li>
          ))}
        </ul>
      </nav>
      {page.answers.map((answer) => (
        <AnswerSection key={answer.address} site={site} strings={strings} page={page} answer={answer} />
      ))}
    </div>
  </Document>
)
