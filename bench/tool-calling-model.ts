import { startChatServer, toolCall } from './chat-server.ts'

/**
 * A model, as a program of its own, that answers at once what a tool-calling agent needs for a refund: look the order
 * up, refund it, mail the customer, say so.
 */
const server = await startChatServer(({ messages }) => {
  const done = messages.filter(({ role }) => role === 'tool').length
  const orderId = /[A-Z]\d+/.exec(String(messages.find(({ role }) => role === 'user')?.content))?.[0] ?? 'A17'
  const call = STEPS[done]?.(orderId)
  return call ? { content: null, tool_calls: [call] } : { content: `Refunded order ${orderId}.` }
})

const STEPS = [
  (id: string) => toolCall('orders_get', { id }),
  (orderId: string) => toolCall('refunds_create', { orderId, amount: 12_900, currency: 'EUR', reason: 'other' }),
  (orderId: string) => toolCall('mail_send', { orderId }),
]

process.stdout.write(`${server.url}\n`)
process.stdin.resume().on('end', () => process.exit(0))
