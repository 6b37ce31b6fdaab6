/** About what a search engine shows of a description. */
const longestDescription = 200

/** The first sentence of a text, for those who see nothing else of it; cut at a word if it is long. */
export function firstSentence(text: string, language: string): string {
  const block = text.split('\n', 1)[0] ?? ''
  const [first] = segmenterOf(language).segment(block)
  const sentence = (first?.segment ?? '').trim()
  return sentence.length <= longestDescription
    ? sentence
    : `${sentence.slice(0, longestDescription).replace(/\s+\S*$/, '')}…`
}

/** To make one takes as long as to read a page. */
const segmenters = new Map<string, Intl.Segmenter>()

function segmenterOf(language: string): Intl.Segmenter {
  const segmenter = segmenters.get(language) ?? new Intl.Segmenter(language, { granularity: 'sentence' })
  segmenters.set(language, segmenter)
  return segmenter
}
