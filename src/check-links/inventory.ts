import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

/** What `/answers.json` of a site says, as far as links into it are concerned. Addresses are on the site's own host. */
const inventory = z.object({
  version: z.literal(1, 'It is of a version that this program does not know.'),
  name: z.string(),
  base: z.string(),
  url: z.string().optional(),
  answers: z.array(
    z.object({
      permalink: z.string().optional(),
      address: z.string(),
      question: z.string(),
      hash: z.string(),
      anchors: z.array(z.string()),
      former: z.array(z.string()),
    }),
  ),
  pages: z.array(z.object({ address: z.string(), title: z.string(), former: z.array(z.string()) })),
  retired: z.array(
    z.object({
      permalink: z.string(),
      question: z.string(),
      former: z.array(z.string()),
      instead: z.string().optional(),
    }),
  ),
  files: z.array(z.string()),
})
export type Inventory = z.infer<typeof inventory>

/** The inventory cannot be had; the message says why. */
export class NoInventory extends Error {}

/** Reads the inventory of a built site in a folder, or of a published one by its address. Only the latter needs the network. */
export async function readInventory(site: string): Promise<Inventory> {
  const isAddress = /^https?:\/\//i.test(site)
  const where = isAddress
    ? new URL('answers.json', site.endsWith('/') ? site : `${site}/`).href
    : join(site, 'answers.json')
  const text = await (isAddress ? download(where) : readFile(where, 'utf8')).catch((error: unknown) => {
    throw new NoInventory(`${where} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  })
  try {
    const read = inventory.safeParse(JSON.parse(text))
    if (read.success) return read.data
    throw new NoInventory(`${where} is not the inventory of a site. ${read.error.issues[0]?.message ?? ''}`.trim())
  } catch (error) {
    if (error instanceof NoInventory) throw error
    throw new NoInventory(`${where} is not JSON.`)
  }
}

async function download(address: string): Promise<string> {
  const response = await fetch(address, { signal: AbortSignal.timeout(30_000) })
  if (!response.ok) throw new Error(`the answer is status ${response.status}`)
  return response.text()
}
