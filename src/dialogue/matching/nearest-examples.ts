import type { PlaybookIndex } from './playbook-index.ts'
import { correctedMessage } from './playbook-index.ts'
import { CHARACTERS, textSpace, type TextSpace } from '../recognition/text-space.ts'

/** A message that an operator wrote for a playbook, and how like another one it is, from 0 to 1. */
export interface NearExample {
  /** Null for a question, which none does. */
  readonly playbook: string | null
  readonly written: string
  readonly likeness: number
}

const spaces = new WeakMap<PlaybookIndex, TextSpace>()

/** An agent's examples, those first that have most pieces of words in common with a message, rare ones counting more. */
export function nearestExamples(index: PlaybookIndex, typed: string): readonly NearExample[] {
  const { examples } = index
  const space =
    spaces.get(index) ??
    textSpace(
      examples.map(({ text }) => text.split(' ')),
      CHARACTERS,
    )
  spaces.set(index, space)
  const likeness = new Float64Array(examples.length)
  space.addCosines(correctedMessage(index, typed).split(' '), 1, likeness)
  return examples
    .flatMap(({ intent, written }, at) =>
      intent.to === 'hand-over'
        ? []
        : [
            {
              playbook: intent.to === 'playbook' ? intent.playbook : null,
              written,
              likeness: likeness[at] ?? 0,
            },
          ],
    )
    .toSorted((one, other) => other.likeness - one.likeness)
}
