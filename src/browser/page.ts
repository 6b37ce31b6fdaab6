import * as strings from './strings.ts'

/** Small helpers for pages: no text of a site or of a reader ever becomes HTML. */

/** The path part of the site's address, as the page says it. */
export const base = document.documentElement.dataset.base ?? '/'

/** Sends for a file that will be fetched in a moment. */
export function preload(address: string): void {
  const link = element('link', '')
  link.rel = 'preload'
  link.as = 'fetch'
  link.crossOrigin = 'anonymous'
  link.href = address
  document.head.append(link)
}

/** An element that the page must have. */
export function find<Found extends HTMLElement>(selector: string): Found {
  const found = document.querySelector<Found>(selector)
  if (!found) throw new Error(`The page has no ${selector}`)
  return found
}

export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className: string,
  ...children: readonly (string | Node)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  if (className !== '') made.className = className
  made.append(...children)
  return made
}

/** Copies an address and says so, or shows it to be copied by hand. It is read from left to right, whatever stands before it. */
export async function copyLink(address: string, said: Element): Promise<void> {
  if (await copy(address)) said.textContent = strings.copied
  else said.replaceChildren(strings.copyFailed, ' ', element('bdi', '', address))
}

/** Puts text on the clipboard, with marks for programs that take them. */
export async function copyRich(text: string, marked: HTMLElement): Promise<boolean> {
  const blob = (content: string, type: string): Blob => new Blob([content], { type })
  try {
    const item = { 'text/plain': blob(text, 'text/plain'), 'text/html': blob(marked.outerHTML, 'text/html') }
    await navigator.clipboard.write([new ClipboardItem(item)])
    return true
  } catch {
    return copy(text)
  }
}

/** Browsers allow it only on secure addresses, and a policy may forbid it; then the reader copies by hand. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
