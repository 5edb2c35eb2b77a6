import { JSONRPCMessageSchema, type JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js'
import { z } from 'zod'
import { checkJson, parseStrictJson, type JsonFaultCode } from '#core/strict-json.ts'
import { CallFailure } from './call-failure.ts'

/**
 * The most that one answer may take on the wire. A result comes twice (as a value, and escaped as text for clients
 * that want text), so this is four times what a value may take, `RESULT_BYTES`.
 */
export const ANSWER_BYTES = 4 * 1024 * 1024

/** Where a tool's result says, among what a server wrote, that its content couldn't be taken as it came, and why. */
export const UNREADABLE = 'parley/unreadable'

/** A message, and its text: the one that came, where all of it can be used. */
export interface ReadMessage {
  readonly message: JSONRPCMessage
  readonly text: string
}

/**
 * A JSON-RPC message from its text. A result whose content doesn't survive a round trip comes without it: that there is a
 * result, and whether it is an error, is known all the same. Throws a `CallFailure` for whatever else can't be read.
 */
export function readMessage(text: string): ReadMessage {
  const parsed = parseStrictJson(text)
  if (parsed.ok) return { message: messageOf(parsed.value), text }
  const { code, pointer } = parsed
  if (code !== 'not-json' && IN_CONTENT.test(pointer) && !IS_TWICE_SAID.test(text)) {
    const message = messageOf(withoutContent(JSON.parse(text), code))
    return { message, text: JSON.stringify(message) }
  }
  if (code === 'too-deep') throw tooLarge('Its answer is nested deeper than 100 levels.')
  throw notAnAnswer(`Its answer isn't JSON that everyone reads alike (${code} at "${pointer}").`)
}

const IN_CONTENT = /^\/result\/(?:content|structuredContent)(?:\/|$)/

/** A message with `isError` twice, so that it is ambiguous. */
const IS_TWICE_SAID = /"isError"[^]*"isError"/

const Whole = z.looseObject({ result: z.looseObject({}) })

function withoutContent(message: unknown, code: JsonFaultCode): unknown {
  const { result, ...rest } = Whole.parse(message)
  const { content: _, structuredContent: __, ...kept } = result
  const whole = { ...rest, result: { ...kept, content: [], [UNREADABLE]: code } }
  // Of what else it says nothing may be doubtful.
  const checked = checkJson(whole)
  if (!checked.ok) throw notAnAnswer(`Its answer isn't JSON that everyone reads alike (${checked.code}).`)
  return checked.value
}

function messageOf(value: unknown): JSONRPCMessage {
  const message = JSONRPCMessageSchema.safeParse(value)
  if (!message.success) throw notAnAnswer("Its answer isn't a message of the protocol (JSON-RPC 2.0).")
  return message.data
}

export function tooLarge(message: string): CallFailure {
  return new CallFailure(message, { code: 'tool-result-too-large', certain: false })
}

function notAnAnswer(message: string): CallFailure {
  return new CallFailure(message, { code: 'tool-result-invalid', certain: false })
}
