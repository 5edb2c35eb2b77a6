// Whether an order was paid back. Changes nothing.
export const playbook = {
  title: 'Say whether an order was refunded',
  examples: [
    'was order A17 refunded',
    'have you paid me back for A23 yet',
    'did the refund of A31 go out',
    'where is the refund for my order A40',
    'is the money for A12 on its way back to me',
    'look up whether A17 has been refunded',
    'when was A23 paid back',
    'I am still waiting for the refund of A31',
    'has my money for A12 been sent back',
    'did you refund A17',
    'when did you refund A23',
    'was I refunded for A31',
    'why has A40 not been refunded',
    'has somebody refunded A12',
    'when do I get my money for A23',
    'when will the money for A31 arrive',
  ],
  not: [
    'how long does a refund take',
    'how do refunds work',
    'when is the money back on my card',
    'until when do I get the money from a return',
    'thanks for the refund',
    'which account does the refund go to',
  ],
  slots: {
    orderId: {
      type: 'pattern',
      pattern: '(?i)[A-Z]\\d+',
      label: 'order number',
      ask: 'Which order is it? A letter and a number, such as A17.',
    },
  },
}

export default async ({ tools, slots, say }) => {
  const orderId = slots.orderId.toUpperCase()
  const order = await tools.shop.orders.get({ id: orderId })
  if (!order) return say(`I can't find order ${orderId} among yours.`)
  if (order.refundedAt === null) return say(`Nothing was paid back for order ${order.id} so far.`)
  const back = `${(order.refunded / 100).toFixed(2)} ${order.currency}`
  const total = `${(order.total / 100).toFixed(2)} ${order.currency}`
  const on = new Date(order.refundedAt).toLocaleDateString('en-GB', { day: 'numeric', month: 'long' })
  return say(
    `${back} of ${total} was paid back for order ${order.id}, last on ${on}. Your bank then needs 2 to 5 working days until you see it.`,
  )
}
