import { argumentWords } from '#core/argument-words.ts'
import type { EffectView } from '#contract/effect.ts'
import type { PlanView } from '#contract/plan.ts'
import type { Verdict } from '#core/verdict.ts'
import { screenTexts } from '../../screen-texts.ts'
import { ago } from './ago.ts'
import { argumentPaths, unlistedArguments, type ToldPath } from '../../plan-path.ts'
import type { Reader } from '../../plan-state.ts'
import { argumentList } from './card-steps.ts'
import { h, type Child } from './element.ts'
import { icon } from './icons.ts'
import type { CardProps } from './plan-card.ts'
import { shownPieces, shownText } from './shown-text.ts'

const words = screenTexts.card

/** What stands one tap under a card: where values come from, what it looked at, the plan as written, the rules. */
export function cardDetails(plan: PlanView, props: CardProps): Child | null {
  const folds = [
    valuesFold(plan, props),
    looksFold(plan, props),
    programFold(plan, props),
    rulesFold(plan, props),
  ].filter((part) => part !== null)
  return folds.length === 0 ? null : h('div', { key: 'details', class: 'more' }, folds)
}

type FoldName = 'values' | 'looked' | 'written' | 'rules'

/** The key that opens each in the console. */
const LETTERS: Readonly<Record<FoldName, string>> = { values: 'O', looked: 'L', written: 'P', rules: 'R' }

// A chat is narrow: there the folds share a line, and are called in a word.
function fold(name: FoldName, count: string, content: Child, { density }: CardProps): Child {
  const isChat = density === 'chat'
  return h(
    'details',
    { key: name, 'data-detail': name },
    h(
      'summary',
      null,
      icon('next'),
      isChat ? words.inShort[name] : words[name],
      isChat
        ? null
        : h('span', { class: 'k' }, h('bdi', null, count), h('kbd', { 'aria-hidden': 'true' }, LETTERS[name])),
    ),
    h('div', { class: 'in' }, content),
  )
}

// Steps that hold anything unchecked have their values open already, but here they are all together.
function valuesFold(plan: PlanView, props: CardProps): Child | null {
  const { effects } = plan
  const count = effects.reduce((sum, effect) => sum + effect.arguments.length, 0)
  if (count === 0) return null
  const lists = effects.map((effect) => effectValues(plan, effect, props.reader))
  return fold('values', String(count), h('div', null, lists), props)
}

function effectValues(plan: PlanView, effect: EffectView, reader: Reader): Child {
  const under = (name: string) => waysOf(argumentPaths(plan, effect, name, reader))
  const rows = unlistedArguments(effect).map(({ name, text }) =>
    h(
      'div',
      { key: name },
      h('dt', null, shownText(argumentWords(name))),
      h('dd', { class: 'value' }, shownText(text)),
      ...under(name),
    ),
  )
  return argumentList(effect.arguments, { under, rows }) ?? ''
}

function waysOf(paths: readonly ToldPath[]): readonly Child[] {
  return paths.map(({ name, text }) =>
    h('dd', { class: 'way' }, shownText(name === '' ? text : `${argumentWords(name)}: ${text}`)),
  )
}

function looksFold({ reads }: PlanView, props: CardProps): Child | null {
  if (reads.length === 0) return null
  const rows = reads.map(({ index, title, from, found, at }) => {
    const when = ago(at, props.clock)
    return h(
      'li',
      { key: String(index) },
      h('span', null, shownText(`${title}: ${found ? words.foundAt(when) : words.notFoundAt(when)}`)),
      h('span', { class: 'from' }, icon('record'), shownText(from)),
    )
  })
  return fold('looked', String(reads.length), h('ul', { class: 'reads' }, rows), props)
}

// A playbook keeps its file's line numbers, so what stood before it is blank here and left out.
function programFold({ id, program }: PlanView, props: CardProps): Child | null {
  const lines = program.split(/\r?\n/).map((line) => line.trimEnd())
  const first = lines.findIndex((line) => line !== '')
  if (first < 0) return null
  const written = lines.slice(first, lines.findLastIndex((line) => line !== '') + 1)
  const rows = written.map((line, index) =>
    h(
      'li',
      { key: String(index) },
      h('span', { class: 'n', 'aria-hidden': 'true' }, String(first + index + 1)),
      h('span', null, ...lineOf(line.replaceAll('\t', '  '))),
    ),
  )
  const list = h('ol', { class: 'code', role: 'list', tabindex: '0', 'aria-label': words.written, key: id }, rows)
  return fold('written', words.lines(written.length), list, props)
}

// An indent is an indent here; anywhere else a run of spaces could push something out of sight.
function lineOf(line: string): readonly Child[] {
  const indent = Math.min(/^ */.exec(line)?.[0].length ?? 0, 24)
  return [' '.repeat(indent), ...shownPieces(line.slice(indent))]
}

function rulesFold({ verdict, effects }: PlanView, props: CardProps): Child | null {
  if (verdict === null) return null
  const rows = [
    ruleRow(null, { title: words.plan, verdict }, props),
    ...effects.map((effect) => ruleRow(effect.index, effect, props)),
  ]
  const list = h('ul', { class: 'rules' }, rows)
  return fold('rules', String(verdict.policies.length), h('div', null, list, props.rules?.after ?? null), props)
}

function ruleRow(
  index: number | null,
  { title, verdict }: Pick<EffectView, 'title' | 'verdict'>,
  { rules }: CardProps,
): Child | null {
  if (verdict === null) return null
  const told = rules?.of(index) ?? null
  return h('li', { key: String(index) }, h('b', null, shownText(title)), ...ruleText(verdict, told === null), told)
}

function ruleText({ decision, roles, reasons, policies }: Verdict, isNamed: boolean): readonly Child[] {
  const outcome = { allow: words.ruleAllows, ask: asksText(roles), deny: words.ruleRefuses }[decision]
  const why = reasons.map((reason) => (/[.!?]$/.test(reason) ? reason : `${reason}.`)).join(' ')
  const by = isNamed && policies.length > 0 ? words.ruleNames(policies) : ''
  return shownPieces([`: ${outcome}.`, why, by].filter((part) => part !== '').join(' '))
}

function asksText(roles: readonly string[]): string {
  const others = roles.filter((role) => role !== 'requester')
  return others.length === 0 ? words.ruleAsksRequester : words.ruleAsks(others)
}
