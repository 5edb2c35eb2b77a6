import type { Expression, Pattern } from './pattern.ts'

/** An expression that the plan language takes, or why it takes it not and what to write instead. */
export type Parsed =
  | { readonly ok: true; readonly expression: Expression }
  | { readonly ok: false; readonly instead: string }

/**
 * Reads an expression that JavaScript itself has taken: what it means is known to be well formed. Of it the language
 * takes what can be matched in time that grows with the text alone.
 */
export function parseExpression(source: string, flags: string): Parsed {
  const foreign = [...flags].find((flag) => !FLAGS.includes(flag))
  if (foreign) return refused(`The flag ${foreign} of a regular expression isn't in the plan language: leave it out.`)
  const reader = new Reader(source, flags)
  const pattern = reader.choice()
  if (reader.refusal !== null) return refused(reader.refusal)
  if (reader.rest !== '') return refused(UNREADABLE)
  return { ok: true, expression: { pattern, groups: reader.groups, names: reader.names, flags } }
}

const FLAGS = 'gimsu'
const LOOK = "A look ahead or behind isn't in the plan language"
const THOUSANDS = "for thousands write number.toLocaleString('en-US'), and else match what stands around it in groups"
const REFUSED: readonly (readonly [RegExp, string])[] = [
  [/^\(\?<?[=!]/u, `${LOOK}: ${THOUSANDS}.`],
  [
    /^\(\?(?!:|<[A-Za-z_$])/u,
    "That group of a regular expression isn't in the plan language: write (…), (?:…) or (?<name>…).",
  ],
  [
    /^\\(?:[1-9]|k)/u,
    "A reference back isn't in the plan language: match both parts in groups and compare them with ===.",
  ],
]
const UNREADABLE =
  "That regular expression isn't in the plan language: escape what stands for itself, such as \\{, \\] and \\-."

function refused(instead: string): Parsed {
  return { ok: false, instead }
}

class Reader {
  rest: string
  groups = 0
  refusal: string | null = null
  readonly names = new Map<string, number>()
  readonly #character: RegExp

  constructor(source: string, flags: string) {
    this.rest = source
    this.#character = flags.includes('u') ? UNICODE_CHARACTER : CHARACTER
  }

  choice(): Pattern {
    const options = [this.#sequence()]
    while (this.#take(/^\|/u)) options.push(this.#sequence())
    const [only] = options
    return options.length === 1 && only ? only : { kind: 'choice', options }
  }

  #sequence(): Pattern {
    const parts: Pattern[] = []
    while (this.refusal === null && this.rest !== '' && !/^[|)]/u.test(this.rest)) parts.push(this.#quantified())
    const [only] = parts
    return parts.length === 1 && only ? only : { kind: 'sequence', parts }
  }

  #quantified(): Pattern {
    const body = this.#atom()
    const found = this.#take(QUANTIFIER)
    if (!found) return body
    const [, sign = '', from, comma, to] = found
    const [min, max] =
      sign === '*'
        ? [0, Infinity]
        : sign === '+'
          ? [1, Infinity]
          : sign === '?'
            ? [0, 1]
            : [Number(from), comma === undefined ? Number(from) : to ? Number(to) : Infinity]
    return { kind: 'repeat', body, min, max, greedy: !this.#take(/^\?/u) }
  }

  #atom(): Pattern {
    const refusal = REFUSED.find(([start]) => start.test(this.rest))
    if (refusal) return this.#refuse(refusal[1])
    if (this.#take(/^\^/u)) return { kind: 'place', at: 'start' }
    if (this.#take(/^\$/u)) return { kind: 'place', at: 'end' }
    if (this.#take(/^\\b/u)) return { kind: 'place', at: 'edge' }
    if (this.#take(/^\\B/u)) return { kind: 'place', at: 'no-edge' }
    const opening = this.#take(/^\((?:\?(?::|<([^>]+)>))?/u)
    if (opening) return this.#group(opening)
    const character = this.#take(this.#character)
    return character ? { kind: 'character', source: character[0] } : this.#refuse(UNREADABLE)
  }

  #group([opening, name]: RegExpExecArray): Pattern {
    const index = opening === '(?:' ? 0 : ++this.groups
    if (name !== undefined) this.names.set(name, index)
    const body = this.choice()
    if (!this.#take(/^\)/u)) return this.#refuse(UNREADABLE)
    return index === 0 ? body : { kind: 'group', index, body }
  }

  #refuse(instead: string): Pattern {
    this.refusal ??= instead
    return { kind: 'empty' }
  }

  #take(what: RegExp): RegExpExecArray | null {
    const found = what.exec(this.rest)
    if (found) this.rest = this.rest.slice(found[0].length)
    return found
  }
}

const QUANTIFIER = /^(?:([*+?])|\{(\d+)(,)?(\d+)?\})/u
// Of what JavaScript takes only for old pages' sake (octal escapes, \c, an escape that is none) nothing is known here.
const ESCAPE = String.raw`\\(?:[dDsSwWtnrvf]|0(?!\d)|x[\dA-Fa-f]{2}|u[\dA-Fa-f]{4}|[^\dA-Za-z])`
const UNICODE_ESCAPE = String.raw`\\(?:u\{[\dA-Fa-f]+\}|[pP]\{[^}]+\}|u[dD][89abAB][\dA-Fa-f]{2}\\u[dD][c-fC-F][\dA-Fa-f]{2})`
const CLASS = String.raw`\[\^?(?:[^\]\\]|\\.)*\]`
const CHARACTER = new RegExp(`^(?:${ESCAPE}|${CLASS}|[^\\\\[\\](){}*+?|^$])`, 's')
const UNICODE_CHARACTER = new RegExp(`^(?:${UNICODE_ESCAPE}|${ESCAPE}|${CLASS}|[^\\\\[\\](){}*+?|^$])`, 'su')
