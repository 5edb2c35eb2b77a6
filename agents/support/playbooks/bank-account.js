// Changes the bank account that an order's refunds are paid to. Works without a model.
export const playbook = {
  title: 'Change the bank account for refunds of an order',
  examples: [
    'change the bank account for order A17',
    'my bank account has changed, use DE89370400440532013000 for order A12',
    'here is a new IBAN for order A23',
    'I have a new IBAN',
    'please pay the refund for A40 to another account',
    'send the money to DE89370400440532013000 instead of my old account',
    'my bank details are different now',
    'update my bank details for order A12',
    'the account that you have of me is closed, here is the new one',
  ],
  slots: {
    orderId: { type: 'pattern', pattern: '[A-Z]\\d+', ask: 'For which order? A letter and a number, such as A17.' },
    iban: {
      type: 'pattern',
      pattern: '[A-Z]{2}\\d{2}[A-Z0-9]{11,30}',
      ask: 'What is the IBAN? Without spaces, such as DE89370400440532013000.',
    },
  },
}

export default async ({ tools, slots, say }) => {
  const order = await tools.shop.orders.get({ id: slots.orderId })
  if (!order) return say(`I can't find order ${slots.orderId} among yours.`)

  tools.shop.payouts.setAccount({ orderId: order.id, iban: slots.iban })
  return say(`I have prepared the change of the bank account for order ${order.id}.`)
}
