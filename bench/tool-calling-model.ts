import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { z } from 'zod'

const Body = z.looseObject({ messages: z.array(z.looseObject({ role: z.string(), content: z.unknown() })) })

/**
 * A model, as a program of its own, that answers at once what a tool-calling agent needs for a refund: look the order
 * up, refund it, mail the customer, say so. Speaks OpenAI's chat completions.
 */
const server = createServer((request, response) => {
  void json(request).then((body) => {
    const { messages } = Body.parse(body)
    const done = messages.filter(({ role }) => role === 'tool').length
    const orderId = /[A-Z]\d+/.exec(String(messages.find(({ role }) => role === 'user')?.content))?.[0] ?? 'A17'
    const message = STEPS[done]?.(orderId) ?? { role: 'assistant', content: `Refunded order ${orderId}.` }
    response.setHeader('content-type', 'application/json')
    response.end(
      JSON.stringify({
        id: `chatcmpl-${randomUUID()}`,
        object: 'chat.completion',
        created: 0,
        model: 'scripted',
        choices: [{ index: 0, message, finish_reason: 'tool_calls' in message ? 'tool_calls' : 'stop' }],
        usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
      }),
    )
  })
})

const STEPS = [
  (id: string) => calls('orders_get', { id }),
  (orderId: string) => calls('refunds_create', { orderId, amount: 12_900, currency: 'EUR', reason: 'other' }),
  (orderId: string) => calls('mail_send', { orderId }),
]

function calls(name: string, args: object) {
  const call = { id: `call_${name}`, type: 'function', function: { name, arguments: JSON.stringify(args) } }
  return { role: 'assistant', content: null, tool_calls: [call] }
}

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo // listening on a port, so it is neither null nor a path
  process.stdout.write(`http://127.0.0.1:${port}/v1\n`)
})
process.stdin.resume().on('end', () => process.exit(0))
