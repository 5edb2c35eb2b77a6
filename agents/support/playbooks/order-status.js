// Where an order is, or, without its number, what is under way. Changes nothing.
export const playbook = {
  title: 'Say where an order is',
  examples: [
    'where is my order A17',
    'wheres my order A17',
    'has order A23 been shipped',
    'when does my order A12 get here',
    'track my parcel',
    'is A40 on the way to me yet',
    'what is the delivery status of A31',
    'my parcel is still not here, where can it be',
    'any update on order A55',
    'did my order go out already',
    'look up for me how far A58 is',
    'I have been waiting for A23 for days, when will it come',
    'has the courier got my package',
    'where is A17',
    'track A23',
    'is A31 on its way',
    'was A40 delivered',
    'what is the status of A12',
    'when will A31 be delivered',
    'what is going on with my order A40',
    'where is my parcel',
    'where is my stuff',
    'where are the things I bought',
    'any news about A23',
    'did A12 leave your warehouse today',
    'was order A31 shipped already',
    'has A23 been sent off',
  ],
  not: [
    'how long does delivery take',
    'where do you ship to',
    'how much is shipping',
    'what happens when nobody is home',
    'when are you open',
    'where is your showroom',
    'how does tracking work',
    'what do I do when a parcel is lost',
    'my parcel got lost, what happens now',
  ],
  slots: {
    orderId: { type: 'pattern', pattern: '(?i)[A-Z]\\d+', label: 'order number', optional: true },
  },
}

export default async ({ tools, slots, say }) => {
  if (slots.orderId == null) {
    const orders = await tools.shop.orders.search({})
    const sent = orders.filter((order) => order.status === 'shipped').map((order) => order.id)
    const waiting = orders.filter((order) => order.status === 'processing').map((order) => order.id)
    if (sent.length === 0 && waiting.length === 0) return say('None of your orders is under way.')
    const onTheirWay = sent.join(', ')
    const notSent = waiting.join(', ')
    if (waiting.length === 0) return say(`On its way to you: ${onTheirWay}.`)
    if (sent.length === 0) return say(`Not sent yet: ${notSent}.`)
    return say(`On its way to you: ${onTheirWay}. Not sent yet: ${notSent}.`)
  }
  const orderId = slots.orderId.toUpperCase()
  const shipment = await tools.shop.shipments.get({ orderId })
  if (!shipment) return say(`I can't find order ${orderId} among yours.`)
  if (shipment.status === 'cancelled') return say(`Order ${shipment.orderId} was cancelled, so it isn't coming.`)
  if (shipment.status === 'not-sent') return say(`Order ${shipment.orderId} isn't packed yet. We mail you a link when it leaves.`)
  const day = (date) => new Date(date).toLocaleDateString('en-GB', { day: 'numeric', month: 'long' })
  if (shipment.status === 'on-its-way') {
    const sent = day(shipment.sentOn)
    const expected = day(shipment.expectedOn)
    if (shipment.expectedOn < new Date().toISOString().slice(0, 10)) {
      return say(
        `I'm sorry, order ${shipment.orderId} is late: ${shipment.carrier} has had it since ${sent}, and should have brought it by ${expected}.`,
      )
    }
    return say(
      `Order ${shipment.orderId} is on its way: ${shipment.carrier} has had it since ${sent}, and should bring it by ${expected}.`,
    )
  }
  const delivered = day(shipment.deliveredOn)
  if (shipment.sentAgainOn !== null) {
    const again = day(shipment.sentAgainOn)
    return say(`Order ${shipment.orderId} was delivered on ${delivered}, and sent again on ${again}.`)
  }
  return say(`Order ${shipment.orderId} was delivered on ${delivered}.`)
}
