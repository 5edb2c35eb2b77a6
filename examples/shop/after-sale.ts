import type { Order, Shipment, Warranty } from './shop-records.ts'
import type { ShopStore } from './shop-store.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** From an order until it leaves, and from then until it should be there. */
const PACKING_MS = DAY_MS
const DELIVERY_MS = 4 * DAY_MS

/** How far an order has come; null where there is none. */
export function shipmentOf(store: ShopStore, orderId: string): Shipment | null {
  const order = store.order(orderId)
  if (order === null) return null
  const status = STATUSES[order.status]
  const wasSent = status === 'on-its-way' || status === 'delivered'
  const sentAt = new Date(order.placedAt).getTime() + PACKING_MS
  return {
    orderId: order.id,
    customerEmail: order.customerEmail,
    status,
    carrier: 'Northern Parcel',
    sentOn: wasSent ? day(sentAt) : null,
    expectedOn: status === 'on-its-way' ? day(sentAt + DELIVERY_MS) : null,
    deliveredOn: order.deliveredAt?.slice(0, 10) ?? null,
    sentAgainOn: store.lastChange(order.id, 'sent-again')?.createdAt.slice(0, 10) ?? null,
  }
}

const STATUSES: Readonly<Record<Order['status'], Shipment['status']>> = {
  processing: 'not-sent',
  shipped: 'on-its-way',
  delivered: 'delivered',
  refunded: 'delivered',
  cancelled: 'cancelled',
}

/** What of an order is under warranty, and until when; null where there is no such order. */
export function warrantyOf(store: ShopStore, orderId: string, now: Date): Warranty | null {
  const order = store.order(orderId)
  if (order === null) return null
  const { deliveredAt } = order
  const items = order.items.map(({ sku, title }) => {
    const years = yearsFor(sku)
    if (years === 0 || deliveredAt === null) return { title, status: 'never' as const, until: '' }
    const until = new Date(deliveredAt)
    until.setUTCFullYear(until.getUTCFullYear() + years)
    return { title, status: until > now ? ('covered' as const) : ('over' as const), until: day(until.getTime()) }
  })
  return { orderId: order.id, customerEmail: order.customerEmail, items }
}

/** By the kind of thing that a stock number begins with: lamps 3 years, what wears out none, all else 2. */
function yearsFor(sku: string): number {
  if (sku.startsWith('LMP-')) return 3
  return ['BLB-', 'CND-', 'MTC-', 'WAX-'].some((kind) => sku.startsWith(kind)) ? 0 : 2
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
