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

/** The same for a server to send, with what a page cannot say of itself: that no other site may show it in a frame. */
export const serverPolicy = (policy: string): string => `${policy}; ${print({ 'frame-ancestors': ["'none'"] })}`

const print = (directives: Readonly<Record<string, readonly string[]>>): string =>
  Object.entries(directives)
    .map(([name, values]) => [name, ...values].join(' '))
    .join('; ')
