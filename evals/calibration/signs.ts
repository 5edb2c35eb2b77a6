import { FEATURES } from '#answers/ranking/features/features.ts'

/** Which way something can count at most: what is for an answer is never learned to be against it by chance. */
export type Sign = 1 | -1 | 0

const FOR_IT = new Set(
  [
    'own synonym heading title body spelling prefix beside covered named score similarity nearer exact mark doer loose',
    'permits instructs defines reasons conditions related relatedAbove headingAsked titleAsked topic headed opens',
    'bothNegate negatedToo labelAsked alikeNamed',
  ].flatMap((line) => line.split(' ')),
)
const AGAINST_IT = new Set(
  [
    'exactMissing looseMissing unrelated unrelatedMost foreign foreignCount unsaid unsaidMost saidElsewhere saidNowhere',
    'alikeUnnamed alikeUnknown asksNegated headingNegates sibling outdone neighbour nameUnsaid nameNowhere otherName',
    'negatedElsewhere',
  ].flatMap((line) => line.split(' ')),
)
const STANDING_FOR = new Set(['worth', 'chance', 'mass', 'lead', 'leadOfDocument'])
const STANDING_AGAINST = new Set(['second', 'doubt', 'place'])
const FOUND_FOR = new Set(
  'together alone sentence lead similarity agreement kindGiven complete inNamed'
    .split(' ')
    .map((name) => `found ${name}`),
)
const FOUND_AGAINST = new Set('kindMissing nameMissing rarestMissing missing'.split(' ').map((name) => `found ${name}`))

/** Of the features of a sentence, in their order. */
export const FEATURE_SIGNS: readonly Sign[] = FEATURES.map((name) => signOf(name))

/** Of what is known of a place, by name. */
export function signOfPlace(name: string): Sign {
  if (name.startsWith('says ')) return signOf(name.slice('says '.length))
  if (STANDING_FOR.has(name) || FOUND_FOR.has(name)) return 1
  return STANDING_AGAINST.has(name) || FOUND_AGAINST.has(name) ? -1 : 0
}

/** A weight as its sign lets it be. */
export function held(weight: number, sign: Sign): number {
  return sign === 1 ? Math.max(0, weight) : sign === -1 ? Math.min(0, weight) : weight
}

function signOf(feature: string): Sign {
  return FOR_IT.has(feature) ? 1 : AGAINST_IT.has(feature) ? -1 : 0
}
