import { z } from 'zod'

/** What somebody does with a part of a message. */
export const Act = z.enum([
  /** Asks that something be done, now. */
  'do',
  /** Wants to know something. */
  'ask',
  /** Gives what was asked for, or corrects it. */
  'answer',
  /** Agrees to an open plan, without a condition. */
  'yes',
  /** Would agree to an open plan, on a condition. It decides nothing. */
  'yes-if',
  /** Doesn't want something, takes it back or calls it off. */
  'no',
  /** Wants an open plan otherwise. */
  'change',
  /** Wants time to think. */
  'wait',
  'tell',
  'talk',
  /** Wants to talk to a human being. */
  'person',
])
export type Act = z.infer<typeof Act>

/** One of the things that a message says, as it was read. */
export const ReadWish = z.strictObject({
  act: Act,
  /** Where its words stand in what was typed, in UTF-16 units and in their order. */
  said: z.array(z.strictObject({ start: z.int().nonnegative(), end: z.int().positive() })),
  procedure: z.string().nullable(),
  /** Words of the requester's for what the procedure needs, by the slot's name. */
  values: z.array(z.strictObject({ name: z.string(), words: z.string() })),
  planId: z.string().nullable(),
  /** Of a yes: all plans that the message says yes to, where they are several. */
  agreedTo: z.array(z.string()).optional(),
  /** The question in full, where something would have to be looked up. */
  question: z.string().nullable(),
  /** The same in the language of the documents, where it is in another: to look for, and never shown. */
  search: z.string().optional(),
  /** Where that would be found; `conversation`: in what was said and done here before. */
  from: z.enum(['documents', 'tools', 'conversation']).nullable(),
})
export type ReadWish = z.infer<typeof ReadWish>

/** What a message says, read once: all behind it goes by this. It begins nothing alone. */
export interface MessageReading {
  /** ISO 639-1. */
  readonly language: string
  /** In the order said; one at least. */
  readonly wishes: readonly ReadWish[]
}
