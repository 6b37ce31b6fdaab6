import type { Address, Page, Place } from '../model.ts'

/** Something that has an address of its own and is promised to keep it: an answer, a page, a word of the glossary. */
export interface Present {
  readonly kind: 'answer' | 'page' | 'term'
  readonly address: Address
  /** The question, or the page's title. */
  readonly question: string
  readonly text: string
  readonly alsoAsked: readonly string[]
  readonly page: Page
  readonly anchor?: string
  readonly at: Place
}

/** All of a site, answers before pages: a short id goes to an answer first. A page that is one answer is one thing. */
export function presentOf(pages: readonly Page[]): Present[] {
  const lasting = pages.filter(({ kind }) => kind === 'content' || kind === 'index' || kind === 'glossary')
  const answers = lasting.flatMap((page) =>
    page.answers.map(({ address, question, text, alsoAsked, anchor, at }): Present => {
      const kind = anchor === undefined ? 'page' : page.kind === 'glossary' ? 'term' : 'answer'
      return { kind, address, question, text, alsoAsked, page, at, ...(anchor === undefined ? {} : { anchor }) }
    }),
  )
  const whole = new Set(answers.filter(({ kind }) => kind === 'page').map(({ page }) => page))
  return [
    ...answers.filter(({ kind }) => kind !== 'page'),
    ...answers.filter(({ kind }) => kind === 'page'),
    ...lasting
      .filter((page) => !whole.has(page))
      .map((page): Present => {
        const text = [page.lead?.text ?? '', ...page.answers.map(({ question }) => question)].join('\n')
        return { kind: 'page', address: page.address, question: page.title, text, alsoAsked: [], page, at: page.at }
      }),
  ]
}
