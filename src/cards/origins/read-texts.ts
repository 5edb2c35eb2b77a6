import { leaves, type Json } from '#core/json.ts'
import type { Source } from '#plan-language/values/label.ts'
import { isLookup } from '#plan-language/values/lookups.ts'
import type { JournalEntry } from '#plan-language/contract.ts'

/** A text of a read's answer, and where in it. */
export interface ReadText {
  readonly text: string
  /** In small, to be searched. */
  readonly lower: string
  readonly span: null
  readonly at: { readonly read: JournalEntry; readonly pointer: string }
}

type TextsBySource = ReadonlyMap<Source, readonly ReadText[]>

// Every argument of a card asks for them anew, and an answer may be long.
const known = new WeakMap<JournalEntry, TextsBySource>()

/**
 * The texts of a read's answer that have a source. What a document says is for those who may read it, and is with the plan's
 * quotes: here it has none.
 */
export function textsOf(read: JournalEntry, source: Source): readonly ReadText[] {
  const tooled = `tool:${read.tool}`
  if (isLookup(read.tool)) return []
  if (source !== tooled && !source.startsWith(`${tooled}.`)) return []
  const texts = known.get(read) ?? textsBySource(read)
  known.set(read, texts)
  return texts.get(source) ?? []
}

function textsBySource(read: JournalEntry): TextsBySource {
  const { answer } = read
  const texts = new Map<Source, ReadText[]>()
  if (!answer.ok) return texts
  for (const [pointer, leaf] of leaves(answer.value)) {
    if (!isSaid(leaf)) continue
    const text = String(leaf)
    const one = { text, lower: lowered(text), span: null, at: { read, pointer } }
    for (const source of new Set((answer.labels[pointer] ?? answer.labels[''])?.data)) {
      const others = texts.get(source)
      if (others) others.push(one)
      else texts.set(source, [one])
    }
  }
  return texts
}

function isSaid(leaf: Json): leaf is string | number {
  return typeof leaf === 'number' || (typeof leaf === 'string' && leaf.trim() !== '')
}

/** A text in small, as long as before: the one letter that would be longer counts as another. */
export function lowered(text: string): string {
  return text.replaceAll('İ', 'I').toLowerCase()
}
