import { type Colour, hexColour, isIndistinct, WHITE } from '../colour.ts'
import { type Declarations, declarationsOf, type Rule } from './css.ts'

/** What decides whether an element's text shows, as far as it is inherited. */
export interface Look {
  readonly colour: Colour
  /** Null where something else than one colour is under it. */
  readonly ground: Colour | null
  readonly fontPx: number
  /** Taken out of the page, with all that it holds. */
  readonly isHidden: boolean
}

export const PLAIN_LOOK: Look = { colour: [0, 0, 0], ground: WHITE, fontPx: 16, isHidden: false }

/** Text under this is below what anybody reads. */
const TINY_PX = 3

/** An offset so far off the page that it hides an element. */
const FAR_AWAY = /^-(?:\d{4,}|999)(?:\.\d+)?(?:px|em|rem|pt|%)?$/u

export interface ElementFacts {
  readonly tag: string
  readonly attributes: ReadonlyMap<string, string>
}

/** How an element looks, given what it stands in and the page's rules. */
export function lookOf({ tag, attributes }: ElementFacts, around: Look, rules: readonly Rule[]): Look {
  const declared = new Map<string, string>()
  const classes = (attributes.get('class') ?? '').split(/\s+/u)
  for (const rule of rules) {
    const applies =
      (rule.tag === null || rule.tag === tag) &&
      (rule.id === null || rule.id === attributes.get('id')) &&
      rule.classes.every((name) => classes.includes(name))
    if (applies) for (const [property, value] of rule.declarations) declared.set(property, value)
  }
  for (const [property, value] of declarationsOf(attributes.get('style') ?? '')) declared.set(property, value)
  const colour = colourOf(declared.get('color') ?? (tag === 'font' ? attributes.get('color') : undefined))
  const ground = groundOf(declared, attributes.get('bgcolor'))
  const fontPx = fontSize(declared.get('font-size'), around.fontPx)
  const isGone = isTakenOut(attributes, declared) || colour === 'transparent' || fontPx < TINY_PX
  const look = {
    colour: colour === null || colour === 'transparent' ? around.colour : colour,
    ground: ground === 'none' ? around.ground : ground,
    fontPx,
  }
  // Something under hidden that says it is visible again shows, in the one case of `visibility`.
  const wasOnlyInvisible = around.isHidden && declared.get('visibility') === 'visible' && !isGone
  return { ...look, isHidden: isGone || (around.isHidden && !wasOnlyInvisible) }
}

/** Whether letters with this look can't be told from what is under them. What stands in them may have another. */
export function isUnseen({ colour, ground }: Look): boolean {
  return ground !== null && isIndistinct(colour, ground)
}

function isTakenOut(attributes: ReadonlyMap<string, string>, declared: Declarations): boolean {
  const is = (property: string, pattern: RegExp) => pattern.test(declared.get(property) ?? '')
  const isSmall = is('width', /^[01](?:px)?$/u) || is('height', /^[01](?:px)?$/u) || is('max-height', /^0/u)
  const isPlaced = is('position', /^(?:absolute|fixed)$/u)
  return (
    attributes.has('hidden') ||
    attributes.get('aria-hidden') === 'true' ||
    is('display', /^none$/u) ||
    is('visibility', /^(?:hidden|collapse)$/u) ||
    is('opacity', /^0*\.?0+%?$/u) ||
    is('text-indent', FAR_AWAY) ||
    (isPlaced && (is('left', FAR_AWAY) || is('top', FAR_AWAY) || is('right', FAR_AWAY))) ||
    (isPlaced && is('clip', /^rect\((?:[01](?:px)?[\s,]*){4}\)$/u)) ||
    is('clip-path', /^inset\((?:50|100)%/u) ||
    (isSmall && is('overflow', /^(?:hidden|clip)$/u)) ||
    is('transform', /scale[xy]?\(\s*0(?:\.0+)?\s*[,)]/u)
  )
}

function groundOf(declared: Declarations, attribute: string | undefined): Colour | 'none' | null {
  const text = declared.get('background-color') ?? declared.get('background') ?? attribute
  if (text === undefined) return declared.has('background-image') ? null : 'none'
  if (/url\(|gradient\(|var\(/u.test(text)) return null
  const colour = colourOf(text.split(/\s+(?![^(]*\))/u)[0])
  return colour === 'transparent' || colour === null ? 'none' : colour
}

function fontSize(text: string | undefined, around: number): number {
  const parts = /^(\d*\.?\d+)(px|pt|em|rem|%)?$/u.exec(text ?? '')
  if (!parts) return around
  const number = Number(parts[1])
  switch (parts[2]) {
    case 'pt':
      return (number * 4) / 3
    case 'em':
      return number * around
    case 'rem':
      return number * 16
    case '%':
      return (number / 100) * around
    default:
      return number
  }
}

const NAMED: Readonly<Record<string, Colour>> = {
  white: WHITE,
  snow: [255, 250, 250],
  ivory: [255, 255, 240],
  ghostwhite: [248, 248, 255],
  whitesmoke: [245, 245, 245],
  black: [0, 0, 0],
  red: [255, 0, 0],
  green: [0, 128, 0],
  blue: [0, 0, 255],
  navy: [0, 0, 128],
  gray: [128, 128, 128],
  grey: [128, 128, 128],
  silver: [192, 192, 192],
  yellow: [255, 255, 0],
  orange: [255, 165, 0],
  purple: [128, 0, 128],
}

/** Null for what says nothing that we know. */
function colourOf(text: string | undefined): Colour | 'transparent' | null {
  if (text === undefined) return null
  const value = text.trim().toLowerCase()
  if (value === 'transparent') return 'transparent'
  const named = NAMED[value]
  if (named) return named
  const parts = /^rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)(?:[\s,/]+([\d.]+%?))?\s*\)$/u.exec(value)
  if (!parts) return hexColour(value)
  if (parts[4] !== undefined && Number.parseFloat(parts[4]) === 0) return 'transparent'
  return [Number(parts[1]), Number(parts[2]), Number(parts[3])]
}
