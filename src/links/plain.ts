/**
 * Whether a path has only signs that mean nothing of their own to the hosts for which rules are written: of ASCII letters,
 * digits and `/._~!()+,=@&'-` with single spaces, and beyond ASCII all that can be seen.
 */
export const isPlainPath = (path: string): boolean =>
  /^(?:[A-Za-z0-9 /._~!()+,=@&'-]|[^\p{ASCII}\p{C}\p{Z}])*$/u.test(path)

/** Whether a whole address, with its anchor, can be kept. */
export function isPlainAddress(address: string): boolean {
  const [path = '', ...anchor] = address.split('#')
  return path.startsWith('/') && isPlainPath(path) && !/[\s\p{C}]/u.test(anchor.join('#'))
}
