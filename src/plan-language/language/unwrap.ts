import type { Node } from 'acorn'
import { refuseAbsentEmail } from './absent-email.ts'
import { fail, failOn, mistake } from './fault.ts'
import { RESERVED_KEYS } from './refusals.ts'
import { isKind, isPlain, type Box, type Entries, type List, type Plain } from './values.ts'

/** The value itself, where a program looks at it: a text, a number, a boolean, null or undefined. */
export function plainIn(box: Box, at: Node): Plain {
  const { value } = box
  if (isPlain(value)) return value
  refuseUnseen(box, at)
  return fail('runtime', 'A text, number, boolean or null is needed here, not a list, object or function.', at)
}

/** The same, with a Date as its milliseconds. */
export function plainOrTimeIn(box: Box, at: Node): Plain {
  return isKind(box.value, 'date') ? box.value.time : plainIn(box, at)
}

/** Whether a condition holds. */
export function isTruthy(box: Box, at: Node): boolean {
  refuseUnseen(box, at)
  return Boolean(box.value)
}

/** Whether a value is null or undefined. A handle is neither, which tells nothing about its result. */
export function isNullish(box: Box, at: Node): boolean {
  if (isKind(box.value, 'pending')) refuseUnseen(box, at)
  return box.value === null || box.value === undefined
}

/** Whether `a ?? b` and its like look at b. */
export function goesOn(operator: '??' | '||' | '&&', box: Box, at: Node): boolean {
  refuseUnseen(box, at)
  if (operator === '??') return isNullish(box, at)
  return isTruthy(box, at) === (operator === '&&')
}

/** The list, where one is needed. */
export function listIn(box: Box, at: Node): List {
  refuseUnseen(box, at)
  // One thing stands for all that there may be.
  if (isKind(box.value, 'anything')) return { kind: 'list', items: [box], shape: box.mark }
  if (!isKind(box.value, 'list')) fail('runtime', "A list is needed here. A text's characters are text.split('').", at)
  return box.value
}

/** The object, where one is needed. */
export function entriesIn(box: Box, at: Node): Entries {
  refuseUnseen(box, at)
  if (!isKind(box.value, 'object')) fail('runtime', 'An object is needed here.', at)
  return box.value
}

/** The text, where one is needed; nothing is turned into text. */
export function textIn(box: Box, at: Node): string {
  const text = plainIn(box, at)
  if (typeof text === 'string') return text
  refuseAbsentEmail(box, at)
  return fail('runtime', 'A text is needed here. Use String(…) or a template string.', at)
}

/** The number, where one is needed. */
export function numberIn(box: Box, at: Node): number {
  const number = plainIn(box, at)
  if (typeof number !== 'number') failOn('not-a-number', 'A number is needed here. Use Number(…).', at)
  return number
}

/** A value as a piece of a text. A number that is none would be told people as such. */
export function pieceOfText(plain: Plain, at: Node): string {
  if (typeof plain === 'number' && !Number.isFinite(plain))
    failOn('not-a-number', 'A number in this text is none, or infinite: look whether it is one first.', at)
  return String(plain)
}

/** A property's key, as the program computed it. */
export function keyIn(box: Box, at: Node): string | number {
  const key = plainIn(box, at)
  if (typeof key !== 'string' && typeof key !== 'number') fail('runtime', 'A key is a text or a number.', at)
  if (RESERVED_KEYS.has(String(key))) fail('runtime', "That key isn't in the plan language.", at)
  return key
}

/** Refuses what can't be looked at: a handle never, a read not before `await`. */
export function refuseUnseen(box: Box, at: Node): void {
  // Looked at before nearly every step: plain values are let go first.
  if (isPlain(box.value)) return
  if (isKind(box.value, 'handle')) {
    fail(
      'handle',
      "A write's result isn't known while the plan is made: pass it on to a later write as it is, or leave this out.",
      at,
    )
  }
  if (isKind(box.value, 'pending')) mistake('await is missing before the read: write await tools.server.name(…).', at)
}
