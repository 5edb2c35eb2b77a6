import { extname } from 'node:path'

export type PlainKind = 'markdown' | 'text'

const KINDS: ReadonlyMap<string, PlainKind> = new Map([
  ['.md', 'markdown'],
  ['.markdown', 'markdown'],
  ['.txt', 'text'],
])

/** What a file of the operator's is, by its name, where it is read as it stands; null where it must be parsed. */
export function plainKind(path: string): PlainKind | null {
  return KINDS.get(extname(path).toLowerCase()) ?? null
}
