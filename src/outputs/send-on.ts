import { absolute, withBase } from '../address.ts'
import { directionOf } from '../direction.ts'
import { escapeMarkup } from '../escape.ts'
import type { Assets } from '../layout.ts'
import type { Address, Site } from '../model.ts'

export interface SendOn {
  readonly to: Address
  readonly title: string
  /** More for the head of the page, as HTML. */
  readonly head: readonly string[]
}

/**
 * The smallest page that sends a reader on: it names the place, links to it, and tells search engines that it is the one to
 * list. It is not made by a layout, as nobody is meant to see it; a large site has tens of thousands.
 */
export function sendOn(site: Site, { policy }: Pick<Assets, 'policy'>, { to, title, head }: SendOn): string {
  const { name, language } = site.settings
  const canonical = absolute(site, to.replace(/#.*$/, '') as Address)
  return [
    '<!doctype html>',
    `<html lang="${escapeMarkup(language)}"${directionOf(language) === 'rtl' ? ' dir="rtl"' : ''}>`,
    '<meta charset="utf-8">',
    ...(policy ? [`<meta http-equiv="Content-Security-Policy" content="${escapeMarkup(policy)}">`] : []),
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escapeMarkup(`${title} – ${name}`)}</title>`,
    `<link rel="icon" href="${escapeMarkup(withBase(site.base, '/favicon.svg'))}" type="image/svg+xml">`,
    ...(canonical ? [`<link rel="canonical" href="${escapeMarkup(canonical)}">`] : []),
    ...head,
    `<p data-moved-page><a href="${escapeMarkup(withBase(site.base, to))}">${escapeMarkup(title)}</a></p>`,
    '',
  ].join('\n')
}

/** Sends a browser on at once, without a script. Whatever anchor she came with is lost on the way. */
export const refresh = (site: Site, to: Address): string =>
  `<meta http-equiv="refresh" content="0; url=${escapeMarkup(withBase(site.base, to))}">`
