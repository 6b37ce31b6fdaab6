/**
 * A day, written out: as the site's country does it (`en-US`), if the words about it are in the site's language; else in that of the
 * words, which may be English where the site's language has no table.
 */
export function printDay(day: string, words: string, site: string): string {
  const isOne = new Intl.Locale(words).language === new Intl.Locale(site).language
  const format = new Intl.DateTimeFormat(isOne ? site : words, { dateStyle: 'long', timeZone: 'UTC' })
  return format.format(new Date(`${day}T00:00:00Z`))
}
