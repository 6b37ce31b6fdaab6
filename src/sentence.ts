/** About what a search engine shows of a description. */
const longestDescription = 200

/** The first sentence of a text, for those who see nothing else of it; cut at a word if it is long. */
export function firstSentence(text: string, language: string): string {
  const block = text.split('\n', 1)[0] ?? ''
  const [first] = new Intl.Segmenter(language, {
    granularity: 'sentence',
  }).segment(block)
  const sentence = (first?.segment ?? '').trim()
  return sentence.length <= longestDescription
    ? sentence
    : `${sentence.slice(0, longestDescription).replace(/\s+\S*$/, '')}…`
}
