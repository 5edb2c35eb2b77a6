import { RE2JS } from 're2js'
import type { Slot } from '#plan/contract.ts'

export type FilledSlots =
  | { readonly complete: true; readonly slots: Readonly<Record<string, string>> }
  | { readonly complete: false; readonly slots: Readonly<Record<string, string>>; readonly missing: string }

/**
 * Finds each slot's value in the requester's own typed words, verbatim: what isn't there is asked for, and what is
 * there twice with different values is asked for too. Slots that earlier messages filled stay.
 */
export function fillSlots(
  declared: Readonly<Record<string, Slot>>,
  typed: string,
  earlier: Readonly<Record<string, string>> = {},
): FilledSlots {
  const slots: Record<string, string> = { ...earlier }
  for (const [name, slot] of Object.entries(declared)) {
    const value = slots[name] ?? findSlot(slot, typed)
    if (value !== null) slots[name] = value
  }
  const missing = Object.entries(declared).find(([name, slot]) => !slot.optional && slots[name] === undefined)
  return missing ? { complete: false, slots, missing: missing[0] } : { complete: true, slots }
}

/** Replaces what would fill a pattern slot by the slot's name, so that messages compare by what they ask for. */
export function withoutSlotValues(declared: Readonly<Record<string, Slot>>, text: string): string {
  let plain = text
  for (const [name, slot] of Object.entries(declared)) {
    if (slot.type === 'pattern') plain = wholeWord(slot.pattern).matcher(plain).replaceAll(name.toLowerCase())
  }
  return plain
}

function findSlot(slot: Slot, typed: string): string | null {
  switch (slot.type) {
    case 'pattern':
      return onlyOne(allMatches(slot.pattern, typed))
    case 'choice':
      return onlyOne(slot.of.filter((choice) => hasWord(typed, choice)))
    case 'text':
      return typed.trim() === '' ? null : typed.trim()
  }
}

function onlyOne(values: readonly string[]): string | null {
  const distinct = [...new Set(values)]
  return distinct.length === 1 ? (distinct[0] ?? null) : null
}

function allMatches(pattern: string, text: string): readonly string[] {
  const matcher = wholeWord(pattern).matcher(text)
  const found: string[] = []
  while (matcher.find()) {
    const match = matcher.group()
    if (match !== null) found.push(match)
  }
  return found
}

// RE2 runs in linear time, so neither a playbook's pattern nor a message can hold up the process.
function wholeWord(pattern: string): RE2JS {
  return RE2JS.compile(`\\b(?:${pattern})\\b`)
}

function hasWord(text: string, word: string): boolean {
  return RE2JS.compile(`\\b${RE2JS.quote(word)}\\b`, RE2JS.CASE_INSENSITIVE)
    .matcher(text)
    .find()
}
