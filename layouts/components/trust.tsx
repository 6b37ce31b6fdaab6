import { Fragment } from 'preact'
import type { Answer, Page, Source, Trust } from '../../src/model.ts'
import { strings } from '../../src/strings.ts'

interface OwnTrustProps {
  readonly page: Page
  readonly answer: Answer
}

/** What holds for one answer and not for the rest of its page: when it was checked, by whom, where its facts come from. */
export function OwnTrust({ page, answer }: OwnTrustProps) {
  const isReviewed = answer.lastReviewed !== undefined && answer.lastReviewed !== page.lastReviewed
  const owner = answer.owner === page.owner ? undefined : answer.owner
  const sources = sameSources(answer, page) ? [] : answer.sources
  if (!isReviewed && owner === undefined && sources.length === 0) return null
  return (
    <p class="answer-trust">
      {isReviewed && <Reviewed trust={answer} language={page.lang} />}
      {owner !== undefined && ` ${strings.answerOwner(owner)}`}
      {sources.length > 0 && ` ${strings.sourcesHere(sources.length)} `}
      {sources.map((source, index) => (
        <Fragment key={source.title}>
          {index > 0 && '; '}
          <SourceName source={source} />
        </Fragment>
      ))}
    </p>
  )
}

const sameSources = (answer: Trust, page: Trust): boolean =>
  JSON.stringify(answer.sources) === JSON.stringify(page.sources)

interface ReviewedProps {
  readonly trust: Trust
  readonly language: string
}

/** When something was checked, and when that is due again. */
export function Reviewed({ trust: { lastReviewed, reviewDue }, language }: ReviewedProps) {
  if (lastReviewed === undefined) return null
  return (
    <>
      {strings.lastReviewed} <Day day={lastReviewed} language={language} />.
      {reviewDue && (
        <>
          {' '}
          {strings.reviewDue} <Day day={reviewDue} language={language} />.
          {/* Filled in by the reader's own browser: what was built does not know what day it is. */}
          <strong class="overdue" data-due={reviewDue} hidden>
            {` ${strings.reviewOverdue}`}
          </strong>
        </>
      )}
    </>
  )
}

function Day({ day, language }: { readonly day: string; readonly language: string }) {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' })
  return <time dateTime={day}>{format.format(new Date(`${day}T00:00:00Z`))}</time>
}

/** Where facts come from, as a link if it can be followed. */
export function SourceName({ source: { title, url } }: { readonly source: Source }) {
  return url ? <a href={url}>{title}</a> : title
}
