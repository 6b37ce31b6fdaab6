/**
 * Every number that the ranking goes by. They were chosen by hand, looking at a public set (`npm run bench -- --relevance`) and at
 * `content/search-tests.yml` in turn: kept was what made one better and the other hardly worse. No figure on either is
 * therefore a measure of queries that were never looked at.
 */
export const weights = {
  /** A word in the text of an answer: Pagefind's own score for it, times this. */
  text: 0.85,
  /** A telling word in a question, by BM25. */
  question: 0.7,
  /** A word that only holds the question together ("how do I"): it tells "how do I cancel" from "why was it cancelled". */
  scaffolding: 0.8,
  /** Two neighbours of the query that are neighbours in the question, times how rare the pair is. */
  pair: 0.5,
  /** The same two in another wording of the question. */
  aliasPair: 0.5,
  /** How much more the question itself counts than another wording of it. */
  questionField: 3,
  aliasField: 2,
  /** BM25: how soon a word said twice stops counting more. High, as questions are short and repeat nothing. */
  saturation: 3,
  /** BM25: how much a long question is held against it (0 to 1). Other wordings are many by nature, and pay nothing. */
  questionLength: 1,
  /**
   * The sum is multiplied by `(floor + (1 - floor) * covered) ^ power`: an answer that has all of the query's words wins. The
   * fewer they are, the more each matters: `coverageShort` shared among the telling words is added to the power.
   */
  coverageFloor: 0.2,
  coveragePower: 0.2,
  coverageShort: 0.3,
  /** How much a question gains that is about what was asked and nothing else; shared among the query's telling words too. */
  focus: 0.8,
  /** Whoever types a bare name wants to be told what it is: "What is …?" gains by this, as far as it is about the name. */
  definition: 0.4,
  /** What stands behind an equal question: a page's lead, a term of the glossary. */
  lead: 0.6,
  term: 0.9,
  /** Another spelling of the same thing, from the glossary. */
  same: 0.8,
  /** Each further guess at a misspelt word. */
  nextGuess: 0.85,
  /** A longer word that the unfinished last one may become, when it is a word already. */
  completion: 0.5,
  /** The query is the question, word for word. Above anything that can be reached otherwise. */
  exact: 1000,
  /** The query is another wording of the question, word for word. */
  exactAlias: 500,
  /** The query is a spelling of a term, word for word: the term's score is multiplied. */
  exactTerm: 1.2,
  /** Answers that reach less than this share of the best score are not shown. */
  cut: 0.12,
} as const
