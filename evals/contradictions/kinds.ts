import type { PlacedSentence } from '#answers/contradiction/subject.ts'
import type { Told } from '../grounding/articles.ts'
import type { Chance } from '../grounding/chance.ts'
import { small, unstopped } from '../grounding/unsupported-kinds.ts'
import { placed } from './pair.ts'

type Sides = readonly [PlacedSentence, PlacedSentence]
/** Makes a pair out of a sentence that stands in a document; null where that one has nothing to be changed in this way. */
export type PairKind = (told: Told, chance: Chance) => Sides | null

/** What says the same of another thing, of another case or in other words: none of it is a contradiction. */
export const LOOKS_SO: Readonly<Record<string, PairKind>> = {
  'another product': (told, chance) =>
    both(
      told,
      otherNumber(told, chance),
      twoOf(chance, ['Basic plan', 'Pro plan', 'Gold card', 'Silver card', 'Model A lamp']),
    ),
  'another place': (told, chance) =>
    both(
      told,
      otherNumber(told, chance),
      twoOf(chance, ['Denmark', 'Norway', 'Shop in Aarhus', 'Shop in Oslo', 'Export']),
    ),
  'another section': (told, chance) => {
    const heading = headingOf(chance.pick(told.article.sentences))
    const text = otherNumber(told, chance)
    if (text === null || heading === headingOf(told) || told.text.includes(heading.toLowerCase())) return null
    const { title } = told.article
    return [sideOf(told, told.text), placed(text, title, `${title} › ${heading}`)]
  },
  'another condition': (told, chance) => conditioned(told, chance, CONDITIONS[languageOf(told)]),
  'an exception, with “not”': (told, chance) => {
    const text = negated(told)
    const condition = chance.pick(CONDITIONS[languageOf(told)])
    return text === null ? null : [sideOf(told, told.text), besides(told, `${condition} ${small(text)}`)]
  },
  'another time': (told, chance) => {
    const text = otherNumber(told, chance)
    const year = 2_015 + chance.below(6)
    const [of, then] = told.article.language === 'de' ? ['Im Jahr', 'Im Jahr'] : ['In', 'In']
    if (text === null) return null
    return [
      sideOf(told, `${of} ${year}, ${small(told.text)}`),
      besides(told, `${then} ${year + 1 + chance.below(4)}, ${small(text)}`),
    ]
  },
  'old and new for two groups': (told, chance) => {
    const text = otherNumber(told, chance)
    const [before, since] =
      told.article.language === 'de'
        ? ['Für Verträge vor 2020 gilt:', 'Für Verträge seit 2020 gilt:']
        : ['For contracts from before 2020:', 'For contracts made since 2020:']
    return text === null
      ? null
      : [sideOf(told, `${before} ${small(told.text)}`), besides(told, `${since} ${small(text)}`)]
  },
  'an example': (told, chance) => {
    const text = otherNumber(told, chance)
    const lead = told.article.language === 'de' ? 'Zum Beispiel:' : 'For example,'
    return text === null ? null : [sideOf(told, told.text), besides(told, `${lead} ${small(text)}`)]
  },
  'the same in another unit': (told) => {
    const text = told.text
      .replace(/\b7 days\b/u, 'one week')
      .replace(/\b14 days\b/u, 'two weeks')
      .replace(/\b30 days\b/u, 'one month')
      .replace(/\b(\d+) years\b/u, (_, count: string) => `${Number(count) * 12} months`)
      .replace(/\b(\d+) Jahre\b/u, (_, count: string) => `${Number(count) * 12} Monate`)
      .replace(/\b(\d+) hours\b/u, (_, count: string) => `${Number(count) * 60} minutes`)
      .replace(/\b(\d+) minutes\b/u, (_, count: string) => `${Number(count) * 60} seconds`)
      .replace(/\b(\d+)\.00 EUR\b/u, '€$1')
    return text === told.text ? null : [sideOf(told, told.text), besides(told, text)]
  },
  'a bound and another': (told, chance) => {
    const bounded = (text: string, bound: string) => text.replace(/(?<=\s)(?=\d)/u, `${bound} `)
    const text = otherNumber(told, chance)
    const [most, least] = told.article.language === 'de' ? ['höchstens', 'mindestens'] : ['at most', 'at least']
    if (text === null || BOUND.test(told.text)) return null
    return [sideOf(told, bounded(told.text, most)), besides(told, bounded(text, least))]
  },
  'of another thing': (told, chance) => {
    const text = otherNumber(told, chance)
    const [found] = /(?<=\b(?:an?|the|any|each|every|der|die|das) )\p{Ll}{4,}/u.exec(told.text) ?? []
    if (text === null || found === undefined || FURTHER.test(text)) return null
    const thing = chance.pick(['kettle', 'bicycle', 'contract', 'piano', 'passport', 'tenant'])
    return [sideOf(told, told.text), besides(told, text.replace(found, thing))]
  },
  'another sentence of ours': (told, chance) => {
    const other = chance.pick(told.article.sentences)
    return other.text === told.text ? null : [sideOf(told, told.text), besides(other, other.text)]
  },
}

/** What one document says and another says otherwise. */
export const REAL: Readonly<Record<string, PairKind>> = {
  'another number': (told, chance) => besideIt(told, otherNumber(told, chance)),
  'another number, and a connective': (told, chance) => {
    const text = otherNumber(told, chance)
    const lead = told.article.language === 'de' ? 'Außerdem:' : chance.pick(['Please note that', 'Moreover,', 'Also:'])
    return besideIt(told, text === null ? null : `${lead} ${small(text)}`)
  },
  'another number, shortened': (told, chance) => {
    const text = otherNumber(told, chance)
    const [first = '', ...rest] = (text ?? '').split(/, (?:and|but|because|which|und|aber) /u)
    return rest.length === 0 || !/\d/u.test(first) ? null : besideIt(told, `${unstopped(first)}.`)
  },
  'a “not” put in': (told) => besideIt(told, negated(told)),
  'a “not” taken out': (told) => {
    const text = told.text.replace(
      /\b(can|do|does|is|are|must|may)(?:n['’]t| not)\b|\bcannot\b/u,
      (found, verb?: string) => verb ?? (found ? 'can' : ''),
    )
    return besideIt(told, text === told.text ? null : text)
  },
}

/** What stands behind it may be left out of what is compared. */
const FURTHER = /; |, (?:and|but|because|which|so|und|aber|weil) /u

const BOUND =
  /\b(?:at least|at most|up to|more than|less than|above|over|under|within|until|mindestens|höchstens|innerhalb)\b/iu

const CONDITIONS = {
  de: ['Im Ausland gilt: ', 'Bei Firmenkunden gilt: ', 'Bei Sonderanfertigungen gilt: ', 'Wenn Sie Mitglied sind: '],
  en: [
    'If you are a member,',
    'For orders from abroad,',
    'For companies,',
    'In the outlet,',
    'When stock is low,',
    'Except for members,',
  ],
} as const

function languageOf({ article }: Told): 'de' | 'en' {
  return article.language === 'de' ? 'de' : 'en'
}

function conditioned(told: Told, chance: Chance, from: readonly string[]): Sides | null {
  const text = otherNumber(told, chance)
  return text === null ? null : [sideOf(told, told.text), besides(told, `${chance.pick(from)} ${small(text)}`)]
}

function sideOf(told: Told, text: string): PlacedSentence {
  return placed(text, told.article.title, told.stretch[0].heading)
}

// A leaflet with the same heading.
function besides(told: Told, text: string): PlacedSentence {
  const title = told.article.language === 'de' ? 'Merkblatt' : 'Handbook'
  return placed(text, title, `${title} › ${told.article.title} › ${headingOf(told)}`)
}

function besideIt(told: Told, text: string | null): Sides | null {
  return text === null || text === told.text ? null : [sideOf(told, told.text), besides(told, text)]
}

function both(told: Told, text: string | null, [title, other]: readonly [string, string]): Sides | null {
  const heading = headingOf(told)
  if (text === null) return null
  return [placed(told.text, title, `${title} › ${heading}`), placed(text, other, `${other} › ${heading}`)]
}

function twoOf(chance: Chance, names: readonly string[]): readonly [string, string] {
  const one = chance.pick(names)
  return [one, chance.pick(names.filter((name) => name !== one))]
}

function headingOf({ stretch }: Told): string {
  return stretch[0].heading.split(' › ').at(-1) ?? ''
}

/** A number that says how much: not one of a rule, a step or a name. */
const HOW_MUCH =
  /(?<=\s)(\d{1,4})(?=(?:\.\d\d)? (?:EUR|%|days|working days|years|months|weeks|minutes|hours|seconds|characters|people|metres|Tage|Tagen|Jahre|Werktagen|Werktage|Minuten)\b|,\d\d EUR| %)/u

function otherNumber({ text }: Told, chance: Chance): string | null {
  const changed = text.replace(HOW_MUCH, (digits) => String(Number(digits) * 2 + 1 + chance.below(20)))
  return changed === text ? null : changed
}

function negated({ text }: Told): string | null {
  if (/\b(?:not|no|never|only|all|cannot|nicht|kein\p{L}*)\b|n['’]t\b/iu.test(text)) return null
  const changed = text.replace(/\b(can|is|are|must|may|kann|ist|sind|gilt)\b/u, (verb) =>
    /^(?:kann|ist|sind|gilt)$/u.test(verb) ? `${verb} nicht` : `${verb} not`,
  )
  return changed === text ? null : changed
}
