import { absolute, withBase } from '../address.ts'
import type { Site } from '../model.ts'
import type { Review } from '../reviews.ts'
import type { Strings } from '../strings.ts'

/**
 * Reviews as a calendar to subscribe to (RFC 5545): a whole-day event for each. It stays the same event when its answer moves or
 * is reviewed, as its name is the permalink.
 */
export const calendar = (site: Site, reviews: readonly Review[], strings: Strings): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Answerbook//Reviews//EN',
    // The first is RFC 7986; most programs know the second alone.
    `NAME:${text(strings.reviewCalendar(site.settings.name))}`,
    `X-WR-CALNAME:${text(strings.reviewCalendar(site.settings.name))}`,
    ...reviews.flatMap((review) => event(review, site, strings)),
    'END:VCALENDAR',
    '',
  ]
    .map(fold)
    .join('\r\n')

function event(review: Review, site: Site, strings: Strings): string[] {
  const { title, address, permalink, owner, lastReviewed, due } = review
  const link = absolute(site, permalink ?? address)
  const description = [
    ...(owner === undefined ? [] : [strings.reviewOwner(owner)]),
    strings.reviewLast(lastReviewed),
    ...(link === undefined ? [] : [link]),
  ]
  return [
    'BEGIN:VEVENT',
    `UID:${text(`review:${link ?? withBase(site.base, permalink ?? address)}`)}`,
    // When the event was last changed. Taking it from the review keeps a build from depending on the day it is made.
    `DTSTAMP:${day(lastReviewed)}T000000Z`,
    `DTSTART;VALUE=DATE:${day(due)}`,
    `SUMMARY:${text(strings.reviewDueOf(title))}`,
    `DESCRIPTION:${text(description.join('\n'))}`,
    ...(owner === undefined ? [] : [`CATEGORIES:${text(owner)}`]),
    ...(link === undefined ? [] : [`URL:${link}`]),
    // Whoever has a review to make is not away that day.
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]
}

const day = (date: string): string => date.replaceAll('-', '')

/** A value of the type TEXT (3.3.11), which has no place for control signs. */
const text = (value: string): string =>
  value
    .replace(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are the signs that are meant
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ')
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n')

/** The most bytes of a line (3.1). */
const longest = 75

/** A long line goes on in the next, behind a space. It is cut between letters, never inside one: a letter may have four bytes. */
function fold(line: string): string {
  const lines: string[] = []
  let piece = ''
  let bytes = 0
  for (const letter of line) {
    const length = Buffer.byteLength(letter)
    if (bytes + length > longest) {
      lines.push(piece)
      piece = ' '
      bytes = 1
    }
    piece += letter
    bytes += length
  }
  return [...lines, piece].join('\r\n')
}
