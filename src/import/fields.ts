import { frontMatter } from '../content/schema.ts'
import { asBoolean, asText, shown } from './data.ts'
import type { Note, OldPage } from './old-site.ts'

/** What of a page's front matter is carried as it is, apart from its title, its place and its addresses. */
export interface Fields {
  readonly description?: string
  readonly draft: boolean
  readonly lang?: string
  /** Keys that Answerbook has too, with values that it takes. */
  readonly own: Readonly<Record<string, unknown>>
}

/** Keys that are read elsewhere: title, place, addresses. */
const readElsewhere: ReadonlySet<string> = new Set(
  `title category sub_category subcategory categories parent grand_parent has_children order weight nav_order sidebar_position
  position sub_categories permalink redirect_from aliases url slug id`.split(/\s+/),
)

const ours = ['last_reviewed', 'review_in', 'owner', 'sources', 'glossary'] as const

/** When a page was changed is not when somebody checked it. */
const dates =
  /^(date|lastmod|last_modified_at|last_update|lastupdated|modified|updated|publishdate|expirydate|publish_date)$/i

/** Reads the front matter's other keys, and tells of each that is not carried. */
export function readFields(page: OldPage, language: string | undefined, note: Note): Fields {
  const { data, lineOf } = page.front
  let description: string | undefined
  let lang: string | undefined
  let draft = page.type === 'drafts'
  const own: Record<string, unknown> = {}
  const left = (key: string, why: string): void => note(lineOf(key), 'front matter', `${key}: ${shown(data[key])}`, why)
  for (const [key, value] of Object.entries(data)) {
    if (page.front.inherited.has(key) && !isCarried(key)) continue
    if (key === 'layout' && /^(content|index)_page$/.test(String(value))) continue
    if (readElsewhere.has(key) || value === null || value === undefined || value === '') continue
    if (key === 'description' || ((key === 'excerpt' || key === 'summary') && data.description === undefined)) {
      description = asText(value)
      if (description === undefined) left(key, 'left out, as it is no line of text')
    } else if (key === 'draft' || key === 'published') {
      const said = asBoolean(value)
      if (said === undefined) left(key, 'left out, as it is neither true nor false')
      else draft ||= key === 'draft' ? said : !said
    } else if (key === 'lang' || key === 'language' || key === 'locale') {
      const code = languageCode(asText(value))
      if (code === undefined) left(key, 'left out, as it is no code of a language')
      else if (code !== language) lang = code
    } else if (dates.test(key)) left(key, 'left out: a changed page is no checked one; write last_reviewed if it was')
    else if (isOurs(key) && frontMatter.shape[key].safeParse(value).success) own[key] = value
    else left(key, 'left out')
  }
  return { draft, own, ...(description ? { description } : {}), ...(lang ? { lang } : {}) }
}

/** Keys that settings can give to many pages and that mean something here; of all others the settings are told of once. */
export const isCarried = (key: string): boolean =>
  readElsewhere.has(key) ||
  isOurs(key) ||
  /^(description|excerpt|summary|draft|published|lang|language|locale|title)$/.test(key)

const isOurs = (key: string): key is (typeof ours)[number] => ours.some((one) => one === key)

/** `en_GB` and `en-gb` are `en-GB`. */
export function languageCode(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  try {
    return Intl.getCanonicalLocales(text.replaceAll('_', '-'))[0]
  } catch {
    return undefined
  }
}
