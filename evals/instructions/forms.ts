import { readFileSync } from 'node:fs'
import { randomNumbers } from './random-numbers.ts'

/** How many texts are drawn from a form, at most: fewer where it has fewer. */
const DRAWS = 14

/** A text, and which form it is of. */
export interface DrawnText {
  readonly text: string
  readonly form: number
}

/**
 * The texts that a file of forms stands for: `{name}` in a line is one of the words of `@name = one | another`, drawn
 * with a seed, so the same file gives the same texts. `# ` and `## ` begin comments.
 */
export function drawForms(path: string): readonly DrawnText[] {
  const lists = new Map<string, readonly string[]>()
  const forms: string[] = []
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const list = /^@(\w+) = (.+)$/u.exec(line)
    if (list?.[1] !== undefined && list[2] !== undefined)
      lists.set(
        list[1],
        list[2].split(' | ').map((word) => word.replaceAll('\\|', '|')),
      )
    else if (line !== '' && !/^##? /u.test(line)) forms.push(line)
  }
  const random = randomNumbers(1)
  return forms.flatMap((form, index) => {
    const texts = new Set(Array.from({ length: DRAWS }, () => drawn(form, { lists, random })))
    return [...texts].map((text) => ({ text, form: index }))
  })
}

function drawn(form: string, from: { lists: ReadonlyMap<string, readonly string[]>; random: () => number }): string {
  const { lists, random } = from
  const text = form.replaceAll(/\{(\w+)\}/gu, (gap, name: string) => {
    const words = lists.get(name)
    if (words === undefined) return gap
    const word = words[Math.floor(random() * words.length)] ?? ''
    return word === '-' ? '' : drawn(word, from)
  })
  return text
    .replaceAll(/ {2,}/gu, ' ')
    .replaceAll(/ (?=[.,:?!])/gu, '')
    .replaceAll('\\n', '\n')
    .trim()
}
