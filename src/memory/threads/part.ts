import { z } from 'zod'
import { Location } from '../documents/text-location.ts'

const Span = z.strictObject({ start: z.int().min(0), end: z.int().min(0) })

/** A pointer from a stretch of a text (`start` to `end`) to a verbatim quote, which stands at `span` in its document. */
export const Citation = z.strictObject({
  start: z.int().min(0),
  end: z.int().min(0),
  passageId: z.string(),
  quote: z.string(),
  document: z.strictObject({ id: z.string(), title: z.string(), version: z.int() }).readonly(),
  span: Span.readonly(),
  /** Where the quote begins in the original. Left out where that has no pages, slides or rows. */
  place: Location.optional(),
})
export type Citation = z.infer<typeof Citation>

/** Where a text says the title of the document that a passage is from. */
export const NamedDocument = z.strictObject({ start: z.int().min(0), end: z.int().min(0), passageId: z.string() })
export type NamedDocument = z.infer<typeof NamedDocument>

/** What a reader may say next, as a button: `label` stands on it, and pressing it sends `says` as their message. */
export const Choice = z.strictObject({ label: z.string().min(1), says: z.string().min(1) })
export type Choice = Readonly<z.infer<typeof Choice>>

/** A piece of a message. */
export const Part = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('text'),
    text: z.string(),
    citations: z.array(Citation.readonly()).readonly(),
    /** How many sentences a model wrote beside these that no document carries. Left out where none. */
    leftOut: z.int().min(1).optional(),
    /** The language of its quotes, where a model put what they say into another (ISO 639-1). Left out where it didn't. */
    translatedFrom: z.string().optional(),
    /** `nearest`: what stands nearest to the question, and isn't called its answer. Left out where it is. */
    certainty: z.literal('nearest').optional(),
  }),
  z.strictObject({ type: z.literal('plan'), planId: z.uuid() }),
  z.strictObject({
    type: z.literal('file'),
    fileId: z.string(),
    name: z.string(),
    mediaType: z.string(),
    bytes: z.int().min(0),
  }),
  z.strictObject({
    type: z.literal('notice'),
    code: z.string(),
    text: z.string(),
    named: z.array(NamedDocument.readonly()).readonly().optional(),
    /** Of `passed-on`: the message that its author may say is their own request. */
    messageId: z.uuid().optional(),
  }),
  /**
   * What the agent says of its own accord: a template of ours, its gaps filled with what was checked. `writtenBy`: a model wrote
   * it, as talk that binds nobody; left out where it didn't.
   */
  z.strictObject({
    type: z.literal('own-words'),
    template: z.string(),
    text: z.string(),
    writtenBy: z.literal('model').optional(),
    named: z.array(NamedDocument.readonly()).readonly().optional(),
  }),
  z.strictObject({ type: z.literal('choices'), choices: z.array(Choice.readonly()).min(1).max(12).readonly() }),
])
export type Part = Readonly<z.infer<typeof Part>>

/** What the agent says by one of our templates, which isn't the company's word. */
export function ownWords(template: string, text: string, named: readonly NamedDocument[] = []): Part {
  return { type: 'own-words', template, text, ...(named.length > 0 && { named }) }
}

/** What a person typed, as the part that a message holds. */
export function textPart(text: string): Part {
  return { type: 'text', text, citations: [] }
}

/** The text of a message's parts, a line each. */
export function textOfParts(parts: readonly Part[]): string {
  return parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n')
}

/** Whether nothing in an answer is one: it says that the documents don't know, and shows no place of theirs. */
export function saysNothing(parts: readonly Part[]): boolean {
  const isUnknown = parts.some((part) => part.type === 'notice' && part.code === 'not-in-documents')
  return isUnknown && !parts.some(({ type }) => type === 'text')
}

/** Whether an answer answers for sure: it neither says that the documents don't, nor shows the nearest place alone. */
export function isAnswered(parts: readonly Part[]): boolean {
  return !parts.some(
    (part) =>
      (part.type === 'notice' && part.code === 'not-in-documents') ||
      (part.type === 'text' && part.certainty === 'nearest'),
  )
}
