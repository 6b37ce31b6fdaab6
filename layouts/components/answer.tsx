import { absolute, withBase } from '../../src/address.ts'
import type { Answer, Site } from '../../src/model.ts'
import { strings } from '../../src/strings.ts'

interface AnswerProps {
  readonly site: Site
  readonly answer: Answer
}

/** One answer, open. Its heading links to itself; "copy link" appears when the script that does it has run. */
export function AnswerSection({ site, answer }: AnswerProps) {
  const { anchor, question, questionHtml, html } = answer
  if (anchor === undefined) return <Prose html={html} />
  return (
    <section class="answer" aria-labelledby={anchor}>
      <h2 id={anchor}>
        <a
          class="self-link"
          href={`#${encodeURIComponent(anchor)}`}
          dangerouslySetInnerHTML={{ __html: questionHtml }}
        />
      </h2>
      <Prose html={html} />
      <p class="answer-tools">
        <button
          hidden
          type="button"
          class="tool"
          data-copy={absolute(site, answer.address) ?? withBase(site.base, answer.address)}
          aria-label={strings.copyLinkTo(question)}
        >
          {strings.copyLink}
        </button>
        <span class="tool-said" role="status" />
      </p>
    </section>
  )
}

/** Text that an author wrote, rendered and made harmless by the gate. */
export function Prose({ html }: { readonly html: string }) {
  return html === '' ? null : <div class="prose" dangerouslySetInnerHTML={{ __html: html }} />
}
