import { searchStart } from '../search/dictionary.ts'
import { offerCitation } from './cite.ts'
import { followAlong } from './follow-along.ts'
import { base, copy, copyLink, preload } from './page.ts'
import * as strings from './strings.ts'
import { chooseTheme, chosenTheme, type Theme } from './theme-choice.ts'

/** What runs on every page. Everything on it can be read and followed without. */
for (const button of document.querySelectorAll<HTMLButtonElement>('[data-copy]')) {
  const tools = button.parentElement
  if (!tools) continue
  button.hidden = false
  const address = (): string => new URL(tools.dataset.address ?? '', location.href).href
  const said = tools.querySelector('[role=status]')
  button.addEventListener('click', () => said && copyLink(address(), said))
  offerCitation(tools, button)
}

for (const code of document.querySelectorAll<HTMLPreElement>('pre.code')) {
  const block = document.createElement('div')
  block.className = 'code-block'
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'tool'
  button.textContent = strings.copyCode
  const said = document.createElement('span')
  said.className = 'tool-said'
  said.setAttribute('role', 'status')
  code.replaceWith(block)
  block.append(code, button, said)
  button.addEventListener('click', async () => {
    said.textContent = (await copy(code.textContent ?? '')) ? strings.codeCopied : strings.codeCopyFailed
  })
}

const questions = document.querySelector<HTMLElement>('.on-this-page')
if (questions) followAlong(questions)

// What offers answers under a search box is loaded when a reader goes to one.
for (const box of document.querySelectorAll<HTMLInputElement>('[data-suggest]')) {
  const load = (): void => {
    preload(base + searchStart)
    import(box.dataset.suggest ?? '').catch(() => undefined)
  }
  box.addEventListener('focus', load, { once: true })
}
addEventListener('keydown', (event) => {
  const box = document.querySelector<HTMLInputElement>('form[role=search] input')
  if (!box || event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
    return
  event.preventDefault()
  box.focus()
  box.select()
})

// A day is over when it is over where the reader is.
const today = new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
for (const due of document.querySelectorAll<HTMLElement>('[data-due]')) due.hidden = (due.dataset.due ?? '') >= today

const themes = document.querySelector<HTMLElement>('[data-themes]')
if (themes) {
  const buttons = [...themes.querySelectorAll<HTMLButtonElement>('[data-theme-choice]')]
  const show = (): void => {
    for (const button of buttons) button.ariaPressed = String(button.dataset.themeChoice === chosenTheme())
  }
  for (const button of buttons) {
    button.addEventListener('click', () => {
      chooseTheme(button.dataset.themeChoice as Theme)
      show()
    })
  }
  show()
  themes.hidden = false
}
