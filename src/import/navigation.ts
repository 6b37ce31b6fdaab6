import { asData, asList, asText } from './data.ts'
import type { NavItem } from './old-site.ts'

/** The keys under which navigation files of all kinds keep a title, a target and what is below. */
const titleKeys = ['title', 'text', 'label', 'name']
const targetKeys = ['url', 'link', 'href', 'permalink', 'pageRef', 'page', 'id', 'path', 'doc']
const childKeys = [
  'children',
  'items',
  'subfolderitems',
  'subitems',
  'pages',
  'sublinks',
  'links',
  'docs',
  'subnav',
  'subfolders',
]

/**
 * Reads a navigation that is written as lists of groups, as Jekyll's themes, Docusaurus and VitePress do. A bare text is a
 * target.
 */
export function readNavigation(value: unknown): readonly NavItem[] {
  if (Array.isArray(value)) return value.flatMap(readItem)
  // `main: […]`, `docs: […]`: several navigations, one after another.
  return Object.values(asData(value)).flatMap((one) => (Array.isArray(one) ? readNavigation(one) : []))
}

function readItem(value: unknown): NavItem[] {
  const bare = asText(value)
  if (bare !== undefined) return [{ target: bare, items: [] }]
  const data = asData(value)
  const first = (keys: readonly string[]): string | undefined =>
    keys.map((key) => asText(data[key])).find((text) => text !== undefined)
  const title = first(titleKeys)
  const target = first(targetKeys)
  const items = childKeys.flatMap((key) => [...readNavigation(asList(data[key]))])
  if (title === undefined && target === undefined) return items
  return [{ ...(title ? { title } : {}), ...(target ? { target } : {}), items }]
}

/** MkDocs has its own form: `- Title: page.md`, `- Title: [ … ]`, `- page.md`. */
export function readMkdocsNavigation(value: unknown): readonly NavItem[] {
  return asList(value).flatMap((item): NavItem[] => {
    const bare = asText(item)
    if (bare !== undefined) return [{ target: bare, items: [] }]
    return Object.entries(asData(item)).map(([title, under]) =>
      Array.isArray(under)
        ? { title, items: readMkdocsNavigation(under) }
        : { title, ...(asText(under) ? { target: asText(under) ?? '' } : {}), items: [] },
    )
  })
}
