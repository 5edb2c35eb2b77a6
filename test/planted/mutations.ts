import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'oxc-parser'
import { randomNumbers } from '../helpers/random-numbers.ts'
import { linesAt, type Change } from './change.ts'
import { mutationPlaces, type MutationKind, type MutationPlace } from './mutation-places.ts'

/** A change that a rule makes, as somebody might by mistake. */
export interface Mutation extends Change {
  readonly kind: MutationKind
  /** What stands there, and what takes its place. */
  readonly what: string
}

/** What makes, checks and judges plans, and what applies their effects. */
const WHERE = [
  'src/{plan-language,planning,judging,approvals,effects,evidence,sealed-plan}/**/*.ts',
  'src/guardrails/**/*.ts',
  'src/graph/nodes/apply.ts',
  'src/api/operations/resolve-effect.ts',
  'src/mcp/retry-delay.ts',
  'src/memory/ledger/ledger.ts',
  'src/core/commitment.ts',
]

/** What runs in children without an environment, so that nobody can count its lines, and where its tests are. */
const BEHIND_WALLS = /^src\/plan-language\/(?:sandbox\/|language\/isolate)/u
const WALLS_TESTS = ['test/plan-language']

const SHOWN = 70

/**
 * A sample of the mutations that can be made in a tree, the same for the same seed and sources: from each file one, in an
 * order of chance, then from each another, until there are so many. In a file each kind is as likely as any other, or most
 * were of the few that fit everywhere.
 */
export function sampleMutations(
  root: string,
  { seed, size, within = '' }: { readonly seed: number; readonly size: number; readonly within?: string },
): readonly Mutation[] {
  const next = randomNumbers(seed)
  const takeOne = <Item>(from: Item[]): Item | undefined => from.splice(Math.floor(next() * from.length), 1)[0]
  const takePlace = (from: MutationPlace[]): MutationPlace | undefined => {
    const kind = takeOne([...new Set(from.map((place) => place.kind))])
    const place = takeOne(from.filter((one) => one.kind === kind))
    if (place) from.splice(from.indexOf(place), 1)
    return place
  }
  const files = filesOf(root).filter((file) => file.startsWith(within))
  const sources = files.map((file) => {
    const text = readFileSync(join(root, file), 'utf8')
    return { file, text, places: [...mutationPlaces(file, text)] }
  })
  const sample: Mutation[] = []
  for (;;) {
    const round = sources.filter(({ places }) => places.length > 0)
    if (round.length === 0) return sample
    for (let source = takeOne(round); source !== undefined; source = takeOne(round)) {
      if (sample.length >= size) return sample
      const mutation = firstThatParses(source.file, source.text, () => takePlace(source.places))
      if (mutation) sample.push(mutation)
    }
  }
}

function filesOf(root: string): readonly string[] {
  const files = globSync(WHERE, { cwd: root }).map((file) => file.replaceAll('\\', '/'))
  return [...new Set(files)].toSorted()
}

function firstThatParses(file: string, text: string, take: () => MutationPlace | undefined): Mutation | null {
  for (let place = take(); place !== undefined; place = take()) {
    const mutation = mutationAt(file, text, place)
    if (parseSync(file, mutation.text).errors.length === 0) return mutation
  }
  return null
}

function mutationAt(file: string, text: string, { kind, start, end, replacement }: MutationPlace): Mutation {
  const lines = linesAt(text, start, end)
  return {
    name: `${file}:${lines[0]}`,
    file,
    kind,
    what: `${kind}: ${shortened(text.slice(start, end))} → ${shortened(replacement) || 'nothing'}`,
    text: text.slice(0, start) + replacement + text.slice(end),
    lines,
    ...(BEHIND_WALLS.test(file) && { lookIn: WALLS_TESTS }),
  }
}

function shortened(text: string): string {
  const line = text.trim().replaceAll(/\s+/gu, ' ')
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line
}
