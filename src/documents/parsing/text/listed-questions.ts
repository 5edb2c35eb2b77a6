import { z } from 'zod'
import type { ListedQuestion } from '../../contract.ts'
import { withoutInvisible } from '../invisible.ts'

/** More than a page can answer; each costs a vector. */
export const MOST_QUESTIONS = 50
/** Longer ones are stories, and blur their vector. */
export const QUESTION_CHARACTERS = 300
/** Of a heading; titles have no more either. */
export const HEADING_CHARACTERS = 300

const Entry = z.union([
  z.string().transform((question) => ({ question, under: null })),
  z.strictObject({ question: z.string(), under: z.string().nullable().default(null) }),
])

/**
 * What front matter lists under `answers:`, each question once. What can't be taken is left out and told, with the
 * limit or with what to write instead.
 */
export function listedQuestions(answers: unknown, tell: (words: string) => void): readonly ListedQuestion[] {
  if (answers === undefined) return []
  if (!Array.isArray(answers)) {
    tell('answers: has to be a list of questions, each behind a hyphen.')
    return []
  }
  const questions = new Map<string, ListedQuestion>()
  for (const answer of answers) {
    const entry = entryOf(answer)
    const problem = entry === null ? NO_ENTRY : problemOf(entry, questions)
    if (problem !== null) tell(entry === null ? problem : `${shortened(entry.question)}: ${problem}`)
    else if (entry !== null && !questions.has(entry.question)) questions.set(entry.question, entry)
  }
  return [...questions.values()]
}

const NO_ENTRY = 'An entry of answers: has to be a question, or { question: …, under: a heading of this document }.'

function entryOf(answer: unknown): ListedQuestion | null {
  const entry = Entry.safeParse(answer).data
  if (entry === undefined) return null
  const question = cleaned(entry.question)
  return question === '' ? null : { question, under: entry.under === null ? null : cleaned(entry.under) }
}

function problemOf({ question, under }: ListedQuestion, taken: ReadonlyMap<string, ListedQuestion>): string | null {
  if (question.length > QUESTION_CHARACTERS) {
    return `it has ${question.length} characters, and ${QUESTION_CHARACTERS} is the most. Ask it in one sentence.`
  }
  if ((under ?? '').length > HEADING_CHARACTERS) {
    return `under: has ${under?.length} characters, and ${HEADING_CHARACTERS} is the most. Write a heading of this document.`
  }
  if (taken.size >= MOST_QUESTIONS && !taken.has(question)) {
    return `${MOST_QUESTIONS} questions are the most for one document. Split it, or leave out those in the text's own words.`
  }
  return null
}

function cleaned(text: string): string {
  return withoutInvisible(text, () => {})
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .toWellFormed()
}

function shortened(question: string): string {
  return question.length > QUESTION_CHARACTERS ? `${question.slice(0, 80).toWellFormed()}…` : question
}
