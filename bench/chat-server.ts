import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { z } from 'zod'

const ChatBody = z.looseObject({
  messages: z.array(z.looseObject({ role: z.string(), content: z.unknown() })),
  tools: z.unknown().optional(),
  response_format: z.looseObject({ json_schema: z.looseObject({ name: z.string() }).optional() }).optional(),
})

export type ChatBody = z.infer<typeof ChatBody>

/** What a model says: words, or calls of tools. */
export interface ChatMessage {
  readonly content: string | null
  readonly tool_calls?: readonly object[]
}

export interface ChatServer extends AsyncDisposable {
  /** With `/v1`. */
  readonly url: string
  /** What was asked and answered so far. A token is counted as four characters, alike for everybody. */
  usage(): { readonly calls: number; readonly tokens: number }
}

/** A scripted model that speaks OpenAI's chat completions and answers at once. */
export async function startChatServer(answer: (body: ChatBody) => ChatMessage): Promise<ChatServer> {
  const used = { calls: 0, characters: 0 }
  const server = createServer((request, response) => {
    void json(request).then((sent) => {
      const body = ChatBody.parse(sent)
      const { content, tool_calls } = answer(body)
      const message = { role: 'assistant', content, ...(tool_calls && { tool_calls }) }
      used.calls++
      used.characters += [body.messages, body.tools, body.response_format, message]
        .map((part) => JSON.stringify(part ?? '').length)
        .reduce((sum, length) => sum + length, 0)
      response.setHeader('content-type', 'application/json')
      response.end(
        JSON.stringify({
          id: `chatcmpl-${randomUUID()}`,
          object: 'chat.completion',
          created: 0,
          model: 'scripted',
          choices: [{ index: 0, message, finish_reason: tool_calls ? 'tool_calls' : 'stop' }],
          usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
        }),
      )
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // listening on a port, so it is neither null nor a path
  return {
    url: `http://127.0.0.1:${port}/v1`,
    usage: () => ({ calls: used.calls, tokens: Math.round(used.characters / 4) }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** One call of a tool, as a model asks for it. */
export function toolCall(name: string, args: object): object {
  return { id: `call_${randomUUID()}`, type: 'function', function: { name, arguments: JSON.stringify(args) } }
}
