import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Json, JsonObject } from '#core/json.ts'
import { checkJson } from '#core/strict-json.ts'
import type { ToolAnswer } from '../contract.ts'

/* What a result's content is kept as, and what a read of it gives to a plan. All of it is a stranger's. */

const Mime = z
  .string()
  .regex(/^[\w.+-]{1,80}\/[\w.+-]{1,80}$/)
  .nullable()
  .catch(null)
const Word = z.string().nullable().catch(null)
const Content = z.union([
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({
    type: z.literal('resource_link'),
    uri: z.string(),
    name: Word.default(null),
    mimeType: Mime.default(null),
  }),
  z.object({
    type: z.literal('resource'),
    resource: z.object({ uri: Word.default(null), mimeType: Mime.default(null), text: z.string() }),
  }),
  z.object({
    type: z.literal('resource'),
    resource: z.object({ uri: Word.default(null), mimeType: Mime.default(null), blob: z.string() }),
  }),
  z.object({ type: z.enum(['image', 'audio']), mimeType: Mime.default(null), data: z.string() }),
])

/** What a result said beside its form. */
export function answerOf(content: readonly unknown[]): ToolAnswer {
  const read = content.map(partOf)
  const texts = read.flatMap(({ text }) => text ?? [])
  const embedded = read.flatMap(({ embedded: one }) => one ?? [])
  const words = texts.length > 0 ? texts : embedded
  return { text: words.length > 0 ? words.join('\n') : null, parts: read.map(({ kept }) => kept) }
}

/** What a read of it gives: its texts as one, a link as what it leads to; a picture is said to be one. */
export function readOf(content: readonly unknown[]): Json {
  const values = content.map((part) => partOf(part).read)
  if (values.every((value) => typeof value === 'string')) return values.length > 0 ? values.join('\n') : null
  return values.length === 1 ? (values[0] ?? null) : values
}

interface ReadPart {
  /** As it is kept: of what isn't text its kind, length and SHA-256. */
  readonly kept: JsonObject
  /** As a plan gets it. */
  readonly read: Json
  readonly text?: string
  readonly embedded?: string
}

function partOf(part: unknown): ReadPart {
  const parsed = Content.safeParse(part)
  if (!parsed.success) return otherPart(part)
  const { data } = parsed
  if (data.type === 'text') return { kept: { type: 'text', text: data.text }, read: data.text, text: data.text }
  if (data.type === 'resource_link') {
    const { uri, name, mimeType } = data
    return { kept: { type: 'link', uri, name, mimeType }, read: { uri, name, mimeType } }
  }
  if (data.type !== 'resource') {
    const { mimeType } = data
    return { kept: { type: data.type, ...bytesOf(data.data), mimeType }, read: namedFile(NAMES[data.type], mimeType) }
  }
  const { resource } = data
  const { uri, mimeType } = resource
  if ('text' in resource) {
    const { text } = resource
    return { kept: { type: 'embedded', uri, mimeType, text }, read: text, embedded: text }
  }
  return { kept: { type: 'file', ...bytesOf(resource.blob), uri, mimeType }, read: namedFile('file', mimeType) }
}

const NAMES = { image: 'picture', audio: 'audio' } as const

// What a later revision has, or nobody.
function otherPart(part: unknown): ReadPart {
  const { type } = z
    .object({ type: z.string().regex(/^[\w-]{1,40}$/) })
    .catch({ type: 'unknown' })
    .parse(part)
  const checked = checkJson(part)
  return {
    kept: { type: 'other', kind: type, ...bytesOf(checked.ok ? JSON.stringify(checked.value) : '') },
    read: `[${type}]`,
  }
}

function namedFile(what: string, mimeType: string | null): string {
  return mimeType === null ? `[${what}]` : `[${what}: ${mimeType}]`
}

function bytesOf(data: string): JsonObject {
  return { characters: data.length, sha256: createHash('sha256').update(data).digest('hex') }
}
