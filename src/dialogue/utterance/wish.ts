import { z } from 'zod'
import { ReadWish } from '../matching/message-reading.ts'
import type { Span } from '../span.ts'

/** Of a message that wants several things, the words of one. */
export const Wish = z.strictObject({
  messageId: z.string(),
  /** As one reads it: to be shown, and for whoever looks at nothing but its words. */
  text: z.string(),
  /** Places in what was typed, in UTF-16 units and in their order. */
  said: z.array(z.strictObject({ start: z.int().nonnegative(), end: z.int().positive() })),
  /** A deed is asked for, something is asked about, or a question of ours is answered. */
  asks: z.enum(['deed', 'question', 'reply']),
  /** What else the message says may bear on it, so it is only proposed. */
  isUnsure: z.boolean().optional(),
  /** As a model read it; left out where rules did. */
  read: ReadWish.optional(),
})
export type Wish = z.infer<typeof Wish>

/** What a run has to do with others of the same message. */
export const Wishes = z.strictObject({
  /** What this run is about; null where it is the whole of its message. */
  own: Wish.nullable(),
  /** All that the message wants, where this run is about the first of it. */
  all: z.array(Wish).default([]),
  /** What comes after this: held back while a question of ours is open, so that no two are. */
  held: z.array(Wish).default([]),
  /** What doesn't begin by itself any more, since what came before it was taken back or is too long ago: it is told so. */
  undone: z.array(Wish).default([]),
  /** The run that takes up the first of what comes after; null while it is held back, and where nothing does. */
  next: z.string().nullable().default(null),
})
export type Wishes = z.infer<typeof Wishes>

/**
 * The words of one wish, each where it stands in what was typed: all others are blanks, so that a place in this text is
 * the same place in that.
 */
export function wishWords(typed: string, said: readonly Span[]): string {
  let words = ''
  for (const { start, end } of said) words = words.padEnd(start) + typed.slice(Math.max(start, words.length), end)
  return words.padEnd(typed.length)
}

/** The same as one reads it: without the blanks, and without what only joined it to its neighbours. */
export function shownWish(typed: string, said: readonly Span[]): string {
  return wishWords(typed, said)
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/ (?=[,.;:!?])/gu, '')
    .replace(/^[\s,;.&+–—-]+/u, '')
    .replace(/[\s,;.:&+–—-]+$/u, '')
}
