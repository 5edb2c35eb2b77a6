import type { Stretch } from '#answers/place/stretch.ts'
import type { Told } from './articles.ts'
import type { Chance } from './chance.ts'

/** A sentence as a model would give it, with its quotes, and whether they carry it. */
export interface GroundingCase {
  readonly kind: string
  readonly isTrue: boolean
  readonly text: string
  readonly question: string
  readonly language: string
  readonly stretches: readonly Stretch[]
  /** `passage` counts the stretches from 1. */
  readonly quotes: readonly { readonly passage: number; readonly quote: string }[]
  /** Of the half that nothing is tuned by. */
  readonly isHeldOut: boolean
}

/** Makes a sentence out of one that stands there; null where that one has nothing to be changed in this way. */
export type Kind = (told: Told, drawn: Drawn) => Made | null

export interface Drawn {
  readonly chance: Chance
  readonly all: readonly Told[]
  readonly names: readonly string[]
}

export interface Made {
  readonly text: string
  /** Left out: the sentence itself. */
  readonly quoted?: readonly Told[]
}
