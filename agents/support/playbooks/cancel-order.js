// Cancels an order that isn't packed yet. Works without a model.
export const playbook = {
  title: 'Cancel an order',
  examples: [
    'please cancel order A58',
    'I want to cancel my order',
    'cancel my purchase A31',
    'stop my order, do not send it',
    'call off the order that I placed by mistake',
    'I would like to withdraw from order A12',
    'please take A17 out of your books, I do not need it any more',
    'could you cancel order A23 for me, it was a slip',
    'I changed my mind, cancel A40 please',
    'cancellation of order A58 please',
    'I ordered the wrong thing, please cancel it',
    'cancel A31',
    'can you cancel order A17',
    'please call off A12',
    'cancel the lamp that I ordered, order A17',
    'I need to cancel order A40',
    'please stop A23 from going out',
    'would you cancel A12 please',
    'I do not want A31 any more, cancel it',
    'cancel an order for me',
    'can I cancel order A58 please, I found a cheaper one',
    'A40 please cancel',
    'I have to cancel A17, sorry',
    'please cancel it, I bought the wrong size',
    'I hereby cancel A31',
    'order A23 needs to be cancelled',
    'please cancel A12, I ordered it twice',
    'I want out of order A40',
    'please do not pack A31, I would like to cancel it',
    'request to cancel A17',
    'take A23 off my orders please',
    'kill order A58 please',
    'pull the plug on A58 please',
    'scrap A58 for me',
    'I request the cancellation of order A58',
    'please make A58 cancelled',
    'A58 cancel it please',
    'please undo order A58',
    'I would like to annul my order A58',
    'stop A58, I am cancelling it',
    'please cancel. order A58',
    'cancel that one for us, A58',
    'I have no use for A58 now, please cancel it',
    'I withdraw from order A58 before dispatch',
    'please get rid of A58 for me, I ordered it by mistake',
    'please take back my order A58, I ordered the wrong things',
    'drop order A58 please',
    'please annul A58',
    'please stop A58 before it ships',
    'please void order A58',
    'do not ship A58, cancel it',
    'I would like to back out of A58',
    'I am cancelling A58, bought it elsewhere',
    'please do not send A58, cancel it',
    'do not ship A58, cancel it please',
    'I no longer want the things from A58, kindly cancel it',
    'I would like you to call off A58',
    'order A58 is off, please stop it',
    'A58 is a mistake, cancel it please',
    'I do not need A58 any more, cancel it please',
    'it takes too long, please cancel A58',
    'I found the same one cheaper in town, so please cancel A58',
    'I have lost my job and need to cancel A58',
    'it is about A58, I would like it cancelled',
    'please take back my order A58, I ordered the wrong one',
    'please stop A58, I do not want it any more',
    'I must withdraw from the purchase of A58, kindly annul it',
    'cancel A58 and give me my money back',
    'please cancel the order A58 and refund me',
    'take it off the list and cancel it',
    'please cancel A58 in its entirety',
    "cancel all of A58 and don't send it",
    'go ahead and cancel that for me',
    'request: cancellation',
    'nobody here wants it, please cancel',
  ],
  not: [
    'please sort out A12',
    'can you sort out order A40 for me',
    'cancel my newsletter',
    'cancel my account',
    'I cannot come to the workshop',
    'until when can an order be changed',
    'what does a cancellation cost',
    'you cancelled my order',
    'take me off your mailing list',
  ],
  slots: {
    orderId: {
      type: 'pattern',
      pattern: '(?i)[A-Z]\\d+',
      label: 'order number',
      ask: 'Which order shall I cancel? A letter and a number, such as A58.',
    },
  },
  cites: [
    { document: 'knowledge/orders.md', quote: 'You can cancel an order free of charge until it is packed.' },
  ],
}

export default async ({ tools, slots, say }) => {
  const orderId = slots.orderId.toUpperCase()
  const order = await tools.shop.orders.get({ id: orderId })
  if (!order) return say(`I can't find order ${orderId} among yours.`)
  if (order.status === 'cancelled') return say(`Order ${order.id} was cancelled already.`)
  if (order.status === 'shipped') {
    return say(
      `Order ${order.id} is on its way, so it can't be cancelled any more. Refuse the parcel, or return it within 30 days of delivery.`,
    )
  }
  if (order.status !== 'processing') {
    return say(`Order ${order.id} was delivered, so it can't be cancelled any more. It can be returned within 30 days of delivery.`)
  }

  tools.shop.orders.cancel({ orderId: order.id })
}
