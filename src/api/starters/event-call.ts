import type { FieldKeys, SlotOrigin, StarterWebhook } from '#agents/starter.ts'
import type { WebhookEvent } from '#contract/starter-operations.ts'
import { AppError } from '#core/errors.ts'
import { isJsonObject, type Json } from '#core/json.ts'
import type { Begun, Beginning } from './begin.ts'

/** The longest name of an event that is kept as it is. */
const LONGEST_KEY = 200

/** What a webhook was sent as a call of its procedure. Throws `event-unfit`. */
export function callOfEvent(
  { starter: { id, slots } }: Beginning<StarterWebhook>,
  event: WebhookEvent,
): Omit<Begun, 'now'> {
  const args = Object.fromEntries(
    Object.entries(slots).flatMap(([slot, origin]) => {
      const value = valueOf(origin, event.body)
      return value === undefined ? [] : [[slot, value]]
    }),
  )
  return { key: id === null ? event.id : keyIn(id, event.body), what: { args } }
}

function keyIn(id: FieldKeys, body: Json): string {
  const key = fieldIn(body, id)
  if (typeof key === 'number' || (typeof key === 'string' && key !== '' && key.length <= LONGEST_KEY))
    return String(key)
  throw unfit(id, `the name of the event, a text of 1 to ${LONGEST_KEY} characters or a number`)
}

// What isn't there is left out: whether the procedure does without says its slot.
function valueOf(origin: SlotOrigin, body: Json): string | number | undefined {
  if (origin.from === 'file') return origin.value
  const value = fieldIn(body, origin.keys)
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string' || typeof value === 'number') return value
  throw unfit(origin.keys, 'a text or a number')
}

function fieldIn(body: Json, keys: FieldKeys): Json | undefined {
  let at: Json | undefined = body
  for (const key of keys) {
    if (at === undefined || !isJsonObject(at) || !Object.hasOwn(at, key)) return undefined
    at = at[key]
  }
  return at
}

function unfit(keys: FieldKeys, wanted: string): AppError {
  return new AppError(`This can’t begin anything: “${keys.join('.')}” must hold ${wanted}.`, {
    code: 'event-unfit',
    status: 422,
  })
}
