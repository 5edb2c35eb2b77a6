import { valueAt, type Json, type JsonObject } from '#core/json.ts'
import { labelOf, type Label } from '#plan-language/values/label.ts'
import type { ValuePath } from '#plan-language/values/value-path.ts'
import type { Labelled, PlanTool, ReadAnswer, ReadRequest, StagedEffect } from '#plan-language/contract.ts'
import { PLAN_LIMITS } from '#plan-language/limits.ts'
import type { FlowRule } from '#plan-language/language/upgrade.ts'
import { parseProgram } from '#plan-language/language/parse.ts'
import { runProgram, type RunOptions } from '#plan-language/language/run.ts'
import type { PlanOutcome } from '#plan-language/language/wire.ts'
import { withPaths } from '#plan-language/sandbox/validate-paths.ts'
import { randomNumbers } from '../../helpers/random-numbers.ts'
import { randomProgram } from './random-program.ts'

export interface Findings {
  /** Programs where something that looks free of the secret differs with it. */
  readonly leaks: readonly string[]
  /** Programs where the same place is labelled with the secret in one run and not in another. */
  readonly labelDifferences: readonly string[]
  /** Programs that made the interpreter itself fail. */
  readonly crashes: readonly string[]
  readonly runs: number
  readonly finished: number
  readonly cleanPlaces: number
}

const SECRET = 'passage:secret'
const SECRETS: readonly Json[] = [
  { n: 0, text: '', list: [], flag: false, deep: { n: 0, list: [] }, maybe: null },
  { n: 1, text: 'abc', list: [3], flag: true, deep: { n: 2, list: [1, 2] }, maybe: { n: 3, list: [1] } },
  { n: 2, text: 'b', list: [1, 2, 3], flag: false, deep: { n: 5, list: [9] }, maybe: { n: 0, list: [] } },
  {
    n: 5,
    text: 'aab'.repeat(20),
    list: Array.from({ length: 30 }, (_, index) => index % 4),
    flag: true,
    deep: { n: 1, list: [] },
    maybe: null,
  },
]
const OPEN: Labelled = { value: { n: 3, text: 'open', list: [4, 1] }, labels: { '': labelOf('user:customer') } }
const PUT: PlanTool = { kind: 'write', argsSchema: {}, resultSchema: null, inheritsArguments: false, later: [] }
const GET: PlanTool = { ...PUT, kind: 'read' }
const READER: PlanTool = { ...GET, inheritsArguments: true }
const TOOLS: Readonly<Record<string, PlanTool>> = {
  'out/put': PUT,
  'log/put': PUT,
  'in/get': GET,
  'model/extract': READER,
  'model/classify': READER,
  'model/summarise': READER,
  'knowledge.search': GET,
  'knowledge.quote': GET,
}

/** How many programs from which seed; `without` a rule, `untilFound` something. */
export interface Search {
  readonly seed: number
  readonly programs: number
  readonly without?: FlowRule
  readonly untilFound?: boolean
  /** Told now and then how many have been tried. */
  readonly tell?: (tried: number) => void
}

/** Runs random programs, each over every secret, and compares what is labelled as free of it. */
export function findLeaks({ seed, programs, without, untilFound = false, tell }: Search): Findings {
  const random = randomNumbers(seed)
  const found = {
    leaks: [] as string[],
    labelDifferences: [] as string[],
    crashes: [] as string[],
    runs: 0,
    finished: 0,
    cleanPlaces: 0,
  }
  for (let count = 0; count < programs; count++) {
    if (untilFound && found.leaks.length + found.labelDifferences.length > 0) break
    if (count > 0 && count % 5_000 === 0) tell?.(count)
    const source = randomProgram(random)
    const parse = parsedOnce()
    const ran = SECRETS.map((secret) => run(source, secret, { parse, without: without ?? null }))
    const outcomes = ran.map(({ outcome }) => outcome)
    found.runs += outcomes.length
    if (outcomes.some((outcome) => !outcome.ok && outcome.failure.kind === 'crashed')) found.crashes.push(source)
    if (differ(outcomes.flatMap(lastWords))) found.leaks.push(source)
    const views = ran.flatMap(({ outcome, reads }) => (outcome.ok ? [cleanView(outcome, reads)] : []))
    found.finished += views.length
    found.cleanPlaces += views.reduce((sum, view) => sum + view.size, 0)
    const [first, ...others] = views
    if (!first) continue
    const all = new Set(views.flatMap((view) => [...view.keys()]))
    const places = [...all]
    if (places.some((place) => differ(views.flatMap((view) => view.get(place) ?? [])))) found.leaks.push(source)
    else if (others.some((view) => view.size !== all.size) || first.size !== all.size)
      found.labelDifferences.push(
        `${source}\n// ${places.filter((place) => !views.every((view) => view.has(place))).join(' ')}`,
      )
  }
  return found
}

/** Parses what it is first given; a program that can't be parsed fails each time anew. */
function parsedOnce(): typeof parseProgram {
  let tree: ReturnType<typeof parseProgram> | null = null
  return (source, limits) => (tree ??= parseProgram(source, limits))
}

type Ran = { readonly outcome: PlanOutcome; readonly reads: readonly ReadRequest[] }

function run(source: string, secret: Json, testing: Required<RunOptions>): Ran {
  const reads: ReadRequest[] = []
  const program = {
    source,
    literals: labelOf('operator'),
    slots: { secret: { value: secret, labels: { '': labelOf(SECRET) } }, open: OPEN },
    tools: TOOLS,
    now: 0,
    mayShow: true,
    limits: { ...PLAN_LIMITS, effects: 200, reads: 200, steps: 20_000 },
  }
  const bridge = {
    start: (request: string) => void reads.push(JSON.parse(request)),
    wait: (index: number) => JSON.stringify(answerTo(reads[index])),
  }
  const outcome = runProgram(program, bridge, testing)
  // What the interpreter says of paths must be what the parent process takes.
  if (!testing.without) withPaths(outcome, program, journalOf(reads))
  return { outcome, reads }
}

function journalOf(reads: readonly ReadRequest[]) {
  return new Map(reads.map((request) => [request.index, { tool: request.tool, answer: answerTo(request) }]))
}

/** An answer hangs on what was asked, and its labels don't say so: that is for the interpreter to add. */
function answerTo(request: ReadRequest | undefined): ReadAnswer {
  const asked = JSON.stringify(request?.args ?? {})
  const value = { n: asked.length % 5, text: asked.slice(0, 12), list: asked.length % 2 > 0 ? [1, 2] : [] }
  if (request?.tool === 'knowledge.search') return foundFor(value)
  return { ok: true, value, labels: { '': labelOf('tool:in/get') } }
}

/** Which passages there are hangs on what was asked; each has the label of its document. */
function foundFor({ n, text }: { readonly n: number; readonly text: string }): ReadAnswer {
  const passages = Array.from({ length: n % 3 }, (_, index) => ({ id: `p${n}${index}`, text, score: n / 5 }))
  const labels = { '': labelOf('tool:knowledge.search'), '/0': labelOf('document:a'), '/1': labelOf('passage:b') }
  return { ok: true, value: passages, labels }
}

/** What a program that threw says, where that is labelled as free of the secret. */
function lastWords(outcome: PlanOutcome): readonly string[] {
  return !outcome.ok && outcome.said && isClean(outcome.said.label) ? [outcome.said.text] : []
}

/** Everything that is labelled as free of the secret, by its place, as text to compare. What is read is seen outside too. */
function cleanView(outcome: PlanOutcome & { ok: true }, reads: readonly ReadRequest[]): ReadonlyMap<string, string> {
  const view = new Map<string, string>()
  const clean = outcome.effects.filter(({ because }) => isClean(because))
  view.set('effects', String(clean.length))
  for (const [index, effect] of clean.entries())
    addEffect(view, `${index}:${effect.tool}:${effect.at.line}`, { effect, clean })
  const asked = reads.filter(({ because }) => isClean(because))
  view.set('reads', String(asked.length))
  for (const [index, effect] of asked.entries())
    addEffect(view, `read ${index}:${effect.tool}:${effect.at.line}`, {
      effect: { ...effect, paths: {}, asked: null },
      clean: [],
    })
  if (outcome.said && isClean(outcome.said.label)) view.set('said', outcome.said.text)
  if (outcome.shown && isClean(outcome.shown.because)) {
    for (const [pointer, label] of Object.entries(outcome.shown.labels))
      if (isClean(label)) view.set(`shown ${pointer}`, describe(valueAt(outcome.shown.value, pointer), { clean: [] }))
  }
  if (outcome.next && isClean(outcome.next)) view.set('next', 'asked for')
  return view
}

function addEffect(
  view: Map<string, string>,
  name: string,
  { effect, clean }: { effect: StagedEffect; clean: readonly StagedEffect[] },
): void {
  for (const [pointer, label] of Object.entries(effect.labels)) {
    if (!isClean(label)) continue
    view.set(`${name}${pointer}`, describe(valueAt(effect.args, pointer), { clean }))
    const path = effect.paths[pointer]
    if (path) view.set(`path of ${name}${pointer}`, describePath(path))
  }
}

type Clean = { readonly clean: readonly StagedEffect[] }

/** A leaf's value; of a container its shape; of a handle the place of its write among those that are seen. */
function describe(value: Json | undefined, { clean }: Clean): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'absent'
  if (Array.isArray(value)) return `list of ${value.length}`
  const object = value as JsonObject
  const reference = object['$ref']
  if (reference && typeof reference === 'object' && 'effect' in reference) {
    return `handle of ${clean.findIndex(({ index }) => index === reference['effect'])}`
  }
  return `object of ${Object.keys(object).sort().join()}`
}

/** A path without its positions, which count restricted reads and effects too. */
function describePath(path: ValuePath): string {
  return JSON.stringify(path, (key, value: Json) => (key === 'read' || key === 'step' ? 0 : value))
}

function isClean(label: Label): boolean {
  return !label.data.includes(SECRET) && !label.ctrl.includes(SECRET)
}

function differ(values: readonly string[]): boolean {
  return new Set(values).size > 1
}
