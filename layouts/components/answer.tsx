import { absolute, withBase } from '../../src/address.ts'
import { permalink } from '../../src/links/follow.ts'
import { hashOf } from '../../src/links/hash.ts'
import type { Answer, Page, Site } from '../../src/model.ts'
import type { Strings } from '../../src/strings.ts'
import { letterTo } from './letter.ts'
import { FormerAnchors } from './moved-notes.tsx'
import { OwnTrust } from './trust.tsx'

interface AnswerProps {
  readonly site: Site
  readonly strings: Strings
  /** The page that it stands on. */
  readonly page: Page
  readonly answer: Answer
  /** The one that stands below it. */
  readonly next?: Answer | undefined
}

/** One answer, open. Its heading links to itself. */
export function AnswerSection({ site, strings, page, answer, next }: AnswerProps) {
  const { anchor, question, questionHtml, html } = answer
  if (anchor === undefined) {
    return (
      <>
        <Prose html={html} />
        <Tools site={site} strings={strings} page={page} answer={answer} />
      </>
    )
  }
  return (
    // No name of its own: twenty landmarks on a page would be in a screen reader's way, and the headings do better.
    <section class="answer">
      <FormerAnchors site={site} address={answer.address} />
      <h2 id={anchor}>
        <SelfLink strings={strings} anchor={anchor} question={question} questionHtml={questionHtml} />
      </h2>
      <Prose html={html} />
      <OwnTrust site={site} strings={strings} page={page} answer={answer} />
      <Tools site={site} strings={strings} page={page} answer={answer} />
      {next?.anchor !== undefined && (
        <p class="next-question">
          {strings.nextQuestion} <a href={`#${encodeURIComponent(next.anchor)}`}>{next.question}</a>
        </p>
      )}
    </section>
  )
}

/**
 * What can be done with an answer. "Copy link" appears when the script that does it has run, and "Cite" with it: they give the
 * permalink, once there is one. A citation pins what the answer says today.
 */
function Tools({ site, strings, page, answer }: AnswerProps) {
  const { question, lastReviewed = page.lastReviewed } = answer
  const id = site.links.ids.get(answer.address)
  const place = id === undefined ? answer.address : permalink(id)
  const address = absolute(site, place) ?? withBase(site.base, place)
  const feedback = letterTo(site, strings.feedbackTitle(question), strings.feedbackBody(question, address))
  return (
    <p
      class="answer-tools"
      data-address={address}
      data-hash={id === undefined ? undefined : hashOf(question, answer)}
      data-reviewed={lastReviewed}
      data-question={question}
    >
      <button hidden type="button" class="tool" data-copy aria-label={strings.copyLinkTo(question)}>
        {strings.copyLink}
      </button>
      {feedback && (
        <a class="feedback" href={feedback} aria-label={strings.somethingWrongWith(question)}>
          {strings.somethingWrong}
        </a>
      )}
      <span class="tool-said" role="status" />
    </p>
  )
}

type SelfLinkProps = { readonly strings: Strings; readonly anchor: string } & Pick<Answer, 'question' | 'questionHtml'>

/** The question as a link to itself; or, as links do not go inside links, with such a link behind it. */
function SelfLink({ strings, anchor, question, questionHtml }: SelfLinkProps) {
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
