import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

const FOLDER = join(import.meta.dirname, '../fixtures/messages')

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

const Group = z.strictObject({
  as: z.enum(['maya', 'omar']).default('maya'),
  language: z.string().optional(),
  wants: z.array(Deed).default([]),
  reads: z.array(Read).default([]),
  comes: Comes,
  said: z.string(),
})

const MessageFile = z.strictObject({
  kind: z.enum([
    ...(['wanted', 'read', 'question', 'refusal', 'report', 'quotation', 'hypothetical', 'two-wishes'] as const),
    ...(['other-language', 'talk', 'noise', 'elsewhere'] as const),
  ]),
  language: z.string(),
  /** When it was written: what is held out of a round is looked at once there is a later one. */
  round: z.int().positive().default(1),
  groups: z.array(Group),
})

/** A message to the example shop's agent and what must come of it; `test/fixtures/messages/README.md` says each field. */
export interface ShopMessage {
  readonly said: string
  readonly as: 'maya' | 'omar'
  readonly kind: z.infer<typeof MessageFile>['kind']
  readonly language: string
  readonly wants: readonly Deed[]
  readonly reads: readonly Read[]
  readonly comes: z.infer<typeof Comes>
  /** When it was written. */
  readonly round: number
  /** Of those that nobody looks at while rules, thresholds or examples are made: they are reported apart. */
  readonly isHeldOut: boolean
}

/** Every message of the set, by file and in the order of its lines. */
export function shopMessages(): readonly ShopMessage[] {
  return globSync('*.yaml', { cwd: FOLDER })
    .toSorted()
    .flatMap((name) => {
      const file = MessageFile.parse(parse(readFileSync(join(FOLDER, name), 'utf8')))
      return file.groups.flatMap(({ said, language, ...group }) =>
        linesOf(said).map((line) => ({
          ...group,
          said: line,
          kind: file.kind,
          round: file.round,
          language: language ?? file.language,
          isHeldOut: isHeldOut(line, file.round),
        })),
      )
    })
}

function linesOf(said: string): readonly string[] {
  return said
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.replaceAll('⏎', '\n'))
}

/** By round, of how many one is looked at; what was held out of the rounds before them was shown, and tuned on, since. */
const ONE_LOOKED_AT_OF: ReadonlyMap<number, number> = new Map([
  [6, 2],
  [7, 2],
  [8, 2],
  [10, Infinity],
  [18, Infinity],
])

// By the words alone, so that a message added later moves no other one.
function isHeldOut(said: string, round: number): boolean {
  const all = ONE_LOOKED_AT_OF.get(round)
  const place = createHash('sha256').update(`issue-18-${round}\n${said}`).digest().readUInt32BE()
  return all !== undefined && place % all !== 0
}
