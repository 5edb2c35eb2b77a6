import {
  type NewDocument,
  type PreparedDocument,
  type PreparedQuestion,
  prepareInTurns,
} from '#memory/documents/prepare-document.ts'
import { inspected } from '../documents/inspect-document.ts'
import { contentWords, stems } from '#text/content-words.ts'

export const QUESTION_LEFT_OUT = 'question-left-out'

/** The questions that it lists and that are left out of search, each with the reason. */
export function leftOutOf({ findings }: Pick<PreparedDocument, 'findings'>): readonly string[] {
  return findings.filter(({ kind }) => kind === QUESTION_LEFT_OUT).map(({ text }) => text)
}

/** A document as it is stored: inspected, split, and of the questions that it lists those that its text bears out. */
export async function readyForSearch(document: NewDocument, signal: AbortSignal): Promise<PreparedDocument> {
  return withFittingQuestions(await prepareInTurns(await inspected(document, signal), signal))
}

/**
 * Leaves out the questions that nothing in the document bears out, and says so among its findings: those that name a
 * heading which isn't there, and those that name none and share no word with the text, so that nobody knows where the
 * answer is to be.
 */
export function withFittingQuestions(document: PreparedDocument): PreparedDocument {
  const { title, text, questions } = document
  if (questions.length === 0) return document
  const sharesAWord = sharesAWordWith(`${title}\n${text}`)
  const problemOf = ({ question, under, within }: PreparedQuestion): string | null => {
    if (within?.length === 0) return `no text stands below a heading “${under}”. Name one as it is written.`
    if (within !== null || sharesAWord(question)) return null
    return 'none of its words stands in the document. Name the heading that its answer stands below (under:).'
  }
  const judged = questions.map((question) => ({ question, problem: problemOf(question) }))
  const leftOut = judged.flatMap(({ question: { question }, problem }) =>
    problem === null ? [] : [`${question}: ${problem}`],
  )
  const nowhere = { start: null, end: null, place: null, heading: null }
  return {
    ...document,
    questions: judged.flatMap(({ question, problem }) => (problem === null ? [question] : [])),
    findings: [...document.findings, ...leftOut.map((words) => ({ kind: QUESTION_LEFT_OUT, text: words, ...nowhere }))],
  }
}

/**
 * Tells of a question whether it shares a word with a text, or has another for the same thing: one that says what it is
 * about, since every text has "how" and "the". Of another language's words none is known for one that doesn't.
 */
function sharesAWordWith(text: string): (question: string) => boolean {
  const known = stems(text)
  return (question) => contentWords(question).some(({ own, stem }) => known.has(own) || known.has(stem))
}
