import { createHash } from 'node:crypto'
import type { Inlined } from './layout.ts'

/**
 * The Content Security Policy of every page (www.w3.org/TR/CSP3): nothing but what the site itself brings. Style and theme stand
 * in the page and are named by their hashes; WebAssembly is Pagefind's program. No script of the site makes HTML or scripts out
 * of text, so that Trusted Types need no policy at all.
 */
export function contentPolicy({ style, theme }: { readonly style: Inlined; readonly theme: Inlined }): string {
  return print({
    'default-src': ["'none'"],
    'script-src': ["'self'", `'${theme.hash}'`, "'wasm-unsafe-eval'"],
    'style-src': [`'${style.hash}'`],
    'img-src': ["'self'"],
    'media-src': ["'self'"],
    'connect-src': ["'self'"],
    'form-action': ["'self'"],
    'base-uri': ["'none'"],
    'require-trusted-types-for': ["'script'"],
    'trusted-types': ["'none'"],
  })
}

/**
 * The same for a page that holds data, which it names by its hash too. Browsers do not ask the policy about a data block, as nothing in
 * it runs; W3C's checker of HTML does.
 */
export const policyWithData = (policy: string, data: string): string =>
  policy.replace("script-src 'self'", `$& '${hashOf(data)}'`)

/** As a policy names what stands in a page. */
export const hashOf = (text: string): Inlined['hash'] => `sha256-${createHash('sha256').update(text).digest('base64')}`

/** The same for a server to send, with what a page cannot say of itself: that no other site may show it in a frame. */
export const serverPolicy = (policy: string): string => `${policy}; ${print({ 'frame-ancestors': ["'none'"] })}`

const print = (directives: Readonly<Record<string, readonly string[]>>): string =>
  Object.entries(directives)
    .map(([name, values]) => [name, ...values].join(' '))
    .join('; ')
