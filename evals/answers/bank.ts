import { chanceOf } from '../grounding/chance.ts'
import { type Kind, KINDS } from './bank-products.ts'
import type { KeyQuestion } from './key.ts'
import type { Page } from './pages.ts'

/*
 * A bank's list: products of four kinds, whose pages have nearly the same sentences with other names and values. The
 * values are drawn by a seed; what is asked of them is written by hand for each attribute, in words that the pages lack.
 */

const SEED = 94

/** Products that people name and that aren't in the list. */
const UNKNOWN: readonly string[] = [
  'Turquoise card',
  'Velvet card',
  'Canyon account',
  'Glacier account',
  'Comet savings plan',
  'Sparkonto Lawine',
]

interface Product {
  readonly kind: Kind
  readonly name: string
  readonly values: readonly string[]
}

function products(): readonly Product[] {
  const chance = chanceOf(SEED)
  return KINDS.flatMap((kind) =>
    kind.names.map((name) => ({ kind, name, values: kind.attributes.map(({ values }) => chance.pick(values)) })),
  )
}

/** A page for each product, and one for each kind with its products in a table. */
export function bankPages(): readonly Page[] {
  const all = products()
  return [
    ...all.map(({ kind, name, values }) => ({
      file: `${name.toLowerCase().replaceAll(' ', '-').replaceAll('ö', 'oe')}.md`,
      text: [
        `# ${name}`,
        kind.opens(name),
        ...kind.attributes.flatMap(({ heading, says }, at) => [`## ${heading}`, says(name, values[at] ?? '')]),
        '',
      ].join('\n\n'),
    })),
  ]
}

/** Each way of asking for an attribute, about a product that is drawn; what no page says; and products that aren't there. */
export function bankQuestions(): readonly KeyQuestion[] {
  const chance = chanceOf(SEED + 1)
  const all = products()
  return KINDS.flatMap((kind) => {
    const own = all.filter((product) => product.kind === kind)
    const said = kind.attributes.flatMap(({ asks }, at) =>
      [...asks, ...asks].flatMap((ask, way) => {
        const product = own[(at + way * 2 + (way < asks.length ? 0 : 1)) % own.length]
        if (!product) return []
        return [
          {
            ...ABSENT,
            ask: named(ask, product.name),
            kind: kindOf(kind, 'a value'),
            must: [exactly(product.values[at] ?? '')],
            from: [product.name],
          },
        ]
      }),
    )
    const unsaid = kind.unsaid.flatMap((ask) =>
      [0, 1].map(() => {
        const { name } = chance.pick(own)
        return { ...ABSENT, ask: named(ask, name), kind: kindOf(kind, 'what no page says'), near: [name] }
      }),
    )
    const unknown = UNKNOWN.filter((name) => name.endsWith(lastWord(kind)) || name.startsWith(lastWord(kind)))
    const elsewhere = unknown.flatMap((name) =>
      [0, 1, 2].map(() => ({
        ...ABSENT,
        ask: named(chance.pick(chance.pick(kind.attributes).asks), name),
        kind: kindOf(kind, 'an unknown name'),
      })),
    )
    return distinct([...said, ...unsaid, ...elsewhere])
  })
}

const ABSENT: KeyQuestion = { ask: '', kind: '', must: [], wrong: [], from: [], near: [] }

function kindOf({ language }: Kind, kind: string): string {
  return language === 'de' ? `${kind}, German` : kind
}

function lastWord({ language, names }: Kind): string {
  return (language === 'de' ? names[0]?.split(' ')[0] : names[0]?.split(' ').at(-1)) ?? ''
}

function named(ask: string, name: string): string {
  return ask.replace('{name}', name)
}

// "2 %" isn't said by "1.2 %", nor "25 EUR" by "125 EUR".
function exactly(value: string): RegExp {
  return new RegExp(`(?<![\\d.,])${value.replaceAll('.', String.raw`\.`)}`, 'u')
}

function distinct(questions: readonly KeyQuestion[]): readonly KeyQuestion[] {
  return questions.filter(({ ask }, at) => questions.findIndex((other) => other.ask === ask) === at)
}
