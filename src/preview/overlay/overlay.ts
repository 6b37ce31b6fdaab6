import { type News, newsType, nothing, type ToldProblem } from '../news.ts'
import { counted, words } from '../words.ts'
import css from './overlay.css'

/**
 * Runs on every page that `npm start` sends, and on none that is built: loads the page again when there is something new, and
 * shows what is wrong. All of it is made of elements and text, and the style sheet is built by the program, so that no policy
 * for scripts and styles stands against it; the shadow keeps it and the page's own styles apart.
 */
const script = new URL(import.meta.url)
const own = script.searchParams.get('shown')

const host = document.createElement('answerbook-preview')
const root = host.attachShadow({ mode: 'open' })
const sheet = new CSSStyleSheet()
sheet.replaceSync(css)
root.adoptedStyleSheets = [sheet]

const badge = element('button', 'badge')
badge.type = 'button'
badge.hidden = true
badge.ariaHasPopup = 'dialog'
const dialog = element('dialog', 'list')
const heading = element('h2', 'heading')
heading.id = 'heading'
heading.tabIndex = -1
heading.autofocus = true
dialog.setAttribute('aria-labelledby', heading.id)
const close = element('button', 'close', words.close)
close.type = 'button'
const about = element('p', 'about')
const problems = element('ol', 'problems')
const top = element('div', 'top')
top.append(heading, close)
dialog.append(top, about, problems)
root.append(badge, dialog)
document.body.append(host)

badge.addEventListener('click', open)
close.addEventListener('click', () => dialog.close())
/** The errors that opened the list last: it does not open by itself again for what the reader has closed. */
let openedFor = ''

function open(): void {
  if (!dialog.open) dialog.showModal()
}

function show(news: News): void {
  if (news.shown !== own) {
    location.reload()
    return
  }
  const { errors, warnings } = news
  host.dataset.errors = String(errors)
  host.dataset.warnings = String(warnings)
  badge.textContent = counted(errors, warnings)
  badge.ariaLabel = words.open(errors, warnings)
  badge.classList.toggle('bad', errors > 0)
  heading.textContent = words.heading(errors, warnings)
  about.textContent = errors === 0 ? words.withWarnings : own === nothing ? words.nothingYetText : words.withErrors
  const more = errors + warnings - news.problems.length
  problems.replaceChildren(...news.problems.map(item), ...(more > 0 ? [element('li', 'more', words.more(more))] : []))
  const key = JSON.stringify(news.problems.filter(({ severity }) => severity === 'error'))
  if (errors === 0) {
    openedFor = ''
    // What she was reading of warnings stays open, errors that are mended do not.
    if (host.dataset.openedFor === 'errors' || warnings === 0) dialog.close()
    host.dataset.openedFor = ''
  } else if (key !== openedFor) {
    openedFor = key
    host.dataset.openedFor = 'errors'
    open()
  }
  // It stays while the list is open, so that the focus can come back to it.
  badge.hidden = errors + warnings === 0
}

function item({ severity, rule, place, quote, what, why, fix }: ToldProblem): HTMLLIElement {
  const one = element('li', `problem ${severity}`)
  const title = element('h3', 'place')
  title.append(element('code', 'file', place), ' ', element('span', 'severity', `${severity} (${rule})`))
  one.append(title)
  if (quote) {
    const [before, meant, after] = quote
    const line = element('pre', 'quote')
    const mark = element('mark', 'meant', meant)
    line.append(before, mark, after)
    one.append(line)
  }
  const list = element('dl', 'told')
  for (const [term, text] of [
    [words.what, what],
    [words.why, why],
    [words.mend, fix],
  ] as const) {
    list.append(element('dt', 'term', term), element('dd', 'text', text))
  }
  one.append(list)
  return one
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className: string,
  text = '',
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  made.className = className
  made.textContent = text
  return made
}

/** Milliseconds between two attempts to reach a preview that has ended. */
const patience = 1000

/** Whatever is missed while nobody listens is in the first message when somebody does again. */
function listen(): void {
  const socket = new WebSocket(`${location.protocol.replace('http', 'ws')}//${location.host}`)
  socket.addEventListener('message', ({ data }) => {
    const message: unknown = JSON.parse(String(data))
    if (isNews(message)) show(message.news)
  })
  socket.addEventListener('close', () => setTimeout(listen, patience))
}

const isNews = (message: unknown): message is { readonly news: News } =>
  typeof message === 'object' && message !== null && 'type' in message && message.type === newsType

listen()
