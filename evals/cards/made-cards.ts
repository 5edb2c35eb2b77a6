import { reads, writes, type ReadWish } from '../../test/helpers/planner-replies.ts'
import type { ModelReply } from '../../test/helpers/model-server.ts'

/** How a card comes to be: what is asked for, as it is read, and the program where no procedure does it. */
export interface MadeCard {
  readonly asks: string
  readonly reading: ModelReply
  readonly plan: ModelReply | null
}

const ORDER = /[A-Z]\d+/u

/** The card of a deed as the set of messages names it: "Refund order A17, 129.00 EUR". */
export function madeCard(name: string): MadeCard {
  const orderId = ORDER.exec(name.replace(/ to [A-Z]{2}\d.*$/u, ''))?.[0] ?? ''
  const order = { name: 'orderId', words: orderId }
  const item = Object.entries(ITEMS).find(([words]) => name.includes(words))?.[1]
  if (item !== undefined) return ofItem(orderId, item)
  if (name.startsWith('Refund')) return byProcedure(`Refund ${orderId} maybe`, 'refund', [order])
  if (name.startsWith('Cancel')) return byProcedure(`Cancel ${orderId} maybe`, 'cancel-order', [order])
  if (name.startsWith('Send')) return byProcedure(`Send ${orderId} again maybe`, 'send-again', [order])
  const [, value = ''] = / to (.+)$/u.exec(name) ?? []
  const [procedure, slot] = name.includes('account') ? ['bank-account', 'iban'] : ['change-address', 'address']
  return byProcedure(`For ${orderId} maybe ${value}`, procedure, [order, { name: slot, words: value }])
}

const ITEMS: Readonly<Record<string, string>> = {
  'stoneware mug': 'MUG-022',
  'light bulbs': 'BLB-010',
  'armchair cushion': 'CSH-120',
}

function byProcedure(asks: string, procedure: string, values: ReadWish['values']): MadeCard {
  return { asks, reading: reads({ procedure, values }), plan: null }
}

function ofItem(orderId: string, sku: string): MadeCard {
  const program = `const order = await tools.shop.orders.get({ id: slots.order })
const quote = await tools.shop.refunds.quote({ orderId: order.id, items: ['${sku}'] })
tools.shop.refunds.create({ orderId: order.id, amount: quote.amount, currency: quote.currency, reason: 'damaged', items: ['${sku}'] })`
  return { asks: `Some of ${orderId} maybe`, reading: reads({}), plan: writes(program, { order: orderId }) }
}
