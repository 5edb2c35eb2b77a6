import { declaredMoney } from '#guardrails/policy/money.ts'
import type { JsonObject } from '#core/json.ts'
import { upperFirst } from '#text/upper-first.ts'
import type { Speech } from '#turn/speaking.ts'
import { effectTitle } from './effect-title.ts'
import { speechOf, type ViewedTool } from './viewed-agent.ts'

export interface TitledEffect {
  readonly declaration: ViewedTool
  readonly args: JsonObject
}

/** One sentence that names every kind of step: "Refund 129.00 EUR for order A17, then mail Maya Lindqvist". */
export function planTitle(effects: readonly TitledEffect[]): string {
  const [first = '', ...others] = groupByTool(effects).map((group) => groupTitle(group))
  const { say, within } = speechFor(effects)
  return others.reduce((said, title) => say('{first}, then {next}', { first: said, next: within(title) }), first)
}

/** What saying yes does, for a button: "Refund 129.00 EUR and mail". Money is named; from three of a kind on, how many. */
export function planDeed(effects: readonly TitledEffect[]): string {
  const deeds = groupByTool(effects).map((group) => groupDeed(group))
  const { list, within } = speechFor(effects)
  return list(deeds.map((deed, index) => (index === 0 ? upperFirst(deed) : within(deed))))
}

function groupDeed(group: readonly TitledEffect[]): string {
  const { say, list } = speechFor(group)
  const money = moneyTexts(group)
  const times = group.length < 3 || money.length > 0 ? [] : [say('{count} times', { count: group.length })]
  const deed = group[0]?.declaration.deed
  if (deed !== undefined) return [...times, deed.replaceAll('{money}', list(money))].join(' ')
  return [verbOf(group), ...(money.length === 0 ? times : [list(money)])].join(' ')
}

/** What a plan adds up to: money by currency, how many steps, whether it can be taken back. */
export function planTotals(effects: readonly TitledEffect[]): readonly string[] {
  if (effects.length === 0) return []
  const { say } = speechFor(effects)
  const money = [...Map.groupBy(effects, totalWords)].flatMap(([words, group]) =>
    moneyTexts(group).map((text) => words?.replaceAll('{money}', text) ?? say('{money} in all', { money: text })),
  )
  const others = groupByTool(effects.filter((effect) => Object.keys(effect.declaration.money).length === 0))
  const counts = others.map((group) => countText(group))
  const undoable = effects.every((effect) => effect.declaration.reversible)
  return [...money, ...counts, ...(undoable ? [] : [say("can't be undone")])]
}

// Of a tool whose data may be somebody else's for those in a role, they aren't told that they get it.
function totalWords({ declaration: { total, requester, owner } }: TitledEffect): string | undefined {
  const isTheirs = owner && owner.kind !== 'none' && !owner.unless.some((role) => requester?.roles.includes(role))
  return (requester && isTheirs ? total?.requester : null) ?? total?.others
}

/** Money that the effects move, minor units by currency. */
export function moneyByCurrency(effects: readonly TitledEffect[]): ReadonlyMap<string, number> {
  const totals = new Map<string, number>()
  for (const { declaration, args } of effects) {
    for (const [name, declared] of Object.entries(declaration.money)) {
      const money = declaredMoney(args, name, declared)
      if (money) totals.set(money.currency, (totals.get(money.currency) ?? 0) + money.minor)
    }
  }
  return totals
}

function groupByTool(effects: readonly TitledEffect[]): readonly (readonly TitledEffect[])[] {
  return [...Map.groupBy(effects, (effect) => effect.declaration.tool).values()]
}

// From four of a kind on, a sentence of sentences is no longer read: how often and how much says more.
function groupTitle(group: readonly TitledEffect[]): string {
  const titles = group.map(({ declaration, args }) => effectTitle(declaration, args))
  const { say, list, within } = speechFor(group)
  if (titles.length <= 3)
    return titles.map((title, index) => (index === 0 ? title : within(title))).join(` ${say('and')} `)
  const money = moneyTexts(group)
  const said = { verb: verbOf(group), count: titles.length }
  return money.length === 0
    ? say('{verb} {count} times', said)
    : say('{verb} {count} times ({money} in all)', { ...said, money: list(money) })
}

// In a language whose titles don't begin with their verb, what it makes is named instead.
function verbOf([first]: readonly TitledEffect[]): string {
  if (!first) return ''
  const { title, nouns, noun } = first.declaration
  return nouns ?? (first.declaration.deed === undefined ? null : noun) ?? VERB.exec(title.trim())?.[0] ?? ''
}

/** The verb that a title begins with: "Refund", "Look up". */
const VERB = /^[^\s:{]+(?: (?:up|back|off|out)(?![^\s:{]))?/u

function countText(group: readonly TitledEffect[]): string {
  const { say } = speechFor(group)
  const { noun = null, nouns } = group[0]?.declaration ?? {}
  if (group.length === 1) return `1 ${noun ?? say('step')}`
  return `${group.length} ${nouns ?? (noun === null ? say('steps') : `${noun}s`)}`
}

function moneyTexts(effects: readonly TitledEffect[]): readonly string[] {
  const { money } = speechFor(effects)
  return [...moneyByCurrency(effects)].map(([currency, minor]) => money(minor, currency))
}

function speechFor([first]: readonly TitledEffect[]): Speech {
  return speechOf(first?.declaration ?? {})
}
