import { z } from 'zod'
import { refused, type Change, type Kept, type Order, type Refused } from './shop-records.ts'
import type { ShopStore } from './shop-store.ts'

const orderId = z.string().min(1).max(20)
const key = z.string().min(8).max(200).describe('Chosen by the caller; the same key never changes anything twice.')

export const CancelRequest = z.strictObject({ orderId, key })
export const AddressRequest = z.strictObject({
  orderId,
  address: z.string().max(300).describe('Street and number, postcode and town: Elm Street 4, 8000 Aarhus.'),
  key,
})
export const SendAgainRequest = z.strictObject({ orderId, reason: z.string().max(500).optional(), key })

/** Cancels an order that isn't packed yet, free of charge, once for each key. */
export function cancelOrder(store: ShopStore, request: z.infer<typeof CancelRequest>): Kept<Change> {
  return keepChange(store, { tool: 'orders.cancel', kind: 'cancellation', detail: '', request }, openedOnly)
}

const WHOLE_ADDRESSES = [
  // Elm Street 4, 8000 Aarhus; 14 rue des Lilas, 69003 Lyon; Rua Augusta 9, 01304-001 São Paulo; or on lines of their own
  /\d\w*\P{N}*[\s,]+(?:[A-Z]{1,2}-)?(?:\d[ -]?){4,8} *\p{L}{2}/u,
  // 7 Harcourt Terrace, D02 F638 Dublin
  /\d.*[,\n]\s*\p{L}{1,2}\d[\p{L}\d]? [\p{L}\d]{3,4} \p{L}{2}/su,
  // 5 Mill Lane, Leeds LS1 4AB; 221 Maple Avenue, Apt 6, Portland, OR 97205
  /\d.*[,\n].*\p{L}{2}[^,]*[\s,]+\w*\d[\w ]*$/su,
]

/** Sends an order that isn't packed yet to another address, once for each key. */
export function setAddress(store: ShopStore, request: z.infer<typeof AddressRequest>): Kept<Change> {
  const change = { tool: 'orders.setAddress', kind: 'address', detail: request.address, request } as const
  return keepChange(store, change, (order) => {
    if (!WHOLE_ADDRESSES.some((form) => form.test(request.address)))
      return refused('address_incomplete', 'An address is a street with its number, a postcode and a town.')
    return openedOnly(order)
  })
}

/** Sends what was delivered once more, free of charge and once for each order. */
export function sendAgain(store: ShopStore, request: z.infer<typeof SendAgainRequest>): Kept<Change> {
  const change = { tool: 'orders.sendAgain', kind: 'sent-again', detail: request.reason ?? '', request } as const
  return keepChange(store, change, (order) => {
    if (order.status === 'refunded') return refused('order_refunded', `Order ${order.id} was refunded in full.`)
    if (order.status === 'cancelled') return refused('order_cancelled', `Order ${order.id} was cancelled.`)
    if (order.status !== 'delivered') return refused('not_sent_yet', `Order ${order.id} is ${order.status}.`)
    if (store.lastChange(order.id, 'sent-again') === null) return null
    return refused('sent_again_already', `Order ${order.id} was sent again before.`)
  })
}

interface Asked {
  readonly tool: string
  readonly kind: Change['kind']
  readonly detail: string
  readonly request: { readonly orderId: string; readonly key: string }
}

function keepChange(
  store: ShopStore,
  { tool, kind, detail, request }: Asked,
  objectionTo: (order: Order) => Refused | null,
): Kept<Change> {
  return store.keepCall({ tool, key: request.key, arguments: request }, (): Kept<Change> => {
    const earlier = store.changeByKey(request.key)
    if (earlier !== null) {
      const isSame = earlier.kind === kind && earlier.orderId === request.orderId && earlier.detail === detail
      if (!isSame) return refused('key_reused', 'This key was used for another change.')
      return { ok: true, effective: false, value: earlier }
    }
    const order = store.order(request.orderId)
    const objection =
      order === null ? refused('order_not_found', `There is no order ${request.orderId}.`) : objectionTo(order)
    if (objection !== null) return objection
    store.addChange({ kind, orderId: request.orderId, detail, key: request.key })
    const value = store.changeByKey(request.key)
    if (value === null) throw new Error(`The change of order ${request.orderId} wasn't kept.`)
    return { ok: true, effective: true, value }
  })
}

function openedOnly({ id, status }: Order): Refused | null {
  if (status === 'processing') return null
  if (status === 'cancelled') return refused('order_cancelled', `Order ${id} was cancelled.`)
  return refused('order_packed', `Order ${id} is ${status}, and only one that isn't packed yet can change.`)
}
