/**
 * Marks, in the list of a page's questions, the one that a reader is at: the last whose answer reaches into the upper third of the
 * window. The list itself is moved only when its mark would be out of sight, and the page never.
 */
export function followAlong(list: HTMLElement): void {
  const links = new Map(
    [...list.querySelectorAll<HTMLAnchorElement>('a[href^="#"]')].map((link) => [link.hash.slice(1), link]),
  )
  const sections = [...document.querySelectorAll<HTMLElement>('.answer')]
  const inSight = new Set<Element>()
  const linkOf = (section: Element | undefined): HTMLAnchorElement | undefined =>
    links.get(encodeURIComponent(section?.querySelector('h2')?.id ?? ''))

  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) inSight.add(target)
        else inSight.delete(target)
      }
      const here = linkOf(sections.findLast((section) => inSight.has(section)))
      for (const link of links.values()) {
        if (link === here) link.ariaCurrent = 'location'
        else link.removeAttribute('aria-current')
      }
      if (!here || list.scrollHeight <= list.clientHeight) return
      const { top, bottom } = here.getBoundingClientRect()
      const { top: from, bottom: to } = list.getBoundingClientRect()
      if (top < from || bottom > to) list.scrollTop += (top + bottom - from - to) / 2
    },
    { rootMargin: '0px 0px -67% 0px' },
  )
  for (const section of sections) observer.observe(section)
}
