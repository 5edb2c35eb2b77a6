import type { Stems } from './stems.ts'
import type { ReadSupport } from './support.ts'
import type { Word } from '../sentence/claim-words.ts'

/** Why a sentence isn't shown: what is wrong, and the word or stretch of it that shows it. */
export interface Complaint {
  readonly code: 'letters' | 'secret' | 'deed' | 'name' | 'negation' | 'quantifier' | 'modality' | 'opposite' | 'words'
  readonly at: string
}

/** A check of one kind; null where nothing is wrong. */
export type Check = (claim: Claim, support: ReadSupport, stems: Stems) => Complaint | null

/** A sentence that is to be carried. */
export interface Claim {
  readonly text: string
  readonly words: readonly Word[]
}
