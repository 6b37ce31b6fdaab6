import { type Forms, plural } from './plural.ts'

/**
 * Every word of the interface in English, the language that all other tables are held against. Layouts, the gate, outputs and
 * browser scripts take their words from a table and nowhere else. One export a word, so that a script carries only those it uses.
 */
export const language = 'en-GB'

const count = (number: number, forms: Forms): string => plural(language, number, forms)
const answers: Forms = { one: '# answer', other: '# answers' }

/** A sentence round something that is no text, such as a link: its pieces, in order. */
type Sentence<Part> = readonly (string | Part)[]

export const skip = 'Skip to the main content'
export const home = 'Home'
export const breadcrumb = 'Where you are'
export const searchLabel = 'Search the answers'
export const searchButton = 'Search'
export const searchHint = 'A word, a short form or a whole question'
export const searchTitle = 'Search'
export const searchFound = (number: number, query: string) => `${count(number, answers)} for “${query}”`
export const searchNone = (query: string) => `No answer has the words “${query}”.`
export const searchRepaired = (asked: string, repaired: string) =>
  `No answer has “${asked}”. These are the answers for “${repaired}”.`
export const searchInstead = (asked: string) => `Search only for “${asked}”`
export const searchNear = 'Words like these are on this site'
export const searchTopics = 'Look through a topic'
export const searchAsk = 'Ask this question'
export const searchAskAdvice = <Part>(ask: Part): Sentence<Part> => [
  ask,
  '. It will reach the people who write the answers.',
]
export const askTitle = (question: string) => `A question that has no answer yet: ${question}`
export const askBody = (question: string) => `I searched for: ${question}\n\nWhat I want to know:\n\n`
export const searchFrom = 'Show answers from'
export const searchFromAll = (number: number) => `All topics (${count(number, { other: '#' })})`
export const searchFromOne = (title: string, number: number) => `${title} (${count(number, { other: '#' })})`
export const searchOpening = 'Read the start of this answer'
export const searchReadAll = 'Read the whole answer'
export const suggestions = 'Answers'
export const suggestAll = (number: number, query: string) => `${count(number, answers)} for “${query}”: show all`
export const suggestNone = (query: string) => `No answer for “${query}”`
export const suggestCount = (number: number) => `${count(number, answers)}. Choose with the up and down arrow keys.`
export const searchFailed = 'The search could not be loaded. The list below leads to every question.'
export const searchMore = (number: number) => count(number, { one: 'Show # more answer', other: 'Show # more answers' })
export const everyQuestion = 'Every question, A to Z'
export const everyQuestionByTopic = 'Every question by topic'
export const letters = 'Letters'
export const onThisPage = 'On this page'
export const linkTo = (question: string) => `Link to: ${question}`
export const glossary = 'Glossary'
export const glossaryDescription = 'Short forms and words that have a meaning of their own here.'
export const termsHere = 'Words on this page'
export const copyLink = 'Copy link'
export const copyLinkTo = (question: string) => `Copy link to: ${question}`
export const copied = 'Link copied'
export const copyFailed = 'Copy this link:'
export const cite = 'Cite'
export const citeThis = (question: string) => `Cite: ${question}`
export const citeText = 'Copy as text'
export const citeMarkdown = 'Copy as Markdown'
export const citeRich = 'Copy for Word or e-mail'
export const citeReviewed = (day: string) => `last reviewed ${day}`
export const citeCopied = 'Citation copied'
export const citeFailed = 'It could not be copied. Select it above, and copy it by hand.'
export const copyCode = 'Copy code'
export const codeCopied = 'Code copied'
export const codeCopyFailed = 'It could not be copied. Select it, and copy it by hand.'
export const somethingWrong = 'Something wrong with this answer?'
export const somethingWrongWith = (question: string) => `Something wrong with this answer? (${question})`
export const feedbackTitle = (question: string) => `About the answer: ${question}`
export const feedbackBody = (question: string, address: string) =>
  `Question: ${question}\nAddress: ${address}\n\nWhat is wrong, or missing?\n\n`
export const themeTitle = 'Colours'
export const themes = { device: 'As on this device', light: 'Light', dark: 'Dark' }
export const perhapsThese = 'You may be looking for one of these'
export const alsoIn = (name: string) => `Also in ${name}`
export const allIn = (name: string) => `All pages in ${name}`
export const previous = 'Previous'
export const next = 'Next'
export const previousNext = 'Other pages'
export const nextQuestion = 'Next question:'
export const related = 'Related answers'
export const tasks = 'What are you doing?'
export const popular = 'Often needed'
export const topics = 'Topics'
export const pagesAndAnswers = (pages: number, found: number) =>
  `${count(pages, { one: '# page', other: '# pages' })}, ${count(found, answers)}`
export const lastReviewed = <Part>(day: Part): Sentence<Part> => ['Last reviewed ', day, '.']
export const reviewDue = <Part>(day: Part): Sentence<Part> => ['Next review due ', day, '.']
export const reviewOverdue = 'This review is overdue.'
export const reviewCalendar = (name: string) => `Reviews: ${name}`
export const reviewDueOf = (title: string) => `Review: ${title}`
export const reviewOwner = (owner: string) => `Owner: ${owner}`
export const reviewLast = (day: string) => `Last reviewed: ${day}`
export const answeredBy = (owner: string) => `${owner} answers for this page.`
export const answerOwner = (owner: string) => `Looked after by ${owner}.`
export const suggestChange = 'Suggest a change to this page'
export const aboutThisPage = 'About this page'
export const sources = 'Sources'
export const sourcesHere = (number: number) => count(number, { one: 'Source:', other: 'Sources:' })
export const draft = 'Draft: not part of the published site.'
export const contents = 'Contents'
export const allTitle = 'Everything on one page'
export const allDescription =
  'Every answer of this site, to print or to keep. Links to an answer are best made to its own page.'
export const movedTitle = 'This page has moved'
export const movedText = 'What was at this address is elsewhere now.'
export const movedTo = 'Moved to:'
export const movedAnswers = 'The answers that were here'
export const movedFromHere = 'No longer on this page'
export const retiredText = 'This is no longer answered here. The address stays, so that links to it say so.'
export const retiredNote = 'No longer answered.'
export const retiredInstead = 'Read this instead:'
export const notFoundTitle = 'Page not found'
export const notFoundText = 'There is no page at this address. It may have been mistyped, or the page may have gone.'
export const notFoundAdvice = 'Search for what you came for, or start from the list of topics.'
export const licence = <Part>(licence: Part): Sentence<Part> => ['The text may be used under the ', licence, '.']
export const owner = <Part>(owner: Part): Sentence<Part> => ['Published by ', owner, '.']
export const footer = 'About this site'
export const table = 'Table. It scrolls sideways when it is wide.'
export const footnotes = 'Footnotes'
export const footnote = (number: number) => `Footnote ${number}`
export const backToText = (number: number) => `Back to footnote ${number} in the text`
export const callouts = {
  note: 'Note',
  tip: 'Tip',
  important: 'Important',
  warning: 'Warning',
  caution: 'Caution',
}
export const madeIndexDescription = (category: string) => `Answers about ${category}.`
