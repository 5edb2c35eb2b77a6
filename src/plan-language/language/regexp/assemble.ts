import { canBeEmpty, groupsIn, type Expression, type Pattern, type Place } from './pattern.ts'

/** A step of a machine that matches. Steps follow each other but for those that say where to go on. */
export type Step =
  | { readonly do: 'read'; readonly test: CharacterTest }
  /** Goes on at both; `first` is what is preferred. */
  | { readonly do: 'fork'; first: number; second: number }
  | { readonly do: 'go'; to: number }
  | { readonly do: 'keep'; readonly slot: number }
  | { readonly do: 'forget'; readonly slots: readonly number[] }
  | { readonly do: 'place'; readonly at: Place }
  /** A round that read nothing ends there: it would go on for ever. */
  | { readonly do: 'begin-round' }
  | { readonly do: 'end-round' }
  | { readonly do: 'found' }

export type CharacterTest = (character: string, code: number) => boolean

/** An expression, ready to be run. */
export interface Assembled {
  readonly steps: readonly Step[]
  /** Two for each group, and for the whole. */
  readonly slots: number
  readonly names: ReadonlyMap<string, number>
  readonly flags: string
  readonly isWord: CharacterTest
  /** What a match can begin with; null where it can be without any character. */
  readonly beginnings: readonly CharacterTest[] | null
}

/** Beyond it an expression isn't taken: matching takes as long as its steps times the text's characters. */
export const MOST_STEPS = 1_000

/** The machine of an expression; null where it would have too many steps. */
export function assemble({ pattern, groups, names, flags }: Expression): Assembled | null {
  // Whoever counts to a thousand in a thousand is refused before it is written out.
  if (sizeOf(pattern) > MOST_STEPS) return null
  const writing: Writing = { steps: [], testOf: memoizedTests(flags) }
  writing.steps.push({ do: 'keep', slot: 0 })
  write(writing, pattern)
  writing.steps.push({ do: 'keep', slot: 1 }, { do: 'found' })
  const { steps } = writing
  const beginnings = canBeEmpty(pattern) ? null : beginningsOf(steps)
  return { steps, slots: (groups + 1) * 2, names, flags, beginnings, isWord: characterTest(String.raw`\w`, flags) }
}

/** The steps as far as they are written. */
interface Writing {
  readonly steps: Step[]
  readonly testOf: (source: string) => CharacterTest
}

function memoizedTests(flags: string): Writing['testOf'] {
  const tests = new Map<string, CharacterTest>()
  return (source) => {
    const test = tests.get(source) ?? characterTest(source, flags)
    tests.set(source, test)
    return test
  }
}

function write(writing: Writing, part: Pattern): void {
  const { steps, testOf } = writing
  switch (part.kind) {
    case 'empty':
      return
    case 'character':
      steps.push({ do: 'read', test: testOf(part.source) })
      return
    case 'sequence':
      for (const each of part.parts) write(writing, each)
      return
    case 'place':
      steps.push({ do: 'place', at: part.at })
      return
    case 'group':
      steps.push({ do: 'keep', slot: part.index * 2 })
      write(writing, part.body)
      steps.push({ do: 'keep', slot: part.index * 2 + 1 })
      return
    case 'choice':
      writeChoice(writing, part.options)
      return
    case 'repeat':
      writeRepeat(writing, part)
  }
}

function writeChoice(writing: Writing, options: readonly Pattern[]): void {
  const { steps } = writing
  const [first, ...others] = options
  if (!first) return
  if (others.length === 0) return write(writing, first)
  const fork: Step = { do: 'fork', first: steps.length + 1, second: 0 }
  steps.push(fork)
  write(writing, first)
  const go: Step = { do: 'go', to: 0 }
  steps.push(go)
  fork.second = steps.length
  writeChoice(writing, others)
  go.to = steps.length
}

function writeRepeat(writing: Writing, { body, min, max, greedy }: Pattern & { kind: 'repeat' }): void {
  const { steps } = writing
  for (let round = 0; round < min; round++) writeRound(writing, body, { isBounded: true })
  if (max === Infinity) {
    const start = steps.length
    const leave = writeFork(writing, greedy)
    writeRound(writing, body, { isBounded: false })
    steps.push({ do: 'go', to: start })
    leave(steps.length)
    return
  }
  const leaves: ((second: number) => void)[] = []
  for (let round = min; round < max; round++) {
    leaves.push(writeFork(writing, greedy))
    writeRound(writing, body, { isBounded: false })
  }
  for (const leave of leaves) leave(steps.length)
}

function writeRound(writing: Writing, body: Pattern, { isBounded }: { readonly isBounded: boolean }): void {
  const { steps } = writing
  const slots = groupsIn(body).flatMap((index) => [index * 2, index * 2 + 1])
  if (slots.length > 0) steps.push({ do: 'forget', slots })
  const checks = !isBounded && canBeEmpty(body)
  if (checks) steps.push({ do: 'begin-round' })
  write(writing, body)
  if (checks) steps.push({ do: 'end-round' })
}

/** Goes on inside or after it, as it is greedy; what it gives back is told where it is left. */
function writeFork({ steps }: Writing, greedy: boolean): (after: number) => void {
  const inside = steps.length + 1
  const fork: Step = { do: 'fork', first: inside, second: inside }
  steps.push(fork)
  return (after) => {
    if (greedy) fork.second = after
    else fork.first = after
  }
}

// All that is read first on any way from the start, were every place the right one.
function beginningsOf(steps: readonly Step[]): readonly CharacterTest[] {
  const tests = new Set<CharacterTest>()
  const seen = new Set<number>()
  const open = [0]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const step = steps[at]
    if (!step || seen.has(at)) continue
    seen.add(at)
    if (step.do === 'read') tests.add(step.test)
    else if (step.do === 'fork') open.push(step.first, step.second)
    else open.push(step.do === 'go' ? step.to : at + 1)
  }
  return [...tests]
}

function sizeOf(pattern: Pattern): number {
  switch (pattern.kind) {
    case 'empty':
      return 0
    case 'character':
    case 'place':
      return 1
    case 'sequence':
      return pattern.parts.reduce((sum, part) => sum + sizeOf(part), 0)
    case 'choice':
      return pattern.options.reduce((sum, part) => sum + sizeOf(part) + 2, 0)
    case 'group':
      return sizeOf(pattern.body) + 2
    case 'repeat': {
      const rounds = pattern.max === Infinity ? pattern.min + 1 : pattern.max
      return rounds * (sizeOf(pattern.body) + 4)
    }
  }
}

/**
 * Whether a character is one of those that the pattern writes there, as V8 itself says of this one character: its
 * classes and letters, small and capital, are then JavaScript's own. Nothing can be looked for twice in one character.
 */
function characterTest(source: string, flags: string): CharacterTest {
  const whole = new RegExp(`^(?:${source})$`, flags.replaceAll(/[gm]/gu, ''))
  // Most characters of most texts; looked up without a hash.
  const common = new Int8Array(COMMON)
  return (character, code) => {
    const before = code < COMMON ? common[code] : 0
    if (before) return before > 0
    const is = whole.test(character)
    if (code < COMMON) common[code] = is ? 1 : -1
    return is
  }
}

const COMMON = 0x250
