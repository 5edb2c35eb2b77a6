import type { Agent } from '#agents/contract.ts'
import {
  asksForDeed,
  asksForSomething,
  beginsAsQuestion,
  factualIn,
  isCommandTo,
  isFactualQuestion,
} from './bearing.ts'
import { formsOf } from '../forms/all-forms.ts'
import { clausesIn, coreOf, phraseAt, sentencesIn, tokensOf } from '../forms/tokens.ts'
import { isNothingBut } from './plain-wish.ts'
import type { Span } from '../span.ts'

/** A part of a message that asks for a deed, or asks what is so. */
export interface Part {
  readonly asks: 'deed' | 'question'
  /** In the order in which they stand in what was typed. */
  readonly said: readonly Span[]
  /** A part beside it is more than a wish: it may bear on this one too. */
  readonly isUnsure?: boolean
}

type Asked = Pick<Agent, 'languages' | 'playbooks'>

/**
 * The parts of a message, by sentence ends and joining words alone: questions about what is so, and what they stand beside. That
 * is divided where each part of it is nothing but a wish, and at sentences that each ask for a deed of a thing of their own, so
 * that no verb is paired with another's object. Who asks for a person beside them, by `isPerson`, asks for that last. Null where it
 * is one, and where a question is all that it asks.
 */
export function messageParts(typed: string, agent: Asked, isPerson: (words: string) => boolean = () => false) {
  const all = sentencesIn(typed).flatMap((sentence) => dividedAtQuestion(typed, sentence, agent))
  const persons = all.filter(({ start, end }) => isPerson(typed.slice(start, end)))
  const pieces = all.filter((piece) => !persons.includes(piece))
  const parts = partsOf(typed, pieces, agent)
  if (persons.length === 0 || !pieces.some(({ start, end }) => isWanted(typed.slice(start, end), agent))) return parts
  const others: readonly Part[] = parts ?? [{ asks: 'deed', said: pieces }]
  // Who asks for a person has what stands before it seen to first.
  return [...others, { asks: 'deed', said: persons } satisfies Part]
}

function partsOf(typed: string, pieces: readonly Span[], agent: Asked): readonly Part[] | null {
  const isQuestion = ({ start, end }: Span) => isFactualQuestion(typed.slice(start, end), agent.languages)
  const deeds = pieces.filter((piece) => !isQuestion(piece))
  const asking = deeds.filter((piece) => !saysNothing(typed, piece, agent))
  const found = asking.map((piece) => wishesIn(typed, piece, agent))
  const wishes = found.flatMap((each) => each ?? [])
  const isEach = !found.includes(null)
  const isAsked = asking.some(({ start, end }) => isWanted(typed.slice(start, end), agent))
  if (!isAsked) return null
  if (!isEach || wishes.length < 2) {
    const apart = deedsApart(typed, deeds, agent)
    if (apart.length < 2 && deeds.length === pieces.length) return null
    return inOrder([...apart, ...questionsOf(pieces.filter(isQuestion))])
  }
  return inOrder([
    ...wishes.map((said): Part => ({ asks: 'deed', said: [said] })),
    ...questionsOf(pieces.filter(isQuestion)),
  ])
}

// What asks for nothing belongs to what asks before it.
function deedsApart(typed: string, deeds: readonly Span[], agent: Asked): readonly Part[] {
  const groups: Span[][] = []
  let isAsking = false
  for (const piece of deeds) {
    const words = typed.slice(piece.start, piece.end)
    const isOther = /\p{N}/u.test(words) && asksForDeed(words, agent)
    if (groups.length === 0 || (isAsking && isOther)) groups.push([])
    groups.at(-1)?.push(piece)
    isAsking ||= asksForDeed(words, agent)
  }
  return groups.map((said) => ({ asks: 'deed', said, ...(groups.length > 1 && { isUnsure: true }) }))
}

function questionsOf(pieces: readonly Span[]): readonly Part[] {
  return pieces.map((piece) => ({ asks: 'question', said: [piece] }))
}

function inOrder(parts: readonly Part[]): readonly Part[] {
  return parts.toSorted((one, other) => (one.said[0]?.start ?? 0) - (other.said[0]?.start ?? 0))
}

function isWanted(words: string, { languages, playbooks }: Asked): boolean {
  return asksForSomething(words, languages) || playbooks.some((playbook) => isCommandTo(words, playbook, languages))
}

// A greeting, thanks, a “please” alone: it belongs to no part.
function saysNothing(typed: string, { start, end }: Span, { languages }: Asked): boolean {
  return formsOf(languages).some((words) =>
    coreOf(tokensOf(typed.slice(start, end), {}), words).every(({ word }) => words.please.includes(word)),
  )
}

// "Refund A31 and do you ship to France?"
function dividedAtQuestion(typed: string, sentence: Span, { languages }: Asked): readonly Span[] {
  if (isFactualQuestion(typed.slice(sentence.start, sentence.end), languages)) return [sentence]
  const at = joinsIn(typed, sentence, languages).find(({ behind }) =>
    isFactualQuestion(typed.slice(behind, sentence.end), languages),
  )
  return at
    ? [
        { start: sentence.start, end: at.before },
        { start: at.behind, end: sentence.end },
      ]
    : [sentence]
}

// "Refund A12 and cancel A58": null where a piece is more than a wish.
function wishesIn(typed: string, piece: Span, agent: Asked): readonly Span[] | null {
  if (isPlain(typed, piece, agent)) return [piece]
  for (const { before, behind } of joinsIn(typed, piece, agent.languages)) {
    const first = { start: piece.start, end: before }
    const rest = { start: behind, end: piece.end }
    // "Cancel A58 and refund it" doesn't say by itself of what.
    if (!/\p{N}/u.test(typed.slice(behind, piece.end)) || !isPlain(typed, first, agent)) continue
    const others = wishesIn(typed, rest, agent)
    if (others) return [first, ...others]
  }
  return null
}

function isPlain(typed: string, { start, end }: Span, agent: Asked): boolean {
  return agent.playbooks.some((playbook) => isNothingBut(typed.slice(start, end), playbook, agent))
}

interface Join {
  readonly before: number
  readonly behind: number
}

function joinsIn(typed: string, { start, end }: Span, languages: readonly string[]): readonly Join[] {
  const tokens = tokensOf(typed.slice(start, end), {})
  const joins = formsOf(languages).flatMap((words) =>
    tokens.flatMap((token, at): readonly Join[] => {
      const length = phraseAt(tokens, at, words.joins)
      const [last, next, before] = [tokens[at + length - 1], tokens[at + length], tokens[at - 1]]
      if (length > 0 && last && next && before) return [{ before: start + before.end, behind: start + next.start }]
      const isComma = /^\s*[,;]/u.test(token.behind) && tokens[at + 1] !== undefined
      return isComma ? [{ before: start + token.end, behind: start + (tokens[at + 1]?.start ?? 0) }] : []
    }),
  )
  return joins.toSorted((one, other) => one.before - other.before)
}

/** The most questions of one message: one with more tells a story, or was pasted. */
const MOST = 3

/** The questions of a message that does nothing but ask several, or that turns something down beside one; else none. */
export function questionsIn(typed: string, languages: readonly string[]): readonly string[] {
  const pieces = sentencesIn(typed)
    .flatMap((sentence) => clausesAt(typed, sentence, languages))
    .filter((piece) => !saysNothing(typed, piece, { languages, playbooks: [] }))
  const said = pieces.map(({ start, end }) => typed.slice(start, end))
  const isTurnedDown = said.map((words) => turnsDown(words, languages))
  const asked = said.flatMap((words, at) => (isTurnedDown[at] ? [] : [questionIn(words, languages)]))
  const questions = asked.flatMap((question) => question ?? [])
  return said.length < 2 || questions.length < asked.length || questions.length > MOST ? [] : questions
}

function questionIn(words: string, languages: readonly string[]): string | null {
  const asked = words.replace(/[\s?!.,;]+$/u, '')
  if (beginsAsQuestion(asked, languages)) return asked.trim()
  const at = factualIn(asked, languages)
  return at === null ? null : asked.slice(at).trim()
}

// A sentence at its commas and joining words, where what is behind one is a question again.
function clausesAt(typed: string, sentence: Span, languages: readonly string[]): readonly Span[] {
  const at = joinsIn(typed, sentence, languages).find(
    ({ behind }) => questionIn(typed.slice(behind, sentence.end), languages) !== null,
  )
  if (!at) return [sentence]
  const before = { start: sentence.start, end: at.before }
  return [before, ...clausesAt(typed, { start: at.behind, end: sentence.end }, languages)]
}

function turnsDown(words: string, languages: readonly string[]): boolean {
  if (beginsAsQuestion(words, languages)) return false
  return formsOf(languages).some((forms) =>
    clausesIn(tokensOf(words, {}), forms).every((clause) => clause.some(({ word }) => forms.denies.includes(word))),
  )
}
