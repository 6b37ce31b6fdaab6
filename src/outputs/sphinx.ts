import { deflateSync } from 'node:zlib'
import { permalink, splitAddress } from '../links/follow.ts'
import type { Output } from './output.ts'

/**
 * `/objects.inv`: the inventory that Sphinx and MyST documents read to cite what is elsewhere (`:ref:` to an id, `:doc:` to a
 * page's slug). Its form is version 2 of Sphinx's own (sphinx/util/inventory.py). The compressed part is stored as it is: what
 * zlib makes of it differs between versions, and hosts compress anyway.
 */
export const sphinx: Output = (site) => {
  const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
  const titleAt = new Map([
    ...site.pages.map(({ address, title }) => [address, title] as const),
    ...site.pages.flatMap(({ answers }) => answers.map(({ address, question }) => [address, question] as const)),
  ])
  const labels = site.ledger.flatMap(({ id, address, question }) => {
    const to = site.links.former.get(address)
    if (to?.kind === 'retired') return []
    const title = to?.title ?? titleAt.get(address) ?? question
    return [`${id} std:label -1 ${permalink(id).slice(1)} ${oneLine(title)}`]
  })
  const pages = site.pages
    .filter(({ kind }) => kind === 'content' || kind === 'index' || kind === 'glossary')
    .map(({ address, title }) => {
      const slug = splitAddress(address).page.replaceAll('/', '')
      return `${slug} std:doc -1 ${encodeURIComponent(slug)}/ ${oneLine(title)}`
    })
  const head = [
    '# Sphinx inventory version 2',
    `# Project: ${oneLine(site.settings.name)}`,
    '# Version: ',
    '# The remainder of this file is compressed using zlib.',
    '',
  ].join('\n')
  const lines = `${[...labels, ...pages].join('\n')}\n`
  return [{ path: '/objects.inv', content: Buffer.concat([Buffer.from(head), deflateSync(lines, { level: 0 })]) }]
}
