import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const FILE = join(import.meta.dirname, '../fixtures/messages.json')

/** An order of the shop's; null where the message names none. */
const OrderId = z.string().nullable()
const Slots = { reason: z.string(), items: z.array(z.string()), iban: z.string(), address: z.string() }

const Deed = z.union([
  z.strictObject({ refund: OrderId, reason: Slots.reason.optional(), items: Slots.items.optional() }),
  z.strictObject({ 'bank-account': OrderId, iban: Slots.iban.optional() }),
  z.strictObject({ 'cancel-order': OrderId }),
  z.strictObject({ 'change-address': OrderId, address: Slots.address.optional() }),
  z.strictObject({ 'send-again': OrderId }),
])
type Deed = z.infer<typeof Deed>

const Read = z.union([
  z.strictObject({ 'order-status': OrderId }),
  z.strictObject({ 'my-orders': z.null() }),
  z.strictObject({ 'what-i-paid': OrderId }),
  z.strictObject({ warranty: OrderId }),
  z.strictObject({ refunded: OrderId }),
])
type Read = z.infer<typeof Read>

const Comes = z.enum([
  ...(['done', 'asks', 'refused', 'read', 'answer', 'left', 'offer', 'ask', 'talk', 'hand-over'] as const),
  'other-language',
])

const Kind = z.enum([
  ...(['wanted', 'read', 'question', 'refusal', 'report', 'quotation', 'hypothetical', 'two-wishes'] as const),
  ...(['other-language', 'talk', 'noise', 'elsewhere'] as const),
])

const Group = z.strictObject({
  kind: Kind,
  as: z.enum(['maya', 'omar']).default('maya'),
  language: z.string(),
  wants: z.array(Deed).default([]),
  reads: z.array(Read).default([]),
  comes: Comes,
  said: z.array(z.string()),
})

/** What people wrote who had never seen the code. */
const Blind = z.strictObject({
  said: z.string(),
  /** The deed that it is nothing but the wish for, or may be with more beside it, and the order. */
  deed: z.string().optional(),
  order: z.string().optional(),
  /** Why nothing is asked for. */
  kind: z.string().optional(),
  /** The card that it is written beside, and what it says to that. */
  card: z.string().optional(),
  is: z.enum(['yes', 'no', 'change', 'yes-but', 'wait', 'other']).default('other'),
  /** What is wanted beside a yes that holds as it stands. */
  also: z.string().optional(),
})

const MessageFile = z.strictObject({
  shop: z.array(Group),
  form: z.array(Blind),
  'asks-for-nothing': z.array(Blind),
  'beside-card': z.array(Blind),
})

/** A message to the example shop's agent and what must come of it; `test/fixtures/messages.md` says each field. */
export interface ShopMessage {
  readonly said: string
  readonly as: 'maya' | 'omar'
  readonly kind: z.infer<typeof Kind>
  readonly language: string
  readonly wants: readonly Deed[]
  readonly reads: readonly Read[]
  readonly comes: z.infer<typeof Comes>
}

const file = MessageFile.parse(JSON.parse(readFileSync(FILE, 'utf8')))

/** Every message of the set. */
export function shopMessages(): readonly ShopMessage[] {
  return file.shop.flatMap(({ said, ...group }) => said.map((line) => ({ ...group, said: line })))
}

/** The messages of one of the sets that were written blind. */
export function messagesOf(set: 'form' | 'asks-for-nothing' | 'beside-card'): readonly z.infer<typeof Blind>[] {
  return file[set]
}
