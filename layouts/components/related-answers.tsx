import { withBase } from '../../src/address.ts'
import type { LayoutProps } from '../../src/layout.ts'

type RelatedProps = Pick<LayoutProps, 'site' | 'strings' | 'page' | 'related'>

/** Answers on other pages, for a reader who has come to the end of this one. Those on it are in its own list of questions. */
export function RelatedAnswers({ site, strings, page, related }: RelatedProps) {
  const answers = related(page)
  if (answers.length === 0) return null
  return (
    <nav class="related" aria-labelledby="Related">
      <h2 id="Related">{strings.related}</h2>
      <ul class="plain">
        {answers.map(({ address, question }) => (
          <li key={address}>
            <a href={withBase(site.base, address)}>{question}</a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
