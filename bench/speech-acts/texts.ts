import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LearnedAct } from '#dialogue/speech-acts/learned/learned-act.ts'
import { randomNumbers } from '../../test/helpers/random-numbers.ts'

/** A sentence to learn from. */
export interface KnownSentence {
  readonly text: string
  readonly act: LearnedAct
  /** What was made from one pattern is never both learned from and tried. */
  readonly family: string
}

/** How many sentences at most are made from one pattern. */
const MOST_OF_FAMILY = 16

/** All sentences, made and written singly, the same whenever they are made. */
export function knownSentences(): readonly KnownSentence[] {
  const random = randomNumbers(18)
  const all = [...single(), ...['english', 'german'].flatMap((language) => made(language, random))]
  const seen = new Set<string>()
  return all.filter(({ text }) => !seen.has(text) && seen.add(text))
}

function single(): readonly KnownSentence[] {
  return sections('single').flatMap(({ name, lines }) =>
    lines.map((text) => ({ text, act: actOf(name), family: text })),
  )
}

function made(language: string, random: () => number): readonly KnownSentence[] {
  const all = sections(language)
  const classes = new Map(all.map(({ name, lines }) => [name, lines.flatMap(alternatives)]))
  return all
    .filter(({ name }) => name.includes('-'))
    .flatMap(({ name, lines }) =>
      lines.flatMap(alternatives).flatMap((pattern) => {
        const texts = Array.from({ length: MOST_OF_FAMILY }, () => filled(pattern, classes, random))
        return [...new Set(texts)].map((text) => ({ text, act: actOf(name), family: `${language} ${pattern}` }))
      }),
    )
}

function sections(name: string): readonly { readonly name: string; readonly lines: readonly string[] }[] {
  const text = readFileSync(join(import.meta.dirname, `${name}.txt`), 'utf8')
  return text
    .split(/^= /mu)
    .slice(1)
    .map((section) => {
      const [title = '', ...lines] = section.split('\n')
      return { name: title.trim(), lines: lines.filter((line) => line.trim() !== '') }
    })
}

function actOf(section: string): LearnedAct {
  if (section.startsWith('ask')) return 'ask'
  return section.startsWith('no-') || section.startsWith('against') ? 'against' : 'beside'
}

// At the bars that stand in no braces.
function alternatives(line: string): readonly string[] {
  return line.split(/\|(?![^{}]*\})/u)
}

function filled(pattern: string, classes: ReadonlyMap<string, readonly string[]>, random: () => number): string {
  const one = (options: readonly string[]) => options[Math.floor(random() * options.length)] ?? ''
  let text = pattern
  for (let round = 0; round < 4; round += 1) {
    text = text
      .replaceAll(/\{([^{}]*)\}/gu, (_, options: string) => one(options.split('|')))
      .replaceAll(/<([a-z]+)>/gu, (_, name: string) => one(classes.get(name) ?? []))
  }
  const plain = text.replaceAll(/\s+/gu, ' ').trim()
  return random() < 0.5 ? plain : plain.charAt(0).toUpperCase() + plain.slice(1)
}
