import type { CardProps, FoldName, ShownCard } from './card-props.ts'
import { REQUESTER } from '#auth/roles.ts'
import { argumentWords } from '#plan-language/values/argument-words.ts'
import type { EffectView } from '#contract/effect.ts'
import type { PlanView } from '#contract/plan.ts'
import type { Verdict } from '#core/verdict.ts'
import { detailsTexts as texts } from '#cards/texts/details-texts.ts'
import { screenTexts } from '#cards/texts/screen-texts.ts'
import { ago } from './ago.ts'
import { argumentPaths, unlistedArguments, type ToldPath } from '#cards/drawing/plan-path.ts'
import { stepRows, type CardValue } from '#cards/drawing/card-rows.ts'
import { valueList } from './card-steps.ts'
import { h, type Child } from './element.ts'
import { icon } from './icons.ts'
import { shownPieces, shownText } from './shown-text.ts'
import { writtenLines } from '#cards/drawing/written-lines.ts'

const words = screenTexts.card

/** What stands in one of a card's folds. */
export function detailContent(name: FoldName, props: ShownCard): Child {
  const { plan } = props.card
  switch (name) {
    case 'values':
      return valuesOf(props)
    case 'looked':
      return looksOf(plan, props)
    case 'written':
      return programOf(plan)
    case 'rules':
      return rulesOf(plan, props)
  }
}

// Steps that hold anything unchecked have their values open already, but here they are all together.
function valuesOf({ shown, card: { plan }, reader }: ShownCard): Child {
  return h(
    'div',
    null,
    stepRows(shown.rows).map(({ index, values }) => {
      const effect = plan.effects[index]
      return effect ? stepValues(values, effect, (name) => argumentPaths(plan, effect, name, reader)) : ''
    }),
  )
}

function stepValues(
  values: readonly CardValue[],
  effect: EffectView,
  pathsOf: (name: string) => readonly ToldPath[],
): Child {
  const under = (name: string) => waysOf(pathsOf(name))
  const rows = unlistedArguments(effect).map(({ name, text }) =>
    h(
      'div',
      { key: name },
      h('dt', null, shownText(argumentWords(name))),
      h('dd', { class: 'value' }, shownText(text)),
      ...under(name),
    ),
  )
  return valueList(values, { under, rows }) ?? ''
}

function waysOf(paths: readonly ToldPath[]): readonly Child[] {
  return paths.map(({ name, text }) =>
    h('dd', { class: 'way' }, shownText(name === '' ? text : `${argumentWords(name)}: ${text}`)),
  )
}

function looksOf({ reads }: PlanView, { clock }: CardProps): Child {
  const rows = reads.map(({ index, title, from, found, at }) => {
    const when = ago(at, clock)
    return h(
      'li',
      { key: String(index) },
      h('span', null, shownText(`${title}: ${found ? texts.foundAt(when) : texts.notFoundAt(when)}`)),
      h('span', { class: 'from' }, icon('record'), shownText(from)),
    )
  })
  return h('ul', { class: 'reads' }, rows)
}

function programOf(plan: PlanView): Child {
  const rows = writtenLines(plan).map(({ number, text }) =>
    h(
      'li',
      { key: String(number) },
      h('span', { class: 'n', 'aria-hidden': 'true' }, String(number)),
      h('span', null, ...lineOf(text.replaceAll('\t', '  '))),
    ),
  )
  return h('ol', { class: 'code', role: 'list', tabindex: '0', 'aria-label': words.written, key: plan.id }, rows)
}

// An indent is an indent here; anywhere else a run of spaces could push something out of sight.
function lineOf(line: string): readonly Child[] {
  const indent = Math.min(/^ */.exec(line)?.[0].length ?? 0, 24)
  return [' '.repeat(indent), ...shownPieces(line.slice(indent))]
}

function rulesOf({ verdict, effects }: PlanView, props: CardProps): Child {
  const rows = [
    ruleRow(null, { title: texts.plan, verdict }, props),
    ...effects.map((effect) => ruleRow(effect.index, effect, props)),
  ]
  return h('div', null, h('ul', { class: 'rules' }, rows), props.rules?.after ?? null)
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
  const outcome = { allow: texts.ruleAllows, ask: asksText(roles), deny: texts.ruleRefuses }[decision]
  const why = reasons.map((reason) => (/[.!?]$/.test(reason) ? reason : `${reason}.`)).join(' ')
  const by = isNamed && policies.length > 0 ? texts.ruleNames(policies) : ''
  return shownPieces([`: ${outcome}.`, why, by].filter((part) => part !== '').join(' '))
}

function asksText(roles: readonly string[]): string {
  const others = roles.filter((role) => role !== REQUESTER)
  return others.length === 0 ? texts.ruleAsksRequester : texts.ruleAsks(others)
}
