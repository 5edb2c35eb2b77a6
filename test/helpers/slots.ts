import assert from 'node:assert/strict'
import { ENGLISH } from '#dialogue/language/english.ts'
import { slotName } from '#dialogue/slot-filling/slot-name.ts'
import { readSlot, shownValue, type SlotReading } from '#dialogue/slot-filling/read-slot.ts'
import type { Playbook } from '#plan-language/contract.ts'
import { parsePlaybook } from '#plan-language/playbook.ts'

/** A playbook with these slots, read from a file as an agent's is. */
export function playbookWith(slots: string, more = ''): Playbook {
  const parsed = parsePlaybook(
    `export const playbook = { title: 'Test', examples: ['test'], ${more} slots: ${slots} }\nexport default ({ say }) => { say('a') }`,
  )
  assert.ok(parsed.ok, parsed.ok ? '' : parsed.fault.message)
  return parsed.playbook
}

/** A Friday. */
export const NOW = '2026-11-20T12:00:00.000000Z'

/** What is read as a slot from a text that answers the question for it. */
export function read(slot: string, text: string, { now = NOW, isAsked = true } = {}): SlotReading {
  const declared = playbookWith(`{ it: ${slot} }`).slots['it']
  assert.ok(declared)
  return readSlot(declared, text, { language: ENGLISH, now, isAsked, label: slotName('it', declared) })
}

/** The same in short: the value, `which: …` with the choices, `wrong: …` with the reason, or null where there is none. */
export function readAs(slot: string, text: string, options?: { now?: string; isAsked?: boolean }): unknown {
  const reading = read(slot, text, options)
  const declared = playbookWith(`{ it: ${slot} }`).slots['it']
  assert.ok(declared)
  switch (reading.kind) {
    case 'none':
      return null
    case 'value':
      return typeof reading.filled.value === 'object'
        ? shownValue(declared, reading.filled.value, ENGLISH)
        : reading.filled.value
    case 'which':
      return `which: ${reading.choices.map(({ value }) => shownValue(declared, value, ENGLISH)).join(' | ')}`
    case 'wrong':
      return `wrong: ${reading.problem}`
  }
}
