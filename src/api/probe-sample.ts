import type { Agent, ToolDeclaration } from '#agents/contract.ts'
import { AppError } from '#core/errors.ts'
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts'
import { labelResult } from '#mcp/label-result.ts'
import { readOnce, type ProbeOptions } from '#mcp/probe.ts'
import { trustedSources } from '#agents/trusted-sources.ts'
import { pointerToken } from '#core/json-pointer.ts'
import { probedServer, unreached } from './probe-errors.ts'

/** Characters of what may be an id, a date or an amount. What is longer, or of several words, is a text. */
const LONGEST_WORD = 40
const ADDRESS = /^[^\s@]+@[^\s@]+$/u

/**
 * What a read returns for these arguments, as a proposal for its `sample:`: one entry of each list, “text” for each text that
 * isn't trusted, and nobody's address. What else is in it is of whoever's record was read: its operator edits it. Throws
 * `tool-failed` where it gives no result, `tool-unreachable`, `tool-acts-as-requester`, `usage` for a write.
 */
export async function probeSample(
  agent: Agent,
  declaration: ToolDeclaration,
  args: JsonObject,
  options: Pick<ProbeOptions, 'reference' | 'signal'>,
): Promise<Json> {
  const { tool, effect } = declaration
  if (effect === 'write')
    throw new AppError(`${tool} does something, so it isn’t called for a sample: only reads have one.`, {
      code: 'usage',
    })
  const server = probedServer(agent, declaration)
  const outcome = await readOnce(server, { tool, args }, options).catch(unreached(server, options.signal))
  if (outcome.ok) return proposed(declaration, outcome.value)
  throw new AppError(`${tool} gave no result: ${outcome.message}`, { code: 'tool-failed' })
}

function proposed(declaration: ToolDeclaration, value: Json): Json {
  const labels = labelResult(declaration, value)
  const trusted = trustedSources([declaration])
  return without(value, '')

  function without(part: Json, pointer: string): Json {
    if (Array.isArray(part)) return part.slice(0, 1).map((item, at) => without(item, `${pointer}/${at}`))
    if (isJsonObject(part))
      return Object.fromEntries(
        Object.entries(part).map(([key, inner]) => [key, without(inner ?? null, `${pointer}/${pointerToken(key)}`)]),
      )
    if (typeof part !== 'string') return part
    if (ADDRESS.test(part)) return 'ana@site.example'
    const isTrusted = labels[pointer]?.data.every((source) => trusted.has(source)) === true
    return isTrusted || (part.length <= LONGEST_WORD && !/\s/u.test(part)) ? part : 'text'
  }
}
