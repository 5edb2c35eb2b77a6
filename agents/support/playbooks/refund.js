// Refunds one delivered order in full and mails its customer. Works without a model.
export const playbook = {
  title: 'Refund an order',
  examples: [
    'refund order A17',
    'please refund A23',
    'I want my money back',
    'give me a refund for my broken lamp',
    'my order A12 arrived damaged, I would like a refund',
    'can you pay me back for order A40?',
    'I would like to return order A12 and get my money back',
    'could you reimburse me for A17, it never worked',
    'the mug in A23 has a crack, please refund it',
    'refund the lamp from order A17',
    'I demand a full refund',
    'please put the money for A31 back on my card',
    'send my money back, the quality is awful',
    'would you mind refunding my last order',
    'money back please',
  ],
  slots: {
    orderId: { type: 'pattern', pattern: '[A-Z]\\d+', ask: 'Which order is it? A letter and a number, such as A17.' },
    reason: { type: 'choice', of: ['damaged', 'late', 'other'], ask: 'What was wrong with it?', optional: true },
  },
  // Shown with each plan, and looked at again before anything is done.
  cites: [
    {
      document: 'knowledge/refunds.md',
      quote: 'Only what was paid for an order can be refunded, and never more than its total.',
    },
  ],
}

export default async ({ tools, slots, say }) => {
  const order = await tools.shop.orders.get({ id: slots.orderId })
  if (!order) return say(`I can't find order ${slots.orderId} among yours.`)
  if (order.status === 'cancelled' || order.status === 'refunded') {
    return say(`Order ${order.id} was ${order.status} already, so there is nothing to refund.`)
  }
  if (order.status !== 'delivered') return say(`Order ${order.id} is ${order.status}, so it can't be refunded yet.`)

  const refund = tools.shop.refunds.create({
    orderId: order.id,
    amount: order.total,
    currency: order.currency,
    reason: slots.reason ?? 'other',
  })
  tools.shop.mail.send({
    to: order.customerEmail,
    template: 'refund-issued',
    values: { refundId: refund.id, orderId: order.id },
  })

  const amount = `${(order.total / 100).toFixed(2)} ${order.currency}`
  return say(`I have prepared a refund of ${amount} for order ${order.id}, and a mail to ${order.customerEmail} about it.`)
}
