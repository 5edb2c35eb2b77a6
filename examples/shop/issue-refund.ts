import { z } from 'zod'
import { Refund, refused, type Kept, type Quote, type Refused } from './shop-records.ts'
import type { ShopStore } from './shop-store.ts'

export const RefundRequest = z.strictObject({
  orderId: z.string().min(1).max(20),
  amount: z.int().min(1).max(100_000_000).describe('In minor units: 12900 is 129.00.'),
  currency: z.string().length(3),
  reason: z.string().max(500).optional(),
  items: z
    .array(z.string().max(20))
    .max(50)
    .optional()
    .describe('The stock numbers that it is for, each paid back once; left out, it is for what is left of the order.'),
  key: z.string().min(8).max(200).describe('Chosen by the caller; the same key never pays twice.'),
})
export type RefundRequest = z.infer<typeof RefundRequest>

/** Pays back a part of a delivered order, once for each key, and never more than it cost. */
export function issueRefund(store: ShopStore, request: RefundRequest): Kept<Refund> {
  const call = { tool: 'refunds.create', key: request.key, arguments: request }
  return store.keepCall(call, (): Kept<Refund> => {
    const earlier = store.refundByKey(request.key)
    if (earlier !== null) {
      if (!isSame(earlier, store.itemsOf(earlier.id), request))
        return refused('key_reused', 'This key was used for another refund.')
      return { ok: true, effective: false, value: Refund.parse(earlier) }
    }
    const objection = objectionTo(store, request)
    if (objection !== null) return objection
    store.addRefund({ ...request, reason: request.reason ?? '', items: request.items ?? [] })
    return { ok: true, effective: true, value: Refund.parse(store.refundByKey(request.key)) }
  })
}

function isSame(
  earlier: { orderId: string; amount: number; currency: string; reason: string },
  earlierItems: readonly string[],
  now: RefundRequest,
): boolean {
  return (
    earlierItems.join(' ') === (now.items ?? []).toSorted().join(' ') &&
    earlier.orderId === now.orderId &&
    earlier.amount === now.amount &&
    earlier.currency === now.currency &&
    earlier.reason === (now.reason ?? '')
  )
}

function objectionTo(store: ShopStore, request: RefundRequest): Refused | null {
  const order = store.order(request.orderId)
  if (order === null) return refused('order_not_found', `There is no order ${request.orderId}.`)
  if (order.status === 'refunded') return refused('order_refunded', `Order ${order.id} was refunded in full.`)
  if (order.status !== 'delivered')
    return refused(
      'order_not_delivered',
      `Order ${order.id} is ${order.status}, and only delivered orders are refunded.`,
    )
  if (order.currency !== request.currency)
    return refused('currency_differs', `Order ${order.id} was paid in ${order.currency}.`)
  const unsold = request.items?.find((sku) => !order.items.some((item) => item.sku === sku))
  if (unsold !== undefined) return refused('item_not_ordered', `There is no ${unsold} in order ${order.id}.`)
  const back = order.items.find((item) => item.refunded && request.items?.includes(item.sku) === true)
  if (back !== undefined) return refused('item_refunded', `${back.title} of order ${order.id} was paid back already.`)
  const left = order.total - order.refunded
  if (request.amount <= left) return null
  return refused(
    'limit_exceeded',
    `Only ${left} ${order.currency} (minor units) of order ${order.id} are left to refund.`,
  )
}

/** What may be paid back for some things of an order, or for all that is left of it; null where there is no such order. */
export function quoteRefund(store: ShopStore, orderId: string, skus: readonly string[]): Quote | null {
  const order = store.order(orderId)
  if (order === null) return null
  const left = order.total - order.refunded
  const asked = order.items.filter(({ sku, refunded }) => skus.includes(sku) && !refunded)
  const amount = skus.length === 0 ? left : asked.reduce((sum, { total }) => sum + total, 0)
  const { id, customerEmail, currency } = order
  return { orderId: id, customerEmail, amount: Math.min(amount, left), currency }
}
