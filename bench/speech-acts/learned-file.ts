import type { KnownSentence } from './texts.ts'
import { train } from './train.ts'

/** What was learned from sentences, as the file that holds it: each weight as a byte. */
export function learnedFile(sentences: readonly KnownSentence[]): string {
  const rows = train(sentences)
  const largest = Math.max(...rows.flatMap((row) => [...row].map(Math.abs)))
  const step = Number((largest / 127).toPrecision(4))
  const bytes = Int8Array.from(rows.flatMap((row) => [...row].map((weight) => Math.round(weight / step))))
  const text = Buffer.from(bytes.buffer).toString('base64')
  return [
    '// Made by `npm run learn:speech-acts` from the sentences in bench/speech-acts.',
    '',
    '/** What the least step of a weight counts. */',
    `export const STEP = ${step}`,
    '',
    '/** A byte for each place of each act, in base64. */',
    'export const WEIGHTS =',
    `  '${text}'`,
    '',
  ].join('\n')
}
