import { z } from 'zod'

/**
 * What an author may write, and nothing else comes in. Each description is the help text of an editor; each message is
 * the "how to mend it" of the report.
 */

/**
 * The form of a text, for editors: they read it out of a JSON Schema, which a function cannot be put into. It may allow what the
 * gate refuses, never the other way round. Flags are lost on the way, so that letters of either case must be spelt out.
 */
const form = (pattern: RegExp, message: string) => ({ pattern: pattern.source, patternErrorMessage: message })

const line = z
  .string()
  .trim()
  .min(1, 'Write some text here.')
  .refine((text) => !text.includes('\n'), 'Keep it on one line.')
  // Half a pair of UTF-16, or a sign that moves a terminal's cursor: neither can be typed, only escaped.
  .refine((text) => !/[\p{Cs}\p{Cc}]/u.test(text.replace(/[\n\t]/g, '')), 'A sign in it is broken. Type it again.')
  .meta(form(/^\s*\S([^\n]*\S)?\s*$/, 'Write some text here, on one line.'))

const dayHelp = 'Write a day as year-month-day: 2026-01-31'
const isDay = (text: string): boolean => {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  // JavaScript takes the 31st of February for the 3rd of March; it must come back as it went in.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}
const day = z
  .string()
  .refine(isDay, dayHelp)
  .meta(form(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, dayHelp))

const periodHelp = 'Write a number and days, weeks, months or years: 12 months'
const periodForm = /^[1-9]\d{0,3} (day|week|month|year)s?$/
const period = z
  .string()
  .regex(periodForm, periodHelp)
  .meta({ ...form(periodForm, periodHelp), examples: ['6 months', '12 months', '2 years'] })

const slugHelp = 'Use letters, digits and single hyphens: what-is-itk'
const slugForm = /^[\p{L}\p{N}]+(?:[-_][\p{L}\p{N}]+)*$/u
const slug = z
  .string()
  .regex(slugForm, slugHelp)
  .max(100, 'Keep it under 100 characters.')
  .meta(form(slugForm, slugHelp))

const webAddressHelp = 'Write a whole web address: https://example.org/'
const webAddress = z
  .string()
  .refine((text) => /^https?:\/\/\S+$/i.test(text) && URL.canParse(text), webAddressHelp)
  .meta(form(/^[Hh][Tt][Tt][Pp][Ss]?:\/\/\S+$/, webAddressHelp))

const linkTargetHelp =
  'Write a web address (https://…), an e-mail address (mailto:…) or an address of this site (/page/).'
const linkTarget = z
  .string()
  .refine(
    (text) => (/^(https?:\/\/|mailto:)\S+$/i.test(text) && URL.canParse(text)) || /^\/(?!\/)\S*$/.test(text),
    linkTargetHelp,
  )
  .meta(form(/^(([Hh][Tt][Tt][Pp][Ss]?:\/\/|[Mm][Aa][Ii][Ll][Tt][Oo]:)\S+|\/(?!\/)\S*)$/, linkTargetHelp))

const contactForm =
  'Write an e-mail address (mailto:name@example.org), a telephone number (tel:+44…) or a web address (https://…).'

const contact = z
  .string()
  .refine(
    (text) =>
      (/^https:\/\/\S+$/i.test(text) && URL.canParse(text)) ||
      /^mailto:[^\s@?]+@[^\s@?]+$/i.test(text) ||
      /^tel:\+?[\d-]+$/i.test(text),
    contactForm,
  )
  .meta(
    form(
      /^([Hh][Tt][Tt][Pp][Ss]:\/\/\S+|[Mm][Aa][Ii][Ll][Tt][Oo]:[^\s@?]+@[^\s@?]+|[Tt][Ee][Ll]:\+?[\d-]+)$/,
      contactForm,
    ),
  )

const languageHelp = 'Write a language code: en-GB'
const isLanguage = (text: string): boolean => {
  try {
    return Intl.getCanonicalLocales(text).length === 1
  } catch {
    return false
  }
}
const languageCode = z
  .string()
  .refine(isLanguage, languageHelp)
  .meta({ ...form(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, languageHelp), examples: ['en-GB', 'cy'] })

const layoutName = z
  .string()
  .regex(/^[a-z][a-z0-9_-]*$/i, 'Write the name of a file in the layouts folder without its ending: content_page')
  .meta({ pattern: '^[A-Za-z][A-Za-z0-9_-]*$' })

const source = z.union(
  [
    line,
    z.object({
      title: line.describe('What it is called.'),
      url: webAddress.optional().describe('Where it is.'),
    }),
  ],
  'Write a title, or a group with "title:" and "url:".',
)

const answer = z.object({
  also_asked: z.array(line).optional().describe('Other wordings of the question. They are searched and not shown.'),
  redirect_from: z.array(line).optional().describe('Old addresses of this answer.'),
  last_reviewed: day.optional().describe('When someone last checked this answer.'),
  owner: line.optional().describe('Who answers for it.'),
  sources: z.array(source).optional().describe('Where its facts come from.'),
})

export type AnswerFrontMatter = z.infer<typeof answer>

export const frontMatter = z.object({
  title: line.max(200, 'Keep it under 200 characters.').describe('The heading of the page.'),
  layout: layoutName.optional().describe('content_page, index_page, or another file of the layouts folder.'),
  category: line
    .max(100, 'Keep it under 100 characters.')
    .optional()
    .describe('Where the page is filed. An index page names its own category.'),
  sub_category: line
    .max(100, 'Keep it under 100 characters.')
    .optional()
    .describe('The part of the category that lists this page.'),
  sub_categories: z
    .array(
      z.union(
        [line, z.object({ title: line.describe('What it is called.') })],
        'Write a name, or a group with "title:".',
      ),
    )
    .optional()
    .describe('On an index page: its sub-categories, in the order in which readers see them.'),
  description: line.optional().describe('One sentence for search engines and lists.'),
  slug: slug.optional().describe('The address of the page, when it should differ from the file name.'),
  glossary: z.boolean().optional().describe('false leaves the words of the glossary unmarked on this page.'),
  order: z.number().optional().describe('Where the page stands in its list: small numbers first.'),
  draft: z.boolean().optional().describe('true keeps the page out of the built site; npm start still shows it.'),
  lang: languageCode.optional().describe('The language of this page, when it differs from the site.'),
  redirect_from: z
    .union([line.transform((one) => [one]), z.array(line)], 'Write one old address, or a list of them.')
    .optional()
    .describe('Old addresses of the page.'),
  permalink: line.optional().describe('The address that this page had on an older site. It counts as redirect_from.'),
  last_reviewed: day.optional().describe('When someone last checked the whole page.'),
  review_in: period.optional().describe('How long after that it is due again: 12 months'),
  owner: line.optional().describe('Who answers for the page.'),
  sources: z.array(source).optional().describe('Where the facts come from.'),
  answers: z.record(z.string(), answer).optional().describe('More about single answers, by their anchor.'),
})
export type FrontMatter = z.infer<typeof frontMatter>

const named = z.object({
  name: line.describe('What readers see.'),
  url: linkTarget.optional().describe('Where it leads: a web address, mailto:…, or an address of this site.'),
})

const feedbackHelp =
  'Write an e-mail address (mailto:name@example.org) or the address of a form (https://…/issues/new).'

/** An address of this site, as `/page/` or `/page/#anchor`. */
const ownAddressHelp = 'Write an address of this site: /page/#anchor'
const ownAddressForm = /^\/[^\s#?]+\/(#\S+)?$/
const ownAddress = z.string().regex(ownAddressForm, ownAddressHelp).meta(form(ownAddressForm, ownAddressHelp))

const onOrOff = z.enum(['on', 'off'], 'Write on or off.')

export const siteFile = z.object({
  name: line.describe('The name of the site, on top of every page.'),
  description: line.optional().describe('One sentence about the site.'),
  url: webAddress
    .refine((text) => !/[?#]/.test(text), 'Leave out everything from "?" or "#" on.')
    .meta({ pattern: '^[Hh][Tt][Tt][Pp][Ss]?://[^\\s?#]+$' })
    .optional()
    .describe('Where the site will be published.'),
  language: languageCode.optional().describe('The language of the site.'),
  owner: named.optional().describe('Who publishes it.'),
  licence: named.optional().describe('Under which licence the text may be used.'),
  brand: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'Write a colour as # and six digits: "#14524f"')
    .meta(form(/^#[0-9a-fA-F]{6}$/, 'Write a colour as # and six digits: "#14524f"'))
    .optional()
    .describe('The colour of the header. Text on it, and links, take shades that can be read.'),
  logo: line
    .refine((path) => /\.(svg|png|webp|jpe?g|gif|avif)$/i.test(path), 'Name a picture: logo.svg')
    .meta(
      form(
        /\.([Ss][Vv][Gg]|[Pp][Nn][Gg]|[Ww][Ee][Bb][Pp]|[Jj][Pp][Ee]?[Gg]|[Gg][Ii][Ff]|[Aa][Vv][Ii][Ff])\s*$/,
        'Name a picture: logo.svg',
      ),
    )
    .optional()
    .describe('A picture beside the name, by its path in the content folder.'),
  feedback: z
    .string()
    .refine(
      (text) => (/^https:\/\/\S+$/i.test(text) || /^mailto:[^\s@?]+@[^\s@?]+$/i.test(text)) && URL.canParse(text),
      feedbackHelp,
    )
    .meta(form(/^([Hh][Tt][Tt][Pp][Ss]:\/\/\S+|[Mm][Aa][Ii][Ll][Tt][Oo]:[^\s@?]+@[^\s@?]+)$/, feedbackHelp))
    .optional()
    .describe('Where "Something wrong with this answer?" leads.'),
  review_in: period.optional().describe('How long a review holds, for pages that do not say: 12 months'),
  suggest: webAddress
    .optional()
    .describe('Where pages are edited: the address to which a page’s path is added for "Suggest a change".'),
  notice: z.string().trim().min(1).optional().describe('A sentence or two at the foot of every page.'),
  links: z
    .array(named.required({ url: true }))
    .optional()
    .describe('Links at the foot of every page.'),
  tasks: z
    .array(
      z.object({
        title: line.describe('What the reader is doing: I am buying a system'),
        answers: z
          .array(ownAddress)
          .min(1, 'Name at least one answer.')
          .describe('The answers that she needs for it, as /page/#anchor.'),
      }),
    )
    .optional()
    .describe('Ways in for readers who have no word to search for: what someone is doing, and the answers she needs.'),
  popular: z.array(ownAddress).optional().describe('Answers that many people need, for the front page.'),
  security: z
    .object({
      contact: z
        .union([contact.transform((one) => [one]), z.array(contact).min(1)], contactForm)
        .describe('Where to send the report of a weakness: an address, or a list with the best one first.'),
      expires: day.describe('Until when that holds: a day less than a year away.'),
      policy: webAddress.optional().describe('Where it is written how reports are met.'),
    })
    .optional()
    .describe('Whom to tell of a weakness of the site. It makes /.well-known/security.txt.'),
  outputs: z
    .object({
      markdown: onOrOff.optional().describe('A file of Markdown beside each page, /page/index.md.'),
      permalink_pages: onOrOff
        .optional()
        .describe('A page for each permalink. Without them, only servers that read rules know where one leads.'),
    })
    .optional()
    .describe('Files that a large site may do without, where a host counts them: on or off.'),
  rules: z
    .record(z.string(), z.enum(['error', 'warning', 'off'], 'Write error, warning or off.'))
    .optional()
    .describe('How seriously a check is taken, by its name.'),
})
export type SiteFile = z.infer<typeof siteFile>

export const searchTestsFile = z
  .record(
    z.string(),
    z.array(
      z.object({
        query: line.max(500, 'Keep it under 500 characters.').describe('What readers type.'),
        finds: z
          .union(
            [ownAddress.transform((one) => [one]), z.array(ownAddress).min(1)],
            'Write the address of an answer of this site, /page/#anchor, or a list of them.',
          )
          .describe('The answer that it must find. Of a list, any one will do.'),
        top: z
          .int()
          .min(1)
          .max(10)
          .optional()
          .describe('How far down the answer may stand, 1 to 10. The first place, when this is left out.'),
      }),
    ),
  )
  .describe('Searches, in groups, and what they must find.')

export const glossaryFile = z.array(
  z.object({
    term: line.describe('The short form, or the word itself.'),
    expansion: line.optional().describe('What the short form stands for.'),
    meaning: line.describe('What it means, in one sentence.'),
    redirect_from: z.array(line).optional().describe('Old addresses of this term.'),
    also: z
      .array(line.min(2, 'A spelling of one letter would be found in every sentence.'))
      .optional()
      .describe('Other spellings. They are linked and searched too.'),
  }),
)
