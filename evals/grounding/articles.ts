import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { QuotablePassage } from '#answers/place/cited-text.ts'
import { type Stretch, stretchesOf } from '#answers/place/stretch.ts'
import { prepareDocument } from '#memory/documents/prepare-document.ts'

/** A sentence of a document, where it stands. */
export interface Told {
  readonly article: Article
  readonly stretch: Stretch
  readonly text: string
  /** The sentence before it in the same paragraph. */
  readonly before: string | null
}

export interface Article {
  readonly title: string
  readonly language: string
  readonly sentences: readonly Told[]
}

const ROOT = resolve(import.meta.dirname, '../..')
/** The example shop's pages, and our own handbook as it was: figures over what changes with every page are figures of nothing. */
const FOLDERS = ['agents/support/knowledge', 'test/fixtures/handbook']

/** The repository's own documents as articles with their sentences. */
export function readArticles(): readonly Article[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .toSorted()
      .map((name) => articleOf(readFileSync(join(ROOT, folder, name), 'utf8'), { name, language: 'en' })),
  )
}

export function articleOf(
  text: string,
  { name, language }: { readonly name: string; readonly language: string },
): Article {
  const title = /^#\s+(.+)$/mu.exec(text)?.[1]?.trim() ?? name
  const prepared = prepareDocument({
    agents: ['shared'],
    source: name,
    title,
    text,
    owner: null,
    acl: [],
    class: 'public',
  })
  const document = { id: name, title, version: 1 }
  const passages = prepared.pieces.map((piece) => ({ ...piece, passageId: `${name}/${piece.ordinal}`, document }))
  const sentences: Told[] = []
  const article: Article = { title, language, sentences }
  for (const stretch of stretchesOf<QuotablePassage & { readonly ordinal: number }>(passages, passages.length)) {
    const paragraphs = stretch.flatMap(({ text: piece }) => piece.split(/\n\n+|\n(?=[-|\d])/u))
    sentences.push(...paragraphs.flatMap((paragraph) => toldIn(paragraph, { article, stretch })))
  }
  return article
}

function toldIn(paragraph: string, place: Pick<Told, 'article' | 'stretch'>): readonly Told[] {
  return sentencesIn(paragraph).flatMap((text, at, all) =>
    isProse(text) ? [{ ...place, text, before: all[at - 1] ?? null }] : [],
  )
}

// By their full stops: in another way than the code under test.
function sentencesIn(paragraph: string): readonly string[] {
  return paragraph
    .replace(/^(?:[-*]|\d\.)\s+/u, '')
    .split(/(?<=[.!?])\s+(?=[A-ZÄÖÜ“„])/u)
    .map((sentence) => sentence.replaceAll(/\s+/gu, ' ').trim())
}

/** Less says hardly anything that could be changed. */
const LEAST_LETTERS = 24

// As a person would read it aloud: no code, no table, no link.
function isProse(sentence: string): boolean {
  return (
    sentence.length >= LEAST_LETTERS &&
    sentence.length <= 260 &&
    /[.!?]$/u.test(sentence) &&
    !/[`|*<>[\]{}=]/u.test(sentence)
  )
}
