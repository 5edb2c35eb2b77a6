import { z } from 'zod'
import type { AnswerOutcome } from '#core/answer-outcome.ts'
import { leaves, type Json } from '#core/json.ts'
import { parseStrictJson } from '#core/strict-json.ts'
import type { EffectOutcome } from '#memory/plans/tool-answer.ts'
import type { ToolTextAnswer } from '#memory/plans/tool-answer.ts'
import type { Speech } from '#turn/speaking.ts'
import { toolText } from './tool-text.ts'
import { inOneLine } from '../titles/in-one-line.ts'

/** The most that is quoted of what a tool said, in characters; all of it stands in the evidence. */
const QUOTED = 300

/**
 * What a tool answered to a step that went through, for people: its own words are quoted, in one line and cut, so that none of
 * them can be taken for ours. Null where it said nothing but its value.
 */
export function answerText(outcome: EffectOutcome | null, speech: Speech): string | null {
  if (outcome?.ok !== true) return null
  const { answer } = outcome
  if (!answer) {
    // A text that is the whole value says what came of it, whichever way it was sent.
    const words = quotedWords(toolText(outcome))
    return words === null ? null : speech.say('the tool answered {words}', { words: speech.quote(words) })
  }
  const said = saidText(answer, speech)
  if (answer.unusable === undefined) return said
  const unusable = speech.say('it was done, and what the tool gave back can’t be used')
  return said === null ? unusable : `${unusable}; ${said}`
}

/** The same as a step's view has it. */
export function answeredView(
  outcome: EffectOutcome | null,
  speech: Speech,
): { readonly answered?: string; readonly came?: AnswerOutcome } {
  const answered = answerText(outcome, speech)
  const read = outcome?.ok === true ? outcome.read : undefined
  return { ...(answered !== null && { answered }), ...(read && { came: read.came }) }
}

/**
 * Why a tool refused a step, in its own words, quoted as those of an answer are; null where it gave none, or another than the
 * tool did: what stands between speaks of itself. Of an error that is JSON it is the longest text in it.
 */
export function refusalText(outcome: EffectOutcome | null, { say, quote }: Speech): string | null {
  const said = outcome?.ok === false ? outcome.said : undefined
  if (said?.by !== 'tool') return null
  const parsed = parseStrictJson(said.text)
  const texts =
    parsed.ok && typeof parsed.value === 'object' && parsed.value !== null ? textsIn(parsed.value) : [said.text]
  const [longest = ''] = texts.filter((text) => text !== said.code).sort((one, other) => other.length - one.length)
  const words = quotedWords(longest)
  return words === null ? null : say('the tool answered {words}', { words: quote(words) })
}

function textsIn(value: Json): readonly string[] {
  return [...leaves(value)].flatMap(([, leaf]) => (typeof leaf === 'string' ? [leaf] : []))
}

/** A tool's own words, as they are quoted; null where it used none. */
function quotedWords(text: string | null): string | null {
  const line = inOneLine(text ?? '')
    .replaceAll(MARKS, '"')
    .replaceAll(UNSEEN, ' ')
    .trim()
  if (line === '') return null
  return line.length > QUOTED ? `${line.slice(0, QUOTED).replace(HALF, '')}…` : line
}

/** Of a character that the cut went through. */
const HALF = /[\ud800-\udbff]$/
// Whatever closes a quote of ours, and what can't be seen.
const MARKS = /[“”„‟«»]/g
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu

function saidText(answer: ToolTextAnswer, { say, quote, list }: Speech): string | null {
  const words = quotedWords(answer.text)
  if (words !== null) return say('the tool answered {words}', { words: quote(words) })
  const kinds = [...new Set(answer.parts.map((part) => Part.parse(part).type))]
  if (kinds.length === 0) return null
  return say('the tool answered with {what}', { what: list(kinds.map((kind) => say(KINDS[kind]))) })
}

const KINDS = {
  text: 'an empty text',
  embedded: 'an empty text',
  link: 'a link',
  image: 'a picture',
  audio: 'a recording',
  file: 'a file',
  other: 'something that can’t be shown here',
} as const
const Part = z.object({ type: z.enum(['text', 'embedded', 'link', 'image', 'audio', 'file', 'other']).catch('other') })
