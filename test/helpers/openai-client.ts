import assert from 'node:assert/strict'
import OpenAI from 'openai'
import { ChatCompletion } from '#contract/chat-completion.ts'
import type { PersonClient } from './parley-client.ts'

export type ChatTurn = OpenAI.ChatCompletionMessageParam

export const user = (content: string): ChatTurn => ({ role: 'user', content })
export const assistant = (content: string): ChatTurn => ({ role: 'assistant', content })

/** OpenAI's own client, on a server of ours. It tries nothing again unless told. */
export function openAiClient(url: string, { key }: Pick<PersonClient, 'key'>, maxRetries = 0): OpenAI {
  return new OpenAI({ baseURL: `${url}/v1`, apiKey: key, maxRetries })
}

/** Says something as a chat front end does, with the whole conversation, and reads the answer by our contract. */
export async function chat(
  client: OpenAI,
  messages: readonly ChatTurn[],
  {
    metadata,
    headers = {},
  }: { readonly metadata?: Record<string, string>; readonly headers?: Record<string, string> } = {},
) {
  const asked = { model: 'support', messages: [...messages], ...(metadata && { metadata }) }
  const answer = ChatCompletion.parse(await client.chat.completions.create(asked, { headers }))
  const message = answer.choices[0]?.message
  assert.ok(message)
  assert.ok(answer.parley)
  return { ...answer.parley, text: message.content, annotations: message.annotations, usage: answer.usage }
}
