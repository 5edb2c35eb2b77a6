import type { SpeechAct } from './speech-act.ts'
import { speechActs } from './speech-acts.ts'
import { rulesOf } from './speech-acts/rules.ts'
import { stemsIn } from './speech-acts/segments.ts'
import { wordsOf } from './speech-acts/words.ts'

/** Words of a message that may say what it asks for. */
export interface Reading {
  readonly words: string
  /** With what is told beside the requests. */
  readonly isTold: boolean
}

/**
 * What of a message says what it asks for, that which says it best first; empty where it asks for nothing: its requests, the
 * same without politeness and the pieces behind them, and, where they leave it to the words around them ("I want one too",
 * "please correct it"), with what is told there.
 */
export function requestedWords(typed: string, languages: readonly string[]): readonly Reading[] {
  const requests = speechActs(typed, languages).filter(({ act }) => REQUEST.includes(act))
  if (requests.length === 0) return []
  const alone = wordsThat(REQUEST, typed, languages)
  const own = [...new Set([alone, requests.map(({ core }) => core).join(' ')])].map((words) => ({
    words,
    isTold: false,
  }))
  const told = toldWords(typed, languages)
  if (told === alone || !leavesToOthers(alone, languages)) return own
  const whole = { words: told, isTold: true }
  return namesDeed(alone, languages) ? [...own, whole] : [whole, ...own]
}

/** What a message asks for and tells, without what it turns down, supposes or quotes. */
export function toldWords(typed: string, languages: readonly string[]): string {
  return wordsThat(TOLD, typed, languages)
}

const REQUEST: readonly SpeechAct[] = ['request', 'hope']
const TOLD: readonly SpeechAct[] = ['request', 'hope', 'statement', 'report', 'reason']

function wordsThat(acts: readonly SpeechAct[], typed: string, languages: readonly string[]): string {
  return speechActs(typed, languages)
    .flatMap(({ act, start, end }) => (acts.includes(act) ? [typed.slice(start, end)] : []))
    .join(' ')
}

/** A request with fewer words of its own says not even of what it asks something. */
const LEAST_WORDS = 2

function leavesToOthers(request: string, languages: readonly string[]): boolean {
  const { pointing, openers, closers } = rulesOf(languages)
  const words = foldedWords(request).filter((word) => !openers.has(word) && !closers.has(word) && !/\p{N}/u.test(word))
  return words.length < LEAST_WORDS || words.some((word) => pointing.has(word))
}

/** Whether words name something that can be done. */
export function namesDeed(request: string, languages: readonly string[]): boolean {
  return stemsIn({ line: foldedWords(request).join(' ') }, rulesOf(languages).deeds).length > 0
}

function foldedWords(text: string): readonly string[] {
  return wordsOf(text).map(({ folded }) => folded)
}
