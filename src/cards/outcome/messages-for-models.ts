import { joinLabels, NO_SOURCES, type Label } from '#plan-language/values/label.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { mightSay } from '#plan-language/analysis/written-words.ts'
import { isForModels } from '../titles/for-models.ts'
import { shownPieces, type Made, type Reader } from '../plan-view/shown-pieces.ts'

/** What a program said, as a model may be shown it. */
export interface MessagesForModels {
  readonly text: string
  /** All that this hangs on. */
  readonly because: Label
}

const NOT_SHOWN = '[what was looked up: not shown]'

/**
 * What a program said, for those who read, plan or bear witness. Where nobody vouches for a part of it, the program's own words
 * and the values that are vouched for stand as they are, and the others as “[title 1 of A12]”: by the field, a number that the
 * same value has everywhere, and the record that it is of. Where such a value may have chosen the words, all that the
 * program might have said stands there instead, without a value: that is its text, which no value chose.
 */
export function messagesForModels(
  said: NonNullable<PlanRecord['said']>,
  made: Made & Pick<PlanRecord, 'literals'>,
  reader: Reader,
): MessagesForModels {
  if (isForModels(said.label, reader)) return { text: said.text, because: said.label }
  const { literals } = made
  if (!isForModels(literals, reader)) return { text: NOT_SHOWN, because: NO_SOURCES }
  const chosen: Label = { data: [], ctrl: said.label.ctrl }
  if (!isForModels(chosen, reader)) {
    const might = mightSay(made.program)
    const text = might.length === 0 ? NOT_SHOWN : `one of these: ${might.map((each) => `“${each}”`).join(' or ')}`
    return { text, because: literals }
  }
  const { text, labels } = shownPieces(said.text, made, reader)
  return { text, because: joinLabels([literals, chosen, ...labels]) }
}
