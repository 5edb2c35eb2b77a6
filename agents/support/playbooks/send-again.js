// Sends a delivered order once more, free of charge, after a support lead has looked at it. Works without a model.
export const playbook = {
  title: 'Send an order again',
  examples: [
    'send me a new one instead of the broken one',
    'please resend order A17, it never came',
    'replace my order',
    'I would like a replacement for order A23',
    'could I get a new lamp for the one in A17, it is cracked',
    'please ship order A12 once more',
    'my parcel A31 got lost, send another one please',
    'exchange the broken lamp of A17 for a new one',
    'I need order A40 to be sent a second time',
    'give me another one for the smashed vase',
    'please send a substitute for A23',
    'send A17 again please',
    'I need a replacement for A40',
    'can you resend A23',
    'I want A31 replaced',
    'replace A12 please',
    'send me a new lamp',
    'please send it once more',
    'could you ship A23 a second time',
    'I want another lamp, not the money',
    'could you swap the mug in A23 for one that works',
    'A31 was broken on arrival, a new one please',
    'the box of A40 was empty, please send it again',
    'can you send out a new one, mine came without the shade',
    'I would rather have a new one than my money',
    'please send the cushions of A40 again',
    'please send a replacement for A17',
    'kindly dispatch a replacement of order A17',
    'could you post me another one, A17',
    'I would like a replacement sent out for A40',
    'please arrange for a fresh piece of A40 to be sent',
    'can you send new ones, those in A17 were smashed',
    'please send me new ones, A23',
    'new lamp please for A17, no refund',
    'please send me what was missing from A31',
    'send me another, A12 came in pieces',
    'I request a replacement free of charge for A17',
    'I ask for a new delivery of A40',
    'please send me a new one, A17 is broken',
    'please send A17 out again, it was stolen',
    'dispatch a replacement of A17 please',
    'A17 got lost, please resend it',
    'A17 was smashed, new one please',
    'could you swap A17 for an intact one',
    'please send replacements for A23',
    'it says delivered but there is nothing here, can you send A17 once more',
    'I ask for new delivery of A40',
    'I got the wrong item in A31, please send the correct one',
    'you sent me something else in A31, please send the right order',
    'please redeliver A17',
    'that is not what I ordered in A17, send the right things please',
  ],
  not: [
    'do you replace broken things',
    'how long does a replacement take',
    'send me the invoice again',
    'please send my invoice for A12 again',
    'could you mail the receipt of A12 once more',
    'send the mail once more',
    'do you have replacement bulbs',
    'the replacement came',
    'do you have spare parts',
  ],
  slots: {
    orderId: {
      type: 'pattern',
      pattern: '(?i)[A-Z]\\d+',
      label: 'order number',
      ask: 'Which order shall we send again? A letter and a number, such as A17.',
    },
  },
  cites: [{ document: 'knowledge/returns.md', quote: 'You choose between a replacement and a refund.' }],
}

export default async ({ tools, slots, say }) => {
  const orderId = slots.orderId.toUpperCase()
  const order = await tools.shop.orders.get({ id: orderId })
  if (!order) return say(`I can't find order ${orderId} among yours.`)
  if (order.status === 'cancelled') return say(`Order ${order.id} was cancelled, so there is nothing to send again.`)
  if (order.status === 'refunded') return say(`Order ${order.id} was refunded, so it isn't sent again.`)
  if (order.status !== 'delivered') return say(`Order ${order.id} hasn't been delivered yet, so it can't be sent again.`)

  tools.shop.orders.sendAgain({ orderId: order.id })
}
