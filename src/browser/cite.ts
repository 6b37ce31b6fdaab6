import { printDay } from '../strings/day.ts'
import { copy, copyRich, element } from './page.ts'
import * as strings from './strings.ts'

/** How an answer is cited: its question, its site, when it was last reviewed, and the address of what it says today. */
interface Citation {
  readonly question: string
  readonly site: string
  /** A sentence without its full stop, or nothing. */
  readonly reviewed: string
  readonly address: string
}

/** Adds the button "Cite" beside the one that copies the link. What it opens is made when it is first asked for. */
export function offerCitation(tools: HTMLElement, after: HTMLElement): void {
  const button = element('button', 'tool', strings.cite)
  button.type = 'button'
  button.ariaExpanded = 'false'
  button.ariaLabel = strings.citeThis(tools.dataset.question ?? '')
  after.after(button)
  let panel: HTMLElement | undefined
  const show = (open: boolean): void => {
    if (open && !panel) {
      panel = makePanel(citationOf(tools))
      tools.after(panel)
      panel.addEventListener('keydown', ({ key }) => {
        if (key !== 'Escape') return
        show(false)
        button.focus()
      })
    }
    if (panel) panel.hidden = !open
    button.ariaExpanded = String(open)
  }
  button.addEventListener('click', () => show(button.ariaExpanded !== 'true'))
}

function citationOf({ dataset }: HTMLElement): Citation {
  const address = new URL(dataset.address ?? '', location.href)
  if (dataset.hash) address.searchParams.set('v', dataset.hash)
  const { lang, dataset: page } = document.documentElement
  return {
    question: dataset.question ?? '',
    site: page.site ?? '',
    reviewed: dataset.reviewed ? strings.citeReviewed(printDay(dataset.reviewed, strings.language, lang)) : '',
    address: address.href,
  }
}

function makePanel(citation: Citation): HTMLElement {
  const { question, address } = citation
  const about = [citation.site, citation.reviewed].filter((part) => part !== '').join(', ')
  const text = `${question} (${about}) ${address}`
  const markdown = `[${question.replace(/[\\[\]*_`<]/g, '\\$&')}](${address}) (${about})`
  const link = element('a', '', question)
  link.href = address
  const rich = element('span', '', link, ` (${about})`)

  const said = element('span', 'tool-said')
  said.role = 'status'
  const choice = (label: string, copyIt: () => Promise<boolean>): HTMLElement => {
    const button = element('button', 'tool', label)
    button.type = 'button'
    button.addEventListener('click', async () => {
      said.textContent = (await copyIt()) ? strings.citeCopied : strings.citeFailed
    })
    return button
  }
  return element(
    'div',
    'cite',
    element('p', 'cite-text', `${question} (${about}) `, element('bdi', '', address)),
    element(
      'p',
      'cite-choices',
      choice(strings.citeText, () => copy(text)),
      choice(strings.citeMarkdown, () => copy(markdown)),
      choice(strings.citeRich, () => copyRich(text, rich)),
      said,
    ),
  )
}
