import { slotsPrompt, type SlotsReply } from '#models/prompts.ts'
import { withFallback } from '#turn/with-fallback.ts'
import { spanSaid } from '#dialogue/said-verbatim.ts'
import type { Services } from '#turn/services.ts'
import type { Filling, Slots } from '#dialogue/fill-slots.ts'
import { slotName } from '#dialogue/slot-name.ts'
import { overlaps } from '#dialogue/span.ts'
import { expected, isSameValue, readSlot, type Taken } from '#dialogue/read-slot.ts'
import type { Dialogue } from './dialogue.ts'

export interface Understood {
  readonly understanding: SlotsReply['understanding']
  readonly filling: Filling
}

/**
 * Asks a model what a message means where the rules found nothing, and takes of it only words that stand in the message
 * and that the rules can read. Null where there is no model, or it doesn't answer: the rules decide alone.
 */
export async function askModel(
  services: Services,
  dialogue: Dialogue,
  message: { readonly typed: string; readonly slots: Slots; readonly asked: string | null },
  signal: AbortSignal,
): Promise<Understood | null> {
  const { gateway } = services
  if (!gateway) return null
  const { playbook, language } = dialogue
  const { request, schema } = slotsPrompt({
    playbook: playbook.title,
    asked: message.asked,
    slots: Object.entries(playbook.slots).map(([name, slot]) => ({
      name,
      label: slotName(name, slot),
      expects: expected(slot, language),
      isFilled: message.slots[name] !== undefined,
    })),
    typed: message.typed,
  })
  const reply = await withFallback(services, { event: 'model-unavailable', during: 'slots', signal }, () =>
    gateway.askFor(request, schema, { signal }),
  )
  if (!reply) return null
  const { value } = reply
  return { understanding: value.understanding, filling: fillFromWords(dialogue, message, value) }
}

// Each by the first of the words that stand in the message and hold it; no words are two slots'.
function fillFromWords(
  { playbook, language, now }: Dialogue,
  { typed, slots }: { readonly typed: string; readonly slots: Slots },
  { understanding, slots: proposed }: SlotsReply,
): Filling {
  const after: Record<string, Slots[string]> = { ...slots }
  const filled: string[] = []
  const changed: string[] = []
  const unsure: Record<string, Filling['unsure'][string]> = {}
  let taken: Taken = []
  for (const { name, words } of proposed) {
    const slot = Object.hasOwn(playbook.slots, name) ? playbook.slots[name] : undefined
    const place = spanSaid(words, typed)
    if (!slot || !place || overlaps(place, taken)) continue
    if (slots[name] !== undefined && understanding !== 'change') continue
    const reading = readSlot(slot, typed.slice(place.start, place.end), {
      language,
      now,
      isAsked: true,
      label: slotName(name, slot),
    })
    const before = slots[name]
    if (reading.kind === 'which') unsure[name] = { choices: reading.choices, areSeveral: false, mustAsk: true }
    if (reading.kind !== 'value' || (before && isSameValue(before.value, reading.filled.value))) continue
    after[name] = { ...reading.filled, by: [...reading.filled.by, 'model'] }
    taken = [...taken, place]
    if (before) changed.push(name)
    else filled.push(name)
  }
  return { slots: after, filled, changed, dropped: [], unsure, problems: {} }
}
