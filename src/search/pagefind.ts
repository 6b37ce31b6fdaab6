/** The part of Pagefind's JavaScript interface that is used here (pagefind.app/docs/api). */
export interface Pagefind {
  /** Loads what every search needs. */
  init(): Promise<void>
  search(text: string): Promise<{ readonly results: readonly PagefindResult[] }>
}

export interface PagefindResult {
  /** Language, underscore, the start of a checksum: `en_1c0d42e`. The answer's fragment file has this name. */
  readonly id: string
  readonly score: number
  data(): Promise<PagefindFragment>
}

export interface PagefindFragment {
  readonly url: string
  /** The indexed text with `<` and `>` as they were. */
  readonly content: string
  readonly meta: Readonly<Record<string, string>>
}

export interface PagefindOptions {
  /** The path part of the site's address, which record addresses are put behind. */
  readonly baseUrl: string
  /** The path or address of the index. */
  readonly basePath: string
  /** Goes behind the address of the one file whose name never changes, so that it can be kept until it does. */
  readonly metaCacheTag: string
}

export interface PagefindModule {
  createInstance(options: object): Pagefind
}

/**
 * Opens the index as this project ranks it. Questions and other wordings count in our own question index, so Pagefind gives
 * them nothing; the titles of page and category count a little. A longer word with the same beginning counts far less than
 * the word itself (3, from measurement; Pagefind's own setting is 1). No worker: it costs 12 KB and a round trip, and a search
 * takes milliseconds.
 */
export const openInstance = (module: PagefindModule, options: PagefindOptions): Pagefind =>
  module.createInstance({
    ...options,
    noWorker: true,
    ranking: { termSimilarity: 3, metaWeights: { title: 0, aliases: 0, page: 0.5, category: 0.1, topic: 0 } },
  })
