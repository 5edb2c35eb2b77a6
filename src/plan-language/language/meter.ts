import type { Node } from 'acorn'
import { fail } from './fault.ts'

/** Counts what a program uses up. Beyond a limit the program ends. */
export interface Meter {
  steps(): number
  step(at: Node | null): void
  /** Items or characters that are gone over without a step for each. */
  pass(count: number, at: Node | null): void
  /** Values made. */
  allocate(count: number, at: Node | null): void
  /** Refuses values before they are made, where their number is known. */
  expectValues(count: number, at: Node | null): void
  /** Characters made, all in all; returns the text. */
  text(text: string, at: Node | null): string
  /** Refuses text before it is made, where its length is known. */
  expectText(length: number, at: Node): void
  nested<T>(at: Node, run: () => T): T
}

/**
 * Beside the limits that an operator sets. Memory is bounded by these and not by the isolate alone, whose limit kills:
 * 200,000 boxes are about 20 MB, 4,000,000 characters about 8 MB. 100 calls deep stays inside a thread's stack.
 */
const MOST_VALUES = 200_000
const MOST_CHARACTERS = 4_000_000
const DEEPEST_CALL = 100
/** Going over so many items or characters takes about as long as one step of the interpreter does. */
const PASSED_PER_STEP = 100

/** A meter that has counted nothing yet. */
export function createMeter(mostSteps: number): Meter {
  let steps = 0
  let values = 0
  let characters = 0
  let depth = 0
  const step = (count: number, at: Node | null) => {
    if ((steps += count) > mostSteps) fail('limit', `The plan takes more than ${mostSteps} steps.`, at)
  }
  const expectValues = (count: number, at: Node | null) => {
    if (values + count > MOST_VALUES) fail('limit', `The plan makes more than ${MOST_VALUES} values.`, at)
  }
  const expectText = (length: number, at: Node | null) => {
    if (characters + length > MOST_CHARACTERS)
      fail('limit', `The plan makes more than ${MOST_CHARACTERS} characters.`, at)
  }
  return {
    steps: () => steps,
    step: (at) => step(1, at),
    pass: (count, at) => step(Math.floor(count / PASSED_PER_STEP), at),
    allocate: (count, at) => {
      expectValues(count, at)
      values += count
    },
    expectValues,
    text: (text, at) => {
      expectText(text.length, at)
      characters += text.length
      return text
    },
    expectText,
    nested: (at, run) => {
      if (++depth > DEEPEST_CALL) fail('limit', `The plan's calls are nested more than ${DEEPEST_CALL} deep.`, at)
      try {
        return run()
      } finally {
        depth--
      }
    },
  }
}
