import { z } from 'zod'

export const OrderStatus = z.enum(['processing', 'shipped', 'delivered', 'cancelled', 'refunded'])
export const Item = z.object({
  sku: z.string(),
  title: z.string(),
  quantity: z.int(),
  price: z.int().describe('Of one of them, in minor units.'),
  total: z.int().describe('Of all of them, in minor units.'),
  refunded: z.boolean().describe('Whether it was paid back by itself, or with the whole order.'),
})
export const Order = z.object({
  id: z.string(),
  status: OrderStatus.describe('`refunded` once all of the total was paid back.'),
  customerName: z.string(),
  customerEmail: z.string(),
  placedAt: z.string(),
  deliveredAt: z.string().nullable(),
  currency: z.string(),
  total: z.int().describe('In minor units: 12900 is 129.00.'),
  refunded: z.int().describe('What was paid back so far, in minor units.'),
  refundedAt: z.string().nullable().describe('When something was paid back last.'),
  items: z.array(Item),
  note: z.string().nullable().describe('What the customer or the courier wrote.'),
})
export type Order = z.infer<typeof Order>

export const Refund = z.object({
  id: z.string(),
  orderId: z.string(),
  amount: z.int().describe('In minor units.'),
  currency: z.string(),
  status: z.literal('issued'),
  createdAt: z.string(),
})
export type Refund = z.infer<typeof Refund>
export const StoredRefund = Refund.extend({ key: z.string(), reason: z.string() })
export type StoredRefund = z.infer<typeof StoredRefund>

/** `items`: the stock numbers that it is for; none for what is left of the whole order. */
export type NewRefund = Pick<StoredRefund, 'orderId' | 'amount' | 'currency' | 'reason' | 'key'> & {
  readonly items: readonly string[]
}

/** What was changed of an order, beside its money: `detail` is the new address, or why it is sent again. */
export const Change = z.object({
  id: z.string(),
  kind: z.enum(['cancellation', 'address', 'sent-again']),
  orderId: z.string(),
  detail: z.string(),
  createdAt: z.string(),
})
export type Change = z.infer<typeof Change>

export const Shipment = z.object({
  orderId: z.string(),
  customerEmail: z.string(),
  status: z.enum(['not-sent', 'on-its-way', 'delivered', 'cancelled']),
  carrier: z.string(),
  sentOn: z.string().nullable().describe('A day, such as 2026-11-18.'),
  expectedOn: z.string().nullable().describe('Only while it is on its way.'),
  deliveredOn: z.string().nullable(),
  sentAgainOn: z.string().nullable().describe('When it was sent once more, free of charge.'),
})
export type Shipment = z.infer<typeof Shipment>

export const Warranty = z.object({
  orderId: z.string(),
  customerEmail: z.string(),
  items: z.array(
    z.object({
      title: z.string(),
      status: z.enum(['covered', 'over', 'never']).describe('`never`: what wears out, such as bulbs and candles.'),
      until: z.string().describe('The last day; empty where there is no warranty.'),
    }),
  ),
})
export type Warranty = z.infer<typeof Warranty>

export const Quote = z.object({
  orderId: z.string(),
  customerEmail: z.string(),
  amount: z.int().describe('In minor units; 0 where nothing is left to pay back.'),
  currency: z.string(),
})
export type Quote = z.infer<typeof Quote>

/** Where refunds of an order are paid to. */
export const PayoutAccount = z.object({ orderId: z.string(), iban: z.string() })
export type PayoutAccount = z.infer<typeof PayoutAccount>

export const StoredMail = z.object({
  id: z.string(),
  to: z.string(),
  template: z.string(),
  subject: z.string(),
  body: z.string(),
  key: z.string().nullable(),
  arguments: z.string(),
  createdAt: z.string(),
})
export type StoredMail = z.infer<typeof StoredMail>

export const StoredCall = z.object({
  tool: z.string(),
  key: z.string().nullable(),
  arguments: z.string().transform((text): unknown => JSON.parse(text)),
  receivedAt: z.string(),
  effective: z.union([z.literal(0), z.literal(1)]).transform((flag) => flag === 1),
  answer: z.string(),
})
/** One call of a tool that changes something, as it arrived, and whether it changed anything. */
export type StoredCall = z.infer<typeof StoredCall>

/** What happened in the shop: what a test that saw nothing else can be judged by. */
export interface Book {
  readonly refunds: readonly StoredRefund[]
  readonly mails: readonly StoredMail[]
  readonly calls: readonly StoredCall[]
}

/**
 * Why a write was refused, for programs: it never changes, whatever the message says. After each of them nothing was done
 * by this call; `key_reused` says besides that something else was done under its key.
 */
export type RefusalCode =
  | 'order_not_found'
  | 'order_refunded'
  | 'order_not_delivered'
  | 'currency_differs'
  | 'limit_exceeded'
  | 'item_not_ordered'
  | 'item_refunded'
  | 'order_packed'
  | 'order_cancelled'
  | 'address_incomplete'
  | 'not_sent_yet'
  | 'sent_again_already'
  | 'iban_invalid'
  | 'values_missing'
  | 'key_reused'

/** What a write came to. Refused and repeated calls stand in the book too, as not effective. */
export type Kept<T> = { readonly ok: true; readonly effective: boolean; readonly value: T } | Refused

export interface Refused {
  readonly ok: false
  readonly effective: false
  readonly code: RefusalCode
  readonly message: string
}

export function refused(code: RefusalCode, message: string): Refused {
  return { ok: false, effective: false, code, message }
}
