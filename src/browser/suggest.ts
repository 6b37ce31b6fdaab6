import type { FoundAnswer } from '../search/engine.ts'
import { readQuery } from '../search/query.ts'
import { element } from './page.ts'
import { prepareSiteSearch, withSiteSearch } from './site-search.ts'
import * as strings from './strings.ts'

/**
 * Offers answers under a search box while a reader types: the combobox of the ARIA Authoring Practices with a list that is
 * chosen from by hand. The options are links, so that they open in a new tab as links do.
 */
const most = 8
/** Milliseconds to wait after the last letter before anything is looked for, and before it is said aloud. */
const pause = 80
const quiet = 700

for (const box of document.querySelectorAll<HTMLInputElement>('[data-suggest]')) offerAnswers(box)

function offerAnswers(box: HTMLInputElement): void {
  const list = element('div', '')
  list.id = `${box.id}-list`
  list.role = 'listbox'
  list.ariaLabel = strings.suggestions
  const nothing = element('p', 'suggestion-none')
  const panel = element('div', 'suggestions', list, nothing)
  panel.hidden = true
  const said = element('span', 'hidden')
  said.role = 'status'
  box.form?.append(panel, said)
  box.role = 'combobox'
  box.setAttribute('aria-autocomplete', 'list')
  box.setAttribute('aria-controls', list.id)
  box.ariaExpanded = 'false'

  let newest = 0
  let waiting: ReturnType<typeof setTimeout> | undefined
  let speaking: ReturnType<typeof setTimeout> | undefined

  const options = (): HTMLAnchorElement[] => [...list.querySelectorAll<HTMLAnchorElement>('[role=option]')]
  const chosen = (): HTMLAnchorElement | undefined => options().find((option) => option.ariaSelected === 'true')

  const choose = (option: HTMLAnchorElement | undefined): void => {
    for (const other of options()) other.ariaSelected = String(other === option)
    if (option) box.setAttribute('aria-activedescendant', option.id)
    else box.removeAttribute('aria-activedescendant')
    option?.scrollIntoView({ block: 'nearest' })
  }

  const open = (isOpen: boolean): void => {
    panel.hidden = !isOpen
    // Without options there is nothing to open: a list must have some.
    list.hidden = options().length === 0
    box.ariaExpanded = String(isOpen && !list.hidden)
    if (!isOpen) choose(undefined)
  }

  const close = (): void => {
    newest++
    clearTimeout(waiting)
    clearTimeout(speaking)
    said.textContent = ''
    open(false)
  }

  const say = (text: string): void => {
    clearTimeout(speaking)
    speaking = setTimeout(() => {
      said.textContent = text
    }, quiet)
  }

  const fill = (answers: readonly FoundAnswer[], found: number, query: string, read = query): void => {
    const before = chosen()?.href
    const searchPage = `${box.form?.action}?${new URLSearchParams({ q: query })}`
    const all = optionLink(searchPage, element('span', 'suggestion-all', strings.suggestAll(found, read)))
    const items = answers.map((answer) =>
      optionLink(
        answer.url,
        element('span', 'suggestion-question', answer.question),
        ...(answer.page === answer.question ? [] : [element('span', 'suggestion-where', answer.page)]),
      ),
    )
    const shown = found === 0 ? [] : [...items, all]
    nothing.textContent = found === 0 ? strings.suggestNone(query) : ''
    // What a reader is on, or points at, stays under her hand while the rest arrives.
    const busy = !panel.hidden && (before !== undefined || list.matches(':hover'))
    const kept = busy ? options().flatMap((old) => shown.filter((item) => item.href === old.href && item !== all)) : []
    list.replaceChildren(...kept, ...shown.filter((item) => !kept.includes(item)))
    options().forEach((option, index) => {
      option.id = `${list.id}-${index}`
    })
    open(true)
    choose(options().find((option) => option.href === before))
    say(found === 0 ? strings.suggestNone(query) : strings.suggestCount(answers.length))
  }

  const look = async (): Promise<void> => {
    const turn = ++newest
    const typed = box.value
    const query = readQuery(typed)
    if (query.words.length === 0) return close()
    const isOld = (): boolean => turn !== newest || document.activeElement !== box
    const { reading, hits, answers } = await withSiteSearch(async (engine) => {
      if (!engine.isReady()) {
        const first = await engine.first(query)
        const answers = await Promise.all(first.slice(0, most).map((hit) => hit.load()))
        if (!isOld() && answers.length > 0 && !engine.isReady()) fill(answers, first.length, query.text)
      }
      const reading = await engine.read(query)
      const hits = await engine.search(reading)
      return { reading, hits, answers: await Promise.all(hits.slice(0, most).map((hit) => hit.load())) }
    })
    if (isOld()) return
    fill(answers, hits.length, query.text, reading.repaired)
    // While she types on, the next look is yet to come.
    if (box.value === typed) box.dataset.searchState = 'done'
  }

  const later = (): void => {
    box.dataset.searchState = 'busy'
    clearTimeout(waiting)
    // Without the search, Enter still leads to the search page.
    waiting = setTimeout(() => void look().catch(close), pause)
  }

  box.addEventListener('input', later)
  box.addEventListener('keydown', (event) => {
    if (event.isComposing) return
    const all = options()
    const at = all.findIndex((option) => option.ariaSelected === 'true')
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (panel.hidden) return later()
      // Past either end nothing is chosen, and the next step begins at the other one.
      const next = event.key === 'ArrowDown' ? at + 1 : at === -1 ? all.length - 1 : at - 1
      choose(all[next])
    } else if (event.key === 'Escape' && !panel.hidden) {
      event.preventDefault()
      close()
    } else if (event.key === 'Enter' && at !== -1) {
      event.preventDefault()
      const option = all[at]
      if (event.ctrlKey || event.metaKey) return void window.open(option?.href, '_blank', 'noopener')
      option?.click()
    } else if (event.key === 'Tab') close()
  })
  // The box keeps the focus, and with it the list, while a reader points at an option.
  panel.addEventListener('mousedown', (event) => event.preventDefault())
  list.addEventListener('click', (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) close()
  })
  box.addEventListener('blur', close)
  prepareSiteSearch()
  if (box.value !== '') later()
}

function optionLink(href: string, ...children: readonly HTMLElement[]): HTMLAnchorElement {
  const link = element('a', 'suggestion', ...children)
  link.href = href
  link.role = 'option'
  link.tabIndex = -1
  link.ariaSelected = 'false'
  return link
}
