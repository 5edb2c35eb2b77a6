import { stem } from './irregular.ts'

/** What a dictionary may have an English word under: "smallest" under small, "cities" under city. Itself is among them. */
export function baseForms(word: string): readonly string[] {
  const forms = new Set([word, stem(word)])
  for (const [ending, base] of ENDINGS) {
    if (!word.endsWith(ending) || word.length - ending.length < 2) continue
    const root = word.slice(0, -ending.length)
    forms.add(root + base)
    // stopped, bigger
    if (base === '' && /([bdfgklmnprt])\1$/u.test(root)) forms.add(root.slice(0, -1))
  }
  return [...forms]
}

const ENDINGS: readonly (readonly [string, string])[] = [
  ['ies', 'y'],
  ['es', ''],
  ['s', ''],
  ['ied', 'y'],
  ['ed', ''],
  ['ed', 'e'],
  ['ing', ''],
  ['ing', 'e'],
  ['iest', 'y'],
  ['est', ''],
  ['est', 'e'],
  ['ier', 'y'],
  ['er', ''],
  ['er', 'e'],
  ['ly', ''],
]
