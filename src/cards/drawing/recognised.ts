import type { IntentView } from '#contract/intent.ts'
import type { PlanView } from '#contract/plan.ts'
import { planTexts } from '../texts/plan-texts.ts'
import { recognisedTexts as texts } from '../texts/recognised-texts.ts'

/** How it was recognised what somebody asked for, in sentences, and why it is doubted. */
export interface Recognised {
  readonly how: readonly string[]
  readonly doubts: readonly string[]
}

/** What whoever else looks at a plan is told of that; null for its requester, and where it isn't the reader's to know. */
export function recognised(
  { intent, requester, effects }: PlanView,
  reader: { readonly id: string },
): Recognised | null {
  if (intent === null || effects.length === 0 || requester.id === reader.id) return null
  // Of a plan from before that was kept the line above says so.
  if (intent.recognisedBy === null) return null
  return {
    how: [...howTexts(intent, texts.by[intent.recognisedBy]), ...wordsOfSteps(intent)],
    doubts: doubtTexts(intent),
  }
}

function howTexts({ likeness, near }: IntentView, by: string): readonly string[] {
  const sure = likeness === null ? texts.notMeasured : texts.sure(percent(likeness))
  const others = near.map((one) => texts.nearOne(one.title, percent(one.likeness)))
  const nothing = likeness === null ? [] : [texts.nothingNear]
  const nearby = others.length === 0 ? nothing : [texts.near(others)]
  return [`${by}, ${sure}.`, ...nearby]
}

function wordsOfSteps({ steps }: IntentView): readonly string[] {
  return steps.flatMap(({ index, said }) =>
    said === null ? [] : [texts.wordsFor(index + 1, planTexts.asked.quoted(said.text.replaceAll(/\s+/g, ' ')))],
  )
}

// Which steps nobody asked for says more than that there are some.
function doubtTexts({ doubts, steps }: IntentView): readonly string[] {
  const unasked = steps.flatMap(({ index, said }) => (said === null ? [String(index + 1)] : []))
  return doubts.map((doubt) =>
    doubt === 'unasked-step' && unasked.length > 0 ? texts.noWordsFor(unasked) : texts.doubts[doubt],
  )
}

// Never more than it is: 99.9 aren't 100.
function percent(likeness: number): number {
  return Math.floor(likeness * 100)
}
