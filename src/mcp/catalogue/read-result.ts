import { z } from 'zod'
import { isJsonObject, type Json } from '#core/json.ts'
import type { Logger } from '#core/log.ts'
import { checkJson, parseStrictJson } from '#core/strict-json.ts'
import { canonicalJson } from '#core/commitment.ts'
import type { ToolAnswer, ToolFailureCode, ToolOutcome } from '../contract.ts'
import { UNREADABLE } from '../connection/read-message.ts'
import { answerOf, readOf } from './answer-parts.ts'
import type { OfferedTool } from './read-catalogue.ts'

/** The most that a result may take as JSON text. */
export const RESULT_BYTES = 1_000_000

export const CallResult = z
  .looseObject({
    isError: z.boolean().default(false),
    structuredContent: z.unknown().optional(),
    content: z.array(z.unknown()).default([]),
    /** Ours, where what it holds can't be used as it came: the fault's code. */
    [UNREADABLE]: z.string().optional(),
  })
  // What a server only began, or asks us something for, is no result yet.
  .refine(({ task, resultType = 'complete' }) => task === undefined && resultType === 'complete')
export type CallResult = z.infer<typeof CallResult>

/**
 * The outcome of a call that was answered. That it is an error proves nothing: what its author says of its codes is for
 * whoever knows the tool's entry to look up. Without an error the call went through, whatever its value: `answer` is there.
 */
export function readResult(offered: OfferedTool, result: CallResult, log: Logger): ToolOutcome {
  const { tool } = offered.definition
  if (result.isError) return errorOf(tool, result, log)
  const { content, structuredContent, [UNREADABLE]: unreadable } = result
  const answer = keptAnswer(answerOf(content))
  if (unreadable !== undefined) {
    const code = unreadable === 'too-deep' ? 'tool-result-too-large' : 'tool-result-invalid'
    return unusable(tool, code, UNREADABLE_WORDS.get(unreadable) ?? 'gave what couldn’t be read', answer)
  }
  if (structuredContent === undefined && content.length === 0) {
    const empty = unusable(tool, 'tool-result-invalid', 'gave nothing', answer)
    return { ...empty, isEmpty: true, isPromised: offered.mismatch !== null }
  }
  if (structuredContent === undefined && offered.mismatch === null) return unstructured(tool, content, answer)
  const checked = checkJson(structuredContent)
  if (!checked.ok) return unusable(tool, 'tool-result-invalid', 'gave no structured content', answer)
  const { value } = checked
  if (isTooLarge(value)) return unusable(tool, 'tool-result-too-large', 'gave more than 1 MB', answer)
  const mismatch = offered.mismatch?.(value) ?? null
  if (mismatch !== null) {
    const reason = `gave what doesn’t fit its schema: ${mismatch.schemaPath} ${mismatch.message ?? ''}`.trim()
    return unusable(tool, 'tool-result-invalid', reason, answer)
  }
  const given = offered.isWrapped ? unwrapped(value) : value
  return { ok: true, value: given, ...(saysMore(content, given, value) && { answer }) }
}

/** By the code of what content can't be taken as it came. */
const UNREADABLE_WORDS: ReadonlyMap<string, string> = new Map([
  ['number-inexact', 'gave a number that can’t be kept exactly, such as an integer beyond 2^53'],
  ['key-duplicate', 'gave an object with one key twice'],
  ['text-lone-surrogate', 'gave a text with half a character (a surrogate by itself)'],
  ['text-nul', 'gave a text with the character U+0000'],
  ['too-deep', 'gave a value that is nested deeper than 100 levels'],
])

function unstructured(tool: string, content: readonly unknown[], answer: ToolAnswer): ToolOutcome {
  const asRead = readOf(content)
  if (isTooLarge(asRead)) return unusable(tool, 'tool-result-too-large', 'gave more than 1 MB', answer)
  return { ok: true, value: answer.text, asRead, answer }
}

function isTooLarge(value: Json): boolean {
  return Buffer.byteLength(JSON.stringify(value)) > RESULT_BYTES
}

function errorOf(tool: string, { structuredContent, content }: CallResult, log: Logger): ToolOutcome {
  const { text, parts } = answerOf(content)
  const isText = parts.every(({ type }) => type === 'text')
  log.debug({ event: 'tool-error', tool, text: text?.slice(0, 500) })
  const structured = checkJson(structuredContent)
  const error = {
    by: 'tool',
    structured: structured.ok ? structured.value : null,
    text: isText ? text : null,
  } as const
  return { ...failed('tool-error', false, `${tool} answered with an error.`), error }
}

export function failed(
  code: ToolFailureCode,
  certain: boolean,
  message: string,
): Extract<ToolOutcome, { readonly ok: false }> {
  return { ok: false, code, certain, message }
}

/** The call went through, and what it gave can't be used. `reason`: for its operator, without a value. */
function unusable(
  tool: string,
  code: ToolFailureCode,
  reason: string,
  answer: ToolAnswer,
): Extract<ToolOutcome, { readonly ok: false }> {
  return { ...failed(code, false, `${tool} ${reason}, which can’t be used.`), reason, answer }
}

function unwrapped(value: Json): Json {
  return isJsonObject(value) ? (value['result'] ?? null) : value
}

// A result comes twice, as a value and as its text for clients that want text: that says nothing more.
function saysMore(content: readonly unknown[], given: Json, whole: Json): boolean {
  const { text, parts } = answerOf(content)
  if (parts.some(({ type }) => type !== 'text')) return true
  if (text === null || text.trim() === '') return false
  const texts = parts.flatMap((part) => (typeof part['text'] === 'string' ? [part['text']] : []))
  const values = [text, `[${texts.join(',')}]`].map(parsedOrNull)
  const said = new Set([given, whole].map((value) => canonicalJson(value)))
  return !values.some((value) => value !== null && said.has(value))
}

function parsedOrNull(text: string): string | null {
  const parsed = parseStrictJson(text)
  return parsed.ok ? canonicalJson(parsed.value) : null
}

// As much as a row may hold beside its value.
function keptAnswer(answer: ToolAnswer): ToolAnswer {
  const bytes = Buffer.byteLength(JSON.stringify(answer))
  if (bytes <= RESULT_BYTES) return answer
  const parts = answer.parts.map(({ type }) => ({ type: type ?? null, leftOut: true }))
  return { text: answer.text?.slice(0, KEPT_CHARACTERS).toWellFormed() ?? null, parts: parts.slice(0, KEPT_PARTS) }
}

const KEPT_CHARACTERS = 2_000
const KEPT_PARTS = 100
