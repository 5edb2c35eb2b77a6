import { z } from 'zod'

export const OrderStatus = z.enum(['processing', 'shipped', 'delivered', 'cancelled', 'refunded'])
export const Item = z.object({ sku: z.string(), title: z.string(), quantity: z.int(), price: z.int() })
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
