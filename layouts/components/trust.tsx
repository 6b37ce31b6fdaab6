import { Fragment } from 'preact'
import type { Answer, Page, Site, Source, Trust } from '../../src/model.ts'
import { printDay } from '../../src/strings/day.ts'
import type { Strings } from '../../src/strings.ts'

interface TrustProps {
  readonly site: Site
  readonly strings: Strings
}

interface OwnTrustProps extends TrustProps {
  readonly page: Page
  readonly answer: Answer
}

/** What holds for one answer and not for the rest of its page: when it was checked, by whom, where its facts come from. */
export function OwnTrust({ site, strings, page, answer }: OwnTrustProps) {
  const isReviewed = answer.lastReviewed !== undefined && answer.lastReviewed !== page.lastReviewed
  const owner = answer.owner === page.owner ? undefined : answer.owner
  const sources = sameSources(answer, page) ? [] : answer.sources
  if (!isReviewed && owner === undefined && sources.length === 0) return null
  return (
    <p class="answer-trust">
      {isReviewed && <Reviewed site={site} strings={strings} trust={answer} />}
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

interface ReviewedProps extends TrustProps {
  readonly trust: Trust
}

/** When something was checked, and when that is due again. */
export function Reviewed({ site, strings, trust: { lastReviewed, reviewDue } }: ReviewedProps) {
  if (lastReviewed === undefined) return null
  const written = (day: string) => <time dateTime={day}>{printDay(day, strings.language, site.settings.language)}</time>
  return (
    <>
      {strings.lastReviewed(written(lastReviewed))}
      {reviewDue && (
        <>
          {' '}
          {strings.reviewDue(written(reviewDue))}
          {/* Filled in by the reader's own browser: what was built does not know what day it is. */}
          <strong class="overdue" data-due={reviewDue} hidden>
            {` ${strings.reviewOverdue}`}
          </strong>
        </>
      )}
    </>
  )
}

/** Where facts come from, as a link if it can be followed. */
export function SourceName({ source: { title, url } }: { readonly source: Source }) {
  return url ? <a href={url}>{title}</a> : title
}
