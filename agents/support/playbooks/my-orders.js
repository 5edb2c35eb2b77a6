// The requester's own orders, the newest first. Changes nothing.
export const playbook = {
  title: 'List my orders',
  examples: [
    'what orders do I have',
    'show me everything that I ordered',
    'give me a list of my orders',
    'which things have I bought here',
    'what is in my order history',
    'I need the number of an order of mine',
    'look up all orders of mine please',
    'I forgot my order number',
    'what was in my last order',
    'list my orders',
    'what did I order from you',
    'which order was the lamp in',
  ],
  not: [
    'where do I find an order number',
    'how do I place an order',
    'can I order by phone',
    'what can I buy here',
    'what do you sell',
  ],
  slots: {},
}

export default async ({ tools, say }) => {
  const orders = await tools.shop.orders.search({})
  if (orders.length === 0) return say('I see no orders of yours.')
  const day = (date) => new Date(date).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })
  const list = orders
    .map((order) => {
      const things = order.items.map((item) => item.title).join(', ')
      return `${order.id}, ${day(order.placedAt)}, ${(order.total / 100).toFixed(2)} ${order.currency}: ${things}`
    })
    .join('\n')
  return say(`Your orders, the newest first:\n${list}`)
}
