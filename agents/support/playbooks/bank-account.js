// Changes the bank account that an order's refunds are paid to. Works without a model.
export const playbook = {
  title: 'Change the bank account for refunds of an order',
  examples: [
    'change the bank account for order A17',
    'my bank account has changed, use DE89370400440532013000 for order A12',
    'here is a new IBAN for order A23',
    'I have a new IBAN',
    'send the money to DE89370400440532013000 instead of my old account',
    'my bank details are different now',
    'update my bank details for order A12',
    'the account that you have of me is closed, here is the new one',
    'refunds of A31 should go to DE89370400440532013000 from now on',
    'change my bank account',
    'I want to change the bank account for A31',
    'update my IBAN',
    'use another account for A40',
    'please change the IBAN of A17',
    'put a new IBAN on order A23',
    'I would like my refunds on another account',
    'please pay my refunds to another account from now on',
    'new IBAN for A12: DE89370400440532013000',
    'please put DE89370400440532013000 down for A40',
    'I switched banks, use DE89370400440532013000 for A23 please',
    'switch the account for A31 to DE89370400440532013000',
    'please note a new IBAN for refunds on order A31: DE89370400440532013000',
    'A17: new bank for refunds, IBAN DE89370400440532013000',
    'update the refund account of order A31 to DE89370400440532013000',
    'A12: please pay refunds to DE89370400440532013000 from now on',
    'pay refunds of A17 to DE89370400440532013000',
    'please switch the payout account of A12 to DE89370400440532013000',
    'my old bank closed, please send any refund for A12 to DE89370400440532013000',
    'new bank account for A12 DE89370400440532013000',
    'the IBAN that you have for A12 is wrong, please replace it with DE89370400440532013000',
    'please set my bank account for A12 to DE89370400440532013000',
    'please pay the refund for A31 to this account instead: DE89370400440532013000',
    'transfer the refund for A17 to my new bank account DE89370400440532013000',
    'the refund for A23 must go to another account, IBAN DE89370400440532013000',
    'I need the refund for A40 to go to a different bank account, IBAN DE89370400440532013000',
    'put the refund for A31 into my savings account, IBAN DE89370400440532013000',
    'refund for A40 should go to this account: DE89370400440532013000',
    'please transfer the refund for A17 there and not to the old account, DE89370400440532013000',
    'please transfer the money for the refund of A12 to my new bank, the IBAN is DE89370400440532013000',
    'I am with a new bank now, put the refund for A31 on this one: DE89370400440532013000',
    "money for A23 should go to my husband's account DE89370400440532013000",
    'could the refund for A12 go to a different account, DE89370400440532013000',
    'I would like to give you another bank account for the refund of A23, please pay it to DE89370400440532013000',
    'the account that you have does not exist any more, for the A17 refund use DE89370400440532013000',
    'for A40 pay the refund to DE89370400440532013000, not to my credit card',
    'the refund of A23 must go to my other bank account, IBAN DE89370400440532013000',
  ],
  not: [
    'which account does a refund go to',
    'can money go to another account',
    'do you need my IBAN',
    'is it safe to tell you an IBAN',
    'close my account',
    'change my password',
  ],
  slots: {
    orderId: { type: 'pattern', pattern: '(?i)[A-Z]\\d+', ask: 'For which order? A letter and a number, such as A17.' },
    iban: {
      type: 'pattern',
      pattern: '[A-Z]{2}\\d{2}(?:[A-Z0-9]{11,30}|(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,4})?)',
      ask: 'What is the IBAN? Without spaces, such as DE89370400440532013000.',
    },
  },
}

export default async ({ tools, slots, say }) => {
  const orderId = slots.orderId.toUpperCase()
  const order = await tools.shop.orders.get({ id: orderId })
  if (!order) return say(`I can't find order ${orderId} among yours.`)

  tools.shop.payouts.setAccount({ orderId: order.id, iban: slots.iban })
}
