import type { Page } from 'puppeteer-core'
import { vi } from 'vitest'

export interface Landing {
  readonly found: boolean
  /** Where the browser has come to, and what it shows there. */
  readonly url: string
  readonly text: string
}

interface Wish {
  readonly script: boolean
  /** What she must read when she has come to her answer. */
  readonly wants: RegExp
}

/**
 * Follows an address as a reader does, until she sees what she wants: the answer that the address names. Without script she may
 * come to a note first, and follows its link.
 */
export async function land(page: Page, address: string, { script, wants }: Wish): Promise<Landing> {
  const look = () => {
    const anchor = decodeURIComponent(location.hash.slice(1))
    const named = anchor === '' ? null : document.getElementById(anchor)
    const note = named?.closest('.moved-notes li')
    const place = note ?? named?.closest('section.answer') ?? named ?? document.querySelector('main') ?? document.body
    // A page that sends browsers on by itself is no place to look for a link.
    const leaves = document.querySelector('meta[http-equiv=refresh]') !== null
    const link = leaves ? null : (note ?? document.querySelector('[data-moved-page]'))?.querySelector('a')
    // An anchor that is not there leaves her at the top of the page: that is no landing.
    const missed = leaves || (anchor !== '' && !named)
    return { url: location.href, text: missed ? '' : (place.textContent ?? ''), link: link?.href }
  }
  // Else a step from one anchor to another would not load the page again, and the page before might still be sending readers on.
  await page.goto('about:blank')
  await page.goto(address, { waitUntil: 'load' })
  let seen: ReturnType<typeof look> = { url: address, text: '', link: undefined }
  let followed = false
  const found = await vi
    .waitUntil(
      async () => {
        // While one page gives way to another there is nothing to look at.
        seen = (await page.evaluate(look).catch(() => undefined)) ?? seen
        if (wants.test(seen.text)) return true
        if (!script && seen.link && !followed) {
          followed = true
          await page.goto(seen.link, { waitUntil: 'load' })
        }
        return false
      },
      // Whoever asks without a pause keeps the browser from its work.
      { interval: 50, timeout: 60_000 },
    )
    .catch(() => false)
  return { found, ...seen }
}
