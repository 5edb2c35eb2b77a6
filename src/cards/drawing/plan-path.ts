import type { EffectView } from '#contract/effect.ts'
import type { PlanView } from '#contract/plan.ts'
import type { Json } from '#core/json.ts'
import { pointerToken, pointerTokens } from '#core/json-pointer.ts'
import type { JoinedStep, PathStep, ValuePath } from '#plan-language/values/value-path.ts'
import { pathTexts } from '../texts/path-texts.ts'
import { andList } from '../texts/plan-texts.ts'
import type { Viewer } from './plan-state.ts'

const words = pathTexts

/** The way of one leaf of an argument. `name` is where in the argument it is; empty where it is the whole of it. */
export interface ToldPath {
  readonly name: string
  readonly text: string
}

/** An argument that has no line of its own on a card, such as the currency of an amount. */
export interface UnlistedArgument {
  readonly name: string
  readonly text: string
}

/** How one argument of a step came to be, leaf by leaf, in words that are to be shown escaped. */
export function argumentPaths(plan: PlanView, effect: EffectView, name: string, reader: Viewer): readonly ToldPath[] {
  const top = `/${pointerToken(name)}`
  const inside = Object.entries(effect.paths).filter(([pointer]) => pointer === top || pointer.startsWith(`${top}/`))
  const told = inside.slice(0, MOST_TOLD).map(([pointer, path]) => ({
    name: pointerTokens(pointer).slice(1).join('.'),
    text: pathText(path, { plan, effect, pointer, reader }),
  }))
  const ways = inside.length > MOST_TOLD ? [...told, { name: '', text: words.more }] : told
  return [...asWritten(effect, name), ...ways]
}

// What is called otherwise on the card, as its tool takes it.
function asWritten({ args, arguments: listed }: EffectView, name: string): readonly ToldPath[] {
  if (listed.find((argument) => argument.name === name)?.words === undefined) return []
  const value = args[name] ?? null
  return [{ name: '', text: words.asWritten(typeof value === 'object' ? name : `${name}: ${value}`) }]
}

/** The arguments that `effect.arguments` leaves out. */
export function unlistedArguments({ args, arguments: listed }: EffectView): readonly UnlistedArgument[] {
  return Object.entries(args)
    .filter(([name]) => !listed.some((argument) => argument.name === name))
    .map(([name, value]) => ({ name, text: typeof value === 'string' ? value : JSON.stringify(value) }))
}

const MOST_TOLD = 12

interface Around {
  readonly plan: PlanView
  readonly effect: EffectView
  readonly pointer: string
  readonly reader: Viewer
}

function pathText(path: ValuePath, around: Around): string {
  const [first, second, ...rest] = path
  if (first && second && 'from' in first && first.from === 'step' && 'get' in second && second.get === 'id') {
    return [words.stepNumber(first.step + 1), ...rest.map((step) => stepText(step, around))].join(words.arrow)
  }
  return path.map((step) => stepText(step, around)).join(words.arrow)
}

function stepText(step: PathStep, around: Around): string {
  if ('more' in step) return words.more
  if ('get' in step) return typeof step.get === 'number' ? words.position(step.get + 1) : step.get
  if ('op' in step) return operationText(step)
  return step.from === 'slot' ? slotText(step.slot, around) : startText(step)
}

// Who filled a slot is for the label to say.
function slotText(slot: string, { plan, effect, pointer, reader }: Around): string {
  const { data = [], ctrl = [] } = effect.labels[pointer] ?? {}
  if (![...data, ...ctrl].includes(`user:${plan.requester.id}`)) return words.given(slot)
  return plan.requester.id === reader.id ? words.youSaid(slot) : words.said(plan.requester.name, slot)
}

type Operation = Extract<PathStep, { op: unknown }>

function operationText({ op, by, with: joined = [] }: Operation): string {
  const done = words.done[op]
  if (joined.length === 0 && by === undefined) return done
  const others = joined.map((path) => path.map(joinedText).join(words.arrow))
  const what = others.length > 0 ? andList(others) : constantText(by ?? null)
  const doneBy: Readonly<Partial<Record<string, (by: string) => string>>> = words.doneBy
  return doneBy[op]?.(what) ?? words.doneWith(done, what)
}

function constantText(by: Json): string {
  return typeof by === 'string' ? `"${by}"` : String(by)
}

function joinedText(step: JoinedStep): string {
  if ('more' in step) return words.more
  if ('get' in step) return typeof step.get === 'number' ? words.position(step.get + 1) : step.get
  if ('op' in step) return operationText(step)
  if (step.from === 'slot') return step.slot
  return step.from === 'plan' ? words.constant : startText(step)
}

type Start = Exclude<Extract<JoinedStep, { from: unknown }>, { from: 'slot' }>

function startText(step: Start): string {
  switch (step.from) {
    case 'plan':
      return words.plan
    case 'ref':
      return words.passedOn
    case 'requester':
      return words.requester[step.field]
    case 'tool':
      return toolText(step.tool)
    case 'step':
      return words.step(step.step + 1)
    case 'clock':
      return words.clock
    case 'sources':
      return step.sources.length === 0
        ? words.made
        : words.computed(andList([...new Set(step.sources.map(sourceText))]))
  }
}

function sourceText(source: string): string {
  const colon = source.indexOf(':')
  const [kind, rest] = colon < 0 ? [source, ''] : [source.slice(0, colon), source.slice(colon + 1)]
  if (kind === 'tool') return toolText(rest)
  if (kind === 'effect') return words.step(Number(rest) + 1)
  const known: Readonly<Record<string, string>> = words.sources
  return known[kind] ?? words.sources.unknown
}

/** `shop/orders.get` is "orders.get": which server it is, the origin beside it says. */
function toolText(tool: string): string {
  return tool.slice(tool.indexOf('/') + 1)
}
