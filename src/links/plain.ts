/**
 * Whether a path has only signs that mean nothing of their own to the hosts for which rules are written: of ASCII letters,
 * digits and `/._~!()+,=@&'-` with single spaces, and beyond ASCII all that can be seen.
 */
export const isPlainPath = (path: string): boolean =>
  /^(?:[A-Za-z0-9 /._~!()+,=@&'-]|[^\p{ASCII}\p{C}\p{Z}])*$/u.test(path)

/** Folders that the site makes by itself: no page, and no former address, may lie in one of them. */
export const ownFolders: ReadonlySet<string> = new Set(['a', 'assets', 'files', 'pagefind', '_hosts'])

/** A folder's name takes 255 bytes at most on nearly every disk; some of them are kept for endings. */
export const isTooLong = (name: string): boolean => new TextEncoder().encode(name).length > 200

/**
 * Whether a whole address, with its anchor, can be kept: written in one way only, leading nowhere above the site, and neither in a
 * folder of the site's own nor longer than a disk can hold.
 */
export function isPlainAddress(address: string): boolean {
  const [path = '', ...anchor] = address.split('#')
  const [before, ...names] = path.split('/')
  return (
    before === '' &&
    isPlainPath(path) &&
    !names.some(
      (name, index) => /^\.{1,2}$/.test(name) || isTooLong(name) || (name === '' && index < names.length - 1),
    ) &&
    !(ownFolders.has((names[0] ?? '').toLowerCase()) && (names[1] ?? '') !== '') &&
    !/[\s\p{C}]/u.test(anchor.join('#'))
  )
}
