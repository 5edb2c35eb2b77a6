import type { CitedStretch } from '../protocols/answered-runs.ts'
import { cut } from '#cards/drawing/cut-text.ts'
import { unlinked } from '#cards/drawing/unlinked-text.ts'

interface CitedText {
  readonly text: string
  readonly cited: readonly CitedStretch[]
}

const QUOTE_CHARACTERS = 400

/**
 * An answer whose quotes stand in its text: a number behind each stretch that a quote carries, and below what is quoted
 * and where it is read. What names the places of the stretches goes along.
 */
export function withFootnotes({ text, cited }: CitedText): CitedText {
  const notes = [...new Map(cited.map((one) => [noteOf(one), one])).keys()]
  if (notes.length === 0) return { text, cited }
  const marks = marksOf(text, cited, notes)
  const before = (place: number) => marks.reduce((sum, mark) => sum + (mark.at < place ? mark.text.length : 0), 0)
  let marked = ''
  let from = 0
  for (const { at, text: mark } of marks) {
    marked += text.slice(from, at) + mark
    from = at
  }
  const list = notes.map((note, index) => `[${index + 1}] ${note}`)
  return {
    text: [marked + text.slice(from), ...list].join('\n\n'),
    cited: cited.map((one) => ({ ...one, start: one.start + before(one.start + 1), end: one.end + before(one.end) })),
  }
}

// Each its own paragraph: Markdown would draw lines as one. The address is ours, and front ends make a link of it.
function noteOf({ quote, title, url }: CitedStretch): string {
  const words = (said: string) => unlinked(said.replaceAll(/\s+/gu, ' ').trim()).text
  return `“${words(cut(quote, QUOTE_CHARACTERS))}” ${words(title)}: ${url}`
}

interface Mark {
  readonly at: number
  readonly text: string
}

function marksOf(text: string, cited: readonly CitedStretch[], notes: readonly string[]): readonly Mark[] {
  const numbersAt = Map.groupBy(cited, ({ end }) => end)
  return [...numbersAt]
    .toSorted(([one], [other]) => one - other)
    .map(([at, stretches]) => {
      const numbers = [...new Set(stretches.map((one) => notes.indexOf(noteOf(one)) + 1))].toSorted((a, b) => a - b)
      // Before a bracket or a colon a number would be the text of a link.
      const apart = /^[([:]/u.test(text.slice(at)) ? ' ' : ''
      return { at, text: ` ${numbers.map((number) => `[${number}]`).join(' ')}${apart}` }
    })
}
