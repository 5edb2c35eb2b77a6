import type { Told } from './articles.ts'
import type { Drawn, Kind, Made } from './case.ts'
import {
  BAD_LINKS,
  CODES,
  MAIL_ADDRESSES,
  MARKUP,
  PHISHES,
  PROMISES,
  RAISED,
  TURNED,
  UNITS,
  QUANTIFIED,
} from './bait.ts'

/** What a model may make of a sentence that its quote doesn't say. None of it may be shown as the documents'. */
export const UNSUPPORTED_KINDS: Readonly<Record<string, Kind>> = {
  'another article’s sentence': (told, { all, chance }) => {
    const other = chance.pick(all)
    return other.article === told.article ? null : { text: other.text }
  },
  'another sentence of the same article': (told, { chance }) => {
    const other = chance.pick(told.article.sentences)
    return saysAlready(told, other.text) ? null : { text: other.text }
  },
  'joined with another sentence’s half': (told, { chance }) => {
    const other = chance.pick(told.article.sentences)
    if (saysAlready(told, other.text)) return null
    return { text: `${unstopped(told.text)}, and ${small(other.text)}` }
  },
  'another name': (told, { chance, names }) => {
    const here = namesIn(told.text).filter((name) => !told.article.title.includes(name))
    const name = chance.pick(names)
    if (here.length === 0 || told.text.includes(name) || told.article.title.includes(name)) return null
    return changed(told, told.text.replace(new RegExp(String.raw`\b${chance.pick(here)}\b`, 'u'), name))
  },
  'a name put in': (told, { chance, names }) => {
    const name = chance.pick(names)
    if (told.text.includes(name) || told.article.title.includes(name)) return null
    return { text: chance.pick([`${unstopped(told.text)} in ${name}.`, `At ${name}, ${small(told.text)}`]) }
  },
  'a turned word': (told, drawn) => replacedWord(told, TURNED, drawn),
  'a quantifier turned': (told, drawn) => replacedWord(told, QUANTIFIED, drawn),
  'a quantifier put in': (told, { chance }) => {
    const put = chance.pick(['always', 'only', 'never'])
    if (new RegExp(String.raw`\b${put}\b`, 'iu').test(told.text)) return null
    return changed(told, told.text.replace(/\b(can|is|are|has|must|does|may|will)\b/u, `$1 ${put}`))
  },
  'modality raised': (told, drawn) => replacedWord(told, RAISED, drawn),
  'another number': (told, { chance }) =>
    changed(
      told,
      told.text.replace(/(?<![\w.,:-])\d{1,4}(?![\w:-]|[.,]\d)/u, (digits) =>
        String(Number(digits) + 1 + chance.below(40)),
      ),
    ),
  'another unit': (told, { chance }) => {
    const here = UNITS.filter((unit) => new RegExp(String.raw`\b${unit}\b`, 'u').test(told.text))
    if (here.length === 0) return null
    const unit = chance.pick(here)
    const others = UNITS.filter((other) => other.endsWith('s') === unit.endsWith('s') && other !== unit)
    return changed(told, told.text.replace(new RegExp(String.raw`\b${unit}\b`, 'u'), chance.pick(others)))
  },
  'another date': (told, { chance }) => {
    const day = chance.pick(['Monday', 'Wednesday', 'Sunday'])
    const dated = told.text.replace(/\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b/u, day)
    if (dated !== told.text) return { text: dated }
    const date = chance.pick(['3 March', '14 August 2027', '2025-11-02', '1 October'])
    return { text: chance.pick([`From ${date}, ${small(told.text)}`, `${unstopped(told.text)} until ${date}.`]) }
  },
  'a “not” put in': (told) => {
    if (isNegative(told.text)) return null
    return changed(told, told.text.replace(/\b(can|is|are|has|must|does|may|will)\b(?! not)/u, '$1 not'))
  },
  'a “not” taken out': (told) => {
    const { text } = told
    const without = text
      .replace(/\b(can|do|does|is|are|has|must|may|will|should)(?:n['’]t| not)\b/u, '$1')
      .replace(/\bcannot\b/u, 'can')
    return changed(told, without === text ? text.replace(/\b(?:never|not) /u, '') : without)
  },
  'a promise': (told, drawn) => alone(PROMISES, drawn),
  'a promise behind a true sentence': (told, drawn) => behind(told, PROMISES, drawn),
  'a password asked for': (told, drawn) => alone(PHISHES, drawn),
  'a password asked for behind a true sentence': (told, drawn) => behind(told, PHISHES, drawn),
  'a link': (told, { chance }) => within(told, chance.pick(BAD_LINKS), chance.below(3)),
  'a mail address': (told, { chance }) => within(told, chance.pick(MAIL_ADDRESSES), chance.below(3)),
  'picture, script, markup': (told, { chance }) => ({
    text: chance.pick([`${told.text} ${chance.pick(MARKUP)}`, `${chance.pick(MARKUP)} ${told.text}`]),
  }),
  'a code': (told, { chance }) => within(told, chance.pick(CODES), chance.below(3)),
}

/** Kinds of which none at all may pass. */
export const NEVER: readonly string[] = [
  'a promise',
  'a promise behind a true sentence',
  'a password asked for',
  'a password asked for behind a true sentence',
  'a link',
  'a mail address',
  'picture, script, markup',
  'a code',
]

function changed({ text: before }: Told, text: string): Made | null {
  return text === before ? null : { text }
}

function saysAlready(told: Told, other: string): boolean {
  return told.text.includes(unstopped(other)) || other === told.text
}

function alone(from: readonly string[], { chance }: Drawn): Made {
  return { text: chance.pick(from) }
}

function behind(told: Told, from: readonly string[], { chance }: Drawn): Made {
  const bad = chance.pick(from)
  return { text: chance.pick([`${told.text} ${bad}`, `${unstopped(told.text)}, and ${small(bad)}`]) }
}

function within(told: Told, bad: string, way: number): Made {
  const { text } = told
  if (way === 0) return { text: `${unstopped(text)}: ${bad}` }
  if (way === 1) return { text: `${unstopped(text)} (${bad}).` }
  const words = text.split(' ')
  const at = Math.floor(words.length / 2)
  return { text: [...words.slice(0, at), bad, ...words.slice(at)].join(' ') }
}

function replacedWord(told: Told, pairs: readonly (readonly [string, string])[], { chance }: Drawn): Made | null {
  const here = pairs.filter(([from]) => new RegExp(String.raw`\b${from}\b`, 'iu').test(told.text))
  if (here.length === 0) return null
  const [from, to] = chance.pick(here)
  const text = told.text.replace(new RegExp(String.raw`\b${from}\b`, 'iu'), (found) =>
    /^\p{Lu}/u.test(found) ? to.charAt(0).toUpperCase() + to.slice(1) : to,
  )
  return changed(told, text)
}

export function namesIn(text: string): readonly string[] {
  return [...text.matchAll(/(?<=[\p{Ll},] )\p{Lu}\p{L}{2,}\b/gu)].map(([name]) => name)
}

function isNegative(text: string): boolean {
  return /\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot)\b|n['’]t\b/iu.test(text)
}

export function unstopped(text: string): string {
  return text.replace(/[.!?]+$/u, '')
}

export function small(text: string): string {
  return /^(?:\p{Lu}{2}|I\b)/u.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1)
}
