// Refunds one delivered order, or things in it, and mails its customer. Works without a model.
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
    'I would like a refund for the vase from A17',
    'refund only the cushion, the rest of A40 is fine',
    'pay me back for two of the three things in A23',
    'I demand a full refund',
    'please put the money for A31 back on my card',
    'send my money back, the quality is awful',
    'would you mind refunding my last order',
    'money back please',
    'I want a refund',
    'I need a refund for order A17 please',
    'I want order A23 refunded',
    'could I have a refund for A12',
    'hello, could you please refund my order A17, thank you',
    'I should be refunded for A40, the table wobbles',
    'I expect my money for A31 back',
    'refund me for A17 please',
    'process the refund of A23 please',
    'would you be able to refund A12 for me',
    'I am asking you to refund order A40 in full',
    'get me my money back for A31',
    'return my money',
    'please do the refund for A17',
    'I want the 129 euros for A17 back',
    'I wish to have order A23 refunded',
    'I would like to be refunded for the whole order A40',
    'credit A31 back to my card',
    'refund order A12 right now',
    'please give me back the 24.90 that I paid for A31',
    'I need the 24.90 for A12 back',
    'return what I paid for A40',
    'reimburse A23, it smells',
    'I want to send the cushion back and get my money, order A40',
    'I would like to return it and be refunded',
    'please take A17 back and give me my money',
    'A12 please refund, it is broken',
    'full refund for A31 please',
    'I am not happy with A23, money back please',
    'can I have my money back for A17 please',
    'I was wondering if you could refund my lamp',
    'please transfer the money for A12 back to me',
    'please start the refund of A40',
    'I would rather have my money than a new one',
    'I prefer the money back to a replacement',
    'could you reverse the payment for A12',
    'full refund on A12',
    'everything back for A12, money back',
    'I request reimbursement of the purchase price of A12',
    'I would like both of those refunded, A23',
    'give me back what I paid for A12',
    'I would like the price of the mug in A23 back',
    'refund both cushions from A40 please',
    'refund the lamp only, A17',
    'I am after a refund for A12 now',
    'go ahead and refund that one, A12',
    'I would like to get the lamp of A17 refunded',
    'please credit the amount paid for A12 back to me',
    'I reject the goods in A12 and require repayment of the full price',
    'A12, all of it, refund please',
    'order A12, the mug only: refund please',
    'can you sort me a refund for A12',
    'A12 needs refunding',
    'get my payment for A12 back to me',
    'refund the pad please, A31',
    'please return the purchase price of A17',
    'would love to have A23 refunded',
    'A12 was rubbish, money back now',
    'reverse the charge for A31 please',
    'please reimburse me the full amount of A17',
    'I reject A40 and want to be reimbursed',
    'money back for all of it please, A23',
    'any chance of a refund for A31',
    'how about you refund A31',
    'what I paid for A40 I would like to have back',
    'I expect to see the full price of A12 returned',
    'I would be glad to see the money for A31 returned to me',
    'order A40, the full sum back to me please',
    'the order number is A12, I want my money',
    'please just refund the order, the number is A17',
    'I would like the refund of all of A40',
    'please refund A17, the bulbs do not fit in the lamp',
    'I do not like the table and the cushions are too hard, please refund A40',
    'the candles drip all over the place, A12, money back please',
    'the wax leaked, refund the order A31 please',
    'refund A12, the candles were cracked',
    'I would like to have A12 refunded',
    'please take the lamp back and give me my money for A17',
    'we therefore ask for full repayment of order A40',
    'the blanket was full of holes, I would like a refund for the whole order A23',
    'the wool makes me itch, please refund A23',
    'A23 is a let-down, refund me',
    'I did not like the wax at all, refund A31 please',
    'the lamp does not suit my room, please return my payment for A17',
    'the box was open when it came, I would like a refund for A12',
    'A40 is not for me, please refund the order',
    'I want my money back for the lamp, order A17, it buzzes all night',
    'the table is too low for our sofa, so please refund A40',
    'I hereby withdraw from the purchase of this order and ask you to reimburse me',
    'please take this as notice of withdrawal and refund the full price',
    'I use my right of withdrawal and want to be refunded',
    'I wish to withdraw from A31 and have what I paid refunded',
    'request: return for a refund',
    'wish: refund',
    'what I want: my money back',
    'I give everything back and ask for a return of the costs',
    'I ask back the purchase price of A17',
    'I ask you the reimbursement of the whole',
    'I desire to have back the money',
    'I will send it all back and would like to get the euros refunded',
    'I am returning the lot, refund please',
    'I would sooner return the whole order, so a refund please',
    'please credit the full amount of A31',
    'I hope to refund all the items',
    'I revoke the contract about A23 and want my money',
    'going back to you in the post, money back please',
    'I ask for money back, not for new ones',
    'could I hand it all back and have my money returned',
    'I want my moneyback for A17',
    'I would like to become my money back for A23',
    'I revoke the contract about order A23, the goods are on the way back to you, refund me the full price',
    'I have decided to send A12 back and have the purchase price returned',
    'I regret my purchase A23, please pay back the money',
    'have the purchase price of A12 returned',
    'I am using my right of withdrawal for A23 and ask for a refund',
    'please put the 12 euros for A31 back on my card',
    'please issue the refund for the complete order A17',
    'I withdraw from the purchase of A17 and ask you to reimburse the full sum',
  ],
  not: [
    // What goes back is told how to send it; money is for who asks for it.
    'I want to return A12',
    'I would like to return order A12',
    'I want to send A12 back',
    'what is your refund policy',
    'how long does a refund take',
    'how many days do I have for returns',
    'who pays for the return',
    'put it on a gift card',
    'refund my workshop',
    'can you refund more than 200 EUR here',
    'könnt ihr hier auch größere Beträge erstatten',
  ],
  slots: {
    orderId: { type: 'pattern', pattern: '(?i)[A-Z]\\d+', ask: 'Which order is it? A letter and a number, such as A17.' },
    // Things that the words ask to be refunded for: “refund the mug and the blanket”, not “the mug is chipped”.
    items: {
      type: 'pattern',
      pattern:
        '(?i)(?:refund(?: me)?|money back|money|only|just|return|reimburse(?: me)?|erstatten sie|erstatte|geld für|erstattung für|rückerstattung für|nur|bloß|kannst du|können sie|könnten sie|könntest du) (?:(?:for|only|just|both|all|the|my|of|on|two|three|one|that|this|bitte|mir|nur|bloß|die|den|das|der|beide|beiden|meine|meinen|mein) )*(?:(?:desk|floor|table|side|light|stoneware|linen|brass|paper|walnut|wool|armchair|beeswax|long|felt|furniture|cotton|smoked|glass|oak|picture|wall|folding|broken|damaged|cracked|chipped|faulty|dead|kaputte|kaputten|beschädigte|beschädigten) )*(?:lamps?|bulbs?|tables?|cushions?|candles?|matches|pads?|wax|rugs?|mugs?|vases?|frames?|clocks?|blankets?|shelf|shelves|bookshelf|bookshelves|lampen?|birnen?|glühbirnen?|tisch|kissen|kerzen?|streichhölzer|filzgleiter|wachs|teppich|tassen?|becher|vasen?|rahmen|uhr|decken?|regal)(?:(?:,? (?:and|und|also|plus|auch|as well as) |, | ?[+&] ?)(?:refund |erstatten )?(?:(?:for|only|just|both|all|the|my|of|on|two|three|one|that|this|bitte|mir|nur|bloß|die|den|das|der|beide|beiden|meine|meinen|mein) )*(?:(?:desk|floor|table|side|light|stoneware|linen|brass|paper|walnut|wool|armchair|beeswax|long|felt|furniture|cotton|smoked|glass|oak|picture|wall|folding|broken|damaged|cracked|chipped|faulty|dead|kaputte|kaputten|beschädigte|beschädigten) )*(?:lamps?|bulbs?|tables?|cushions?|candles?|matches|pads?|wax|rugs?|mugs?|vases?|frames?|clocks?|blankets?|shelf|shelves|bookshelf|bookshelves|lampen?|birnen?|glühbirnen?|tisch|kissen|kerzen?|streichhölzer|filzgleiter|wachs|teppich|tassen?|becher|vasen?|rahmen|uhr|decken?|regal))*(?: only)?|(?:lamps?|bulbs?|tables?|cushions?|candles?|matches|pads?|wax|rugs?|mugs?|vases?|frames?|clocks?|blankets?|shelf|shelves|bookshelf|bookshelves|lampen?|birnen?|glühbirnen?|tisch|kissen|kerzen?|streichhölzer|filzgleiter|wachs|teppich|tassen?|becher|vasen?|rahmen|uhr|decken?|regal)(?:(?:,? (?:and|und|also|plus|auch) |, | ?[+&] ?)(?:(?:the|die|den|das|beide|meine|meinen|mein) )*(?:lamps?|bulbs?|tables?|cushions?|candles?|matches|pads?|wax|rugs?|mugs?|vases?|frames?|clocks?|blankets?|shelf|shelves|bookshelf|bookshelves|lampen?|birnen?|glühbirnen?|tisch|kissen|kerzen?|streichhölzer|filzgleiter|wachs|teppich|tassen?|becher|vasen?|rahmen|uhr|decken?|regal))*,?(?: (?:bitte|please|gern|gerne|to be))* (?:zurückgeben|zurückschicken|zurücksenden|erstatten|zurückerstatten|rückerstatten|refunded|erstattet)|^(?:(?:only|just|both|all|the|my|that|this|these|those|diese|dieser|dieses|diesen|nur|bloß|die|den|das|der|beide|beiden|meine|meinen|mein) )*(?:(?:warm|desk|floor|table|side|light|stoneware|linen|brass|paper|walnut|wool|armchair|beeswax|long|felt|furniture|cotton|smoked|glass|oak|picture|wall|folding|broken|damaged|cracked|chipped|faulty|dead|kaputte|kaputten|beschädigte|beschädigten) )*(?:lamps?|bulbs?|tables?|cushions?|candles?|matches|pads?|wax|rugs?|mugs?|vases?|frames?|clocks?|blankets?|shelf|shelves|bookshelf|bookshelves|lampen?|birnen?|glühbirnen?|tisch|kissen|kerzen?|streichhölzer|filzgleiter|wachs|teppich|tassen?|becher|vasen?|rahmen|uhr|decken?|regal)(?:, (?:set of six|e27|slate|a3|150 × 90 cm)| for chair legs)?(?:(?:,? (?:and|und) |, | ?[+&] ?)(?:(?:only|just|both|all|the|my|that|this|these|those|diese|dieser|dieses|diesen|nur|bloß|die|den|das|der|beide|beiden|meine|meinen|mein) )*(?:(?:warm|desk|floor|table|side|light|stoneware|linen|brass|paper|walnut|wool|armchair|beeswax|long|felt|furniture|cotton|smoked|glass|oak|picture|wall|folding|broken|damaged|cracked|chipped|faulty|dead|kaputte|kaputten|beschädigte|beschädigten) )*(?:lamps?|bulbs?|tables?|cushions?|candles?|matches|pads?|wax|rugs?|mugs?|vases?|frames?|clocks?|blankets?|shelf|shelves|bookshelf|bookshelves|lampen?|birnen?|glühbirnen?|tisch|kissen|kerzen?|streichhölzer|filzgleiter|wachs|teppich|tassen?|becher|vasen?|rahmen|uhr|decken?|regal)(?:, (?:set of six|e27|slate|a3|150 × 90 cm)| for chair legs)?)*$',
      optional: true,
      label: 'what to refund',
      ask: 'What of it shall I refund?',
      expects: 'things in the order, such as: only the lamp',
    },
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
  const orderId = slots.orderId.toUpperCase()
  const order = await tools.shop.orders.get({ id: orderId })
  if (!order) return say(`I can't find order ${orderId} among yours.`)
  if (order.status === 'cancelled' || order.status === 'refunded') {
    return say(`Order ${order.id} was ${order.status} already, so there is nothing to refund.`)
  }
  if (order.status !== 'delivered') return say(`Order ${order.id} is ${order.status}, so it can't be refunded yet.`)

  // What things are called, by what their stock numbers begin with.
  const kinds = [
    { sku: 'LMP-', words: ['lamp'] },
    { sku: 'BLB-', words: ['bulb', 'birne'] },
    { sku: 'TBL-', words: ['table', 'tisch'] },
    { sku: 'CSH-', words: ['cushion', 'kissen'] },
    { sku: 'CND-', words: ['candle', 'kerze'] },
    { sku: 'MTC-', words: ['matches', 'streichh'] },
    { sku: 'PAD-', words: ['pad', 'filzgleiter'] },
    { sku: 'WAX-', words: [' wax', ' wachs'] },
    { sku: 'RUG-', words: ['rug', 'teppich'] },
    { sku: 'MUG-', words: ['mug', 'tasse', 'becher'] },
    { sku: 'VAS-', words: ['vase'] },
    { sku: 'FRM-', words: ['frame', 'rahmen'] },
    { sku: 'CLK-', words: ['clock', 'uhr'] },
    { sku: 'BLK-', words: ['blanket', 'decke'] },
    { sku: 'SHF-', words: ['shel', 'regal'] },
  ]
  const said = ` ${slots.items ?? ''}`.toLowerCase()
  const named = slots.items ? kinds.filter((kind) => kind.words.some((word) => said.includes(word))) : []
  if (named.some((kind) => !order.items.some((item) => item.sku.startsWith(kind.sku)))) {
    const inside = order.items.map((item) => item.title).join('; ')
    return say(`Not all of that is in order ${order.id}. What is: ${inside}.`)
  }
  const chosen = order.items.filter((item) => named.some((kind) => item.sku.startsWith(kind.sku)))
  const again = chosen.find((item) => item.refunded)
  if (again) return say(`${again.title} in order ${order.id} was refunded already.`)

  // Sums are the shop's to make: the rules take an amount from its record alone.
  const skus = chosen.map((item) => item.sku)
  let refunded = order.total
  if (skus.length > 0 || order.refunded > 0) {
    const quote = await tools.shop.refunds.quote({ orderId: order.id, ...(skus.length > 0 ? { items: skus } : {}) })
    refunded = quote.amount
  }

  const refund = tools.shop.refunds.create({
    orderId: order.id,
    amount: refunded,
    currency: order.currency,
    reason: slots.reason ?? 'other',
    ...(skus.length > 0 ? { items: skus } : {}),
  })
  tools.shop.mail.send({
    to: order.customerEmail,
    template: 'refund-issued',
    values: { refundId: refund.id, orderId: order.id },
  })
}
