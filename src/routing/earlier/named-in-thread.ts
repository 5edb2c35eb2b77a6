import { languageOf } from '#dialogue/language-of.ts'
import { readSlot } from '#dialogue/slot-filling/read-slot.ts'
import type { FilledSlot } from '#dialogue/reading.ts'
import { slotName } from '#dialogue/slot-filling/slot-name.ts'
import type { Slot } from '#plan-language/slot.ts'
import type { TurnRecord } from '#turn/read-turn.ts'

/** What the requester named before in the thread that a slot takes, in their own words, the newest first. */
export async function namedInThread(record: TurnRecord, name: string, slot: Slot): Promise<readonly FilledSlot[]> {
  const language = languageOf(record.live.agent, record.language)
  const context = { language, now: record.now, isAsked: false, label: slotName(name, slot) }
  const readings = (await record.earlier()).map(({ typed }) => readSlot(slot, typed, context))
  return readings.flatMap((reading) =>
    reading.kind === 'value' ? [reading.filled] : reading.kind === 'which' ? reading.choices : [],
  )
}
