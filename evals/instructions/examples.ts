import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { drawForms } from './forms.ts'
import { readExamples } from './read-examples.ts'

/** A text that gives orders to a model, or one that doesn't. */
export interface Example {
  readonly text: string
  readonly isHostile: boolean
  /** Those of one form are learned from together, or not at all: they tell nothing of each other. */
  readonly family: number
}

const BY_HAND: readonly string[] = ['hostile.txt', 'benign.txt']
const FOUND: readonly string[] = ['benign-documentation.txt', 'benign-messages.txt', 'benign-books.txt']
const FORMS: readonly string[] = ['hostile-forms.txt', 'benign-forms.txt']

/** How often an example that was written by hand counts: a form has many. */
const WEIGHT_BY_HAND = 4

/** All that the classifier is learned from, in an order that stays. */
export function readAllExamples(): readonly Example[] {
  const byHand = BY_HAND.flatMap(read)
  return [
    ...Array.from({ length: WEIGHT_BY_HAND }, () => byHand).flat(),
    ...FOUND.flatMap(read),
    ...FORMS.flatMap(draw),
  ]
}

/** The hash of the files that hold them. */
export function examplesHash(): string {
  const hash = createHash('sha256')
  for (const name of [...BY_HAND, ...FOUND, ...FORMS]) hash.update(readFileSync(pathOf(name)))
  return hash.digest('hex')
}

function read(name: string): readonly Example[] {
  return readExamples(pathOf(name)).map((text, family) => ({ text, isHostile: isHostile(name), family }))
}

function draw(name: string): readonly Example[] {
  return drawForms(pathOf(name)).map(({ text, form }) => ({ text, isHostile: isHostile(name), family: form }))
}

function isHostile(name: string): boolean {
  return name.startsWith('hostile')
}

function pathOf(name: string): string {
  return join(import.meta.dirname, name)
}
