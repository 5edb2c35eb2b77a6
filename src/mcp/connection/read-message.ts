import { JSONRPCMessageSchema, type JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js'
import { parseStrictJson } from '#core/strict-json.ts'
import { CallFailure } from './call-failure.ts'

/**
 * The most that one answer may take on the wire. A result comes twice (as a value, and escaped as text for clients
 * that want text), so this is four times what a value may take, `RESULT_BYTES`.
 */
export const ANSWER_BYTES = 4 * 1024 * 1024

/** A JSON-RPC message from its text. Throws a `CallFailure` for what isn't one, or doesn't survive a round trip. */
export function readMessage(text: string): JSONRPCMessage {
  const parsed = parseStrictJson(text)
  if (!parsed.ok) {
    if (parsed.code === 'too-deep') throw tooLarge('Its answer is nested deeper than 100 levels.')
    throw notAnAnswer(`Its answer isn't JSON that everyone reads alike (${parsed.code} at "${parsed.pointer}").`)
  }
  const message = JSONRPCMessageSchema.safeParse(parsed.value)
  if (!message.success) throw notAnAnswer("Its answer isn't a message of the protocol (JSON-RPC 2.0).")
  return message.data
}

export function tooLarge(message: string): CallFailure {
  return new CallFailure(message, { code: 'tool-result-too-large', certain: false })
}

function notAnAnswer(message: string): CallFailure {
  return new CallFailure(message, { code: 'tool-result-invalid', certain: false })
}
