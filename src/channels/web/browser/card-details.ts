import type { FoldName, ShownCard } from './card-props.ts'
import { screenTexts } from '#cards/texts/screen-texts.ts'
import { h, type Child } from './element.ts'
import { icon } from './icons.ts'
import { writtenLines } from '#cards/drawing/written-lines.ts'

const words = screenTexts.card

/** What stands one tap under a card: where values come from, what it looked at, the plan as written, the rules. */
export function cardDetails(props: ShownCard): Child | null {
  const { plan } = props.card
  const values = plan.effects.reduce((sum, effect) => sum + effect.arguments.length, 0)
  const lines = writtenLines(plan).length
  const folds = [
    values > 0 && fold('values', String(values), props),
    plan.reads.length > 0 && fold('looked', String(plan.reads.length), props),
    lines > 0 && fold('written', words.lines(lines), props),
    plan.verdict !== null && fold('rules', String(plan.verdict.policies.length), props),
  ].filter((part) => part !== false)
  return folds.length === 0 ? null : h('div', { key: 'details', class: 'more' }, folds)
}

/** The key that opens each in the console. */
const LETTERS: Readonly<Record<FoldName, string>> = { values: 'O', looked: 'L', written: 'P', rules: 'R' }

// A chat is narrow: there the folds share a line, and are called in a word.
function fold(name: FoldName, count: string, props: ShownCard): Child {
  const { density, details } = props
  const isChat = density === 'chat'
  const toggle = ({ currentTarget }: Event): void => {
    if (currentTarget instanceof HTMLDetailsElement && currentTarget.open) details.opened()
  }
  return h(
    'details',
    { key: name, 'data-detail': name, on: { toggle } },
    h(
      'summary',
      null,
      icon('next'),
      isChat ? words.inShort[name] : words[name],
      isChat
        ? null
        : h('span', { class: 'k' }, h('bdi', null, count), h('kbd', { 'aria-hidden': 'true' }, LETTERS[name])),
    ),
    h('div', { class: 'in' }, details.content(name, props)),
  )
}
