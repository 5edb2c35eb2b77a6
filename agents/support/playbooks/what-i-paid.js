// What was paid for an order, and what was paid back of it. Changes nothing.
export const playbook = {
  title: 'Say what an order cost',
  examples: [
    'what did order A17 cost me',
    'how much have I paid for A23',
    'what was the price of order A12',
    'tell me the total of my order A40',
    'how much was the lamp in A17',
    'what did you charge me for A31',
    'how many euros was A58',
    'look up what A55 came to',
    'I would like to know how much money went out for A12',
    'how much was A23',
    'total of A31 please',
  ],
  not: [
    'how much is a lamp',
    'how much is delivery',
    'what does it cost to return something',
    'how can I pay',
    'what does express delivery cost',
    'do you have discount codes',
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
  const total = `${(order.total / 100).toFixed(2)} ${order.currency}`
  const things = order.items
    .map((item) => `${item.title}: ${(item.total / 100).toFixed(2)} ${order.currency}`)
    .join('\n')
  if (order.refunded === 0) return say(`Order ${order.id} came to ${total}.\n${things}`)
  const back = `${(order.refunded / 100).toFixed(2)} ${order.currency}`
  return say(`Order ${order.id} came to ${total}, of which ${back} was paid back.\n${things}`)
}
