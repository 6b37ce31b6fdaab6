import { absolute, withBase } from '../../src/address.ts'
import type { Answer, Page, Site } from '../../src/model.ts'
import { strings } from '../../src/strings.ts'
import { letterTo } from './letter.ts'
import { FormerAnchors } from './moved-notes.tsx'
import { OwnTrust } from './trust.tsx'

interface AnswerProps {
  readonly site: Site
  /** The page that it stands on. */
  readonly page: Page
  readonly answer: Answer
}

/** One answer, open. Its heading links to itself; "copy link" appears when the script that does it has run. */
export function AnswerSection({ site, page, answer }: AnswerProps) {
  const { anchor, question, questionHtml, html } = answer
  const address = absolute(site, answer.address) ?? withBase(site.base, answer.address)
  const feedback = letterTo(site, strings.feedbackTitle(question), strings.feedbackBody(question, address))
  if (anchor === undefined) return <Prose html={html} />
  return (
    // No name of its own: twenty landmarks on a page would be in a screen reader's way, and the headings do better.
    <section class="answer">
      <FormerAnchors site={site} address={answer.address} />
      <h2 id={anchor}>
        <SelfLink anchor={anchor} question={question} questionHtml={questionHtml} />
      </h2>
      <Prose html={html} />
      <OwnTrust page={page} answer={answer} />
      <p class="answer-tools" data-address={address}>
        <button hidden type="button" class="tool" data-copy={address} aria-label={strings.copyLinkTo(question)}>
          {strings.copyLink}
        </button>
        {feedback && (
          <a class="feedback" href={feedback} aria-label={strings.somethingWrongWith(question)}>
            {strings.somethingWrong}
          </a>
        )}
        <span class="tool-said" role="status" />
      </p>
    </section>
  )
}

type SelfLinkProps = { readonly anchor: string } & Pick<Answer, 'question' | 'questionHtml'>

/** The question as a link to itself; or, as links do not go inside links, with such a link behind it. */
function SelfLink({ anchor, question, questionHtml }: SelfLinkProps) {
  const href = `#${encodeURIComponent(anchor)}`
  if (!questionHtml.includes('<a ')) {
    return <a class="self-link" href={href} dangerouslySetInnerHTML={{ __html: questionHtml }} />
  }
  return (
    <>
      <span dangerouslySetInnerHTML={{ __html: questionHtml }} />{' '}
      <a href={href} aria-label={strings.linkTo(question)}>
        #
      </a>
    </>
  )
}

/** Text that an author wrote, rendered and made harmless by the gate. */
export function Prose({ html }: { readonly html: string }) {
  return html === '' ? null : <div class="prose" dangerouslySetInnerHTML={{ __html: html }} />
}
