import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { articleOf, type Article } from './articles.ts'
import type { GroundingCase } from './case.ts'

/** What people say of a sentence in other words, written by hand and apart from the rules: `> ` is what stands there. */
export function readParaphrases(articles: readonly Article[]): readonly GroundingCase[] {
  const german = articleOf(read('german-article.md'), { name: 'german-article.md', language: 'de' })
  const all = [...articles, german].flatMap(({ sentences }) => sentences)
  let quote = ''
  return read('paraphrases.txt')
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line, place): readonly GroundingCase[] => {
      if (line.startsWith('> ')) {
        quote = line.slice(2)
        return []
      }
      const told = all.find(({ text }) => text === quote)
      if (!told) throw new Error(`No document says: ${quote}`)
      const { stretch, article } = told
      return [
        {
          kind: `in other words (${article.language === 'de' ? 'German' : 'English'})`,
          isTrue: true,
          text: line,
          question: '',
          language: article.language,
          stretches: [stretch],
          quotes: [{ passage: 1, quote }],
          isHeldOut: place % 2 === 1,
        },
      ]
    })
}

function read(file: string): string {
  return readFileSync(join(import.meta.dirname, file), 'utf8')
}
