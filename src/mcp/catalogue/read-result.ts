import { z } from 'zod'
import { isJsonObject, type Json } from '#core/json.ts'
import type { Logger } from '#core/log.ts'
import { checkJson } from '#core/strict-json.ts'
import type { ToolFailureCode, ToolOutcome } from '../contract.ts'
import type { OfferedTool } from './read-catalogue.ts'

/** The most that a result may take as JSON text. */
export const RESULT_BYTES = 1024 * 1024

export const CallResult = z.looseObject({
  isError: z.boolean().default(false),
  structuredContent: z.unknown().optional(),
  content: z.array(z.looseObject({ type: z.string(), text: z.string().optional() })).default([]),
})
export type CallResult = z.infer<typeof CallResult>

/**
 * The outcome of a call that was answered. That it is an error proves nothing: what its author says of its codes is for
 * whoever knows the tool's entry to look up.
 */
export function readResult(offered: OfferedTool, result: CallResult, log: Logger): ToolOutcome {
  const { tool } = offered.definition
  if (result.isError) {
    log.debug({ event: 'tool-error', tool, text: textOf(result)?.slice(0, 500) })
    const structured = checkJson(result.structuredContent)
    const error = {
      by: 'tool',
      structured: structured.ok ? structured.value : null,
      text: textOf(result) ?? null,
    } as const
    return { ...failed('tool-error', false, `${tool} answered with an error.`), error }
  }
  if (result.structuredContent === undefined && result.content.length === 0) {
    return { ...failed('tool-result-invalid', false, `${tool} answered with nothing.`), isEmpty: true }
  }
  const value =
    result.structuredContent === undefined && offered.fits === null ? textOf(result) : result.structuredContent
  const checked = checkJson(value)
  if (!checked.ok) return failed('tool-result-invalid', false, `${tool} answered without a value that can be used.`)
  if (Buffer.byteLength(JSON.stringify(checked.value)) > RESULT_BYTES) {
    return failed('tool-result-too-large', false, `${tool} answered with more than 1 MB.`)
  }
  if (offered.fits !== null && !offered.fits(checked.value)) {
    return failed('tool-result-invalid', false, `${tool} answered with something that its output schema doesn't allow.`)
  }
  return { ok: true, value: offered.isWrapped ? unwrapped(checked.value) : checked.value }
}

export function failed(
  code: ToolFailureCode,
  certain: boolean,
  message: string,
): Extract<ToolOutcome, { readonly ok: false }> {
  return { ok: false, code, certain, message }
}

function unwrapped(value: Json): Json {
  return isJsonObject(value) ? (value['result'] ?? null) : value
}

/** The text of a result that is text alone; undefined where there is an image, a link or nothing. */
function textOf(result: CallResult): string | undefined {
  const texts = result.content.map((part) => (part.type === 'text' ? part.text : undefined))
  if (texts.length === 0 || texts.includes(undefined)) return undefined
  return texts.join('\n')
}
