import type { ChannelOperations } from '#contract/channel-operations.ts'
import type { Operations } from '#contract/operations.ts'
import { AppError } from '#core/errors.ts'
import { isOutsideId } from '#core/outside-principal.ts'
import type { Principal } from '#core/principal.ts'
import { inLanguage } from '#cards/texts/card-language.ts'
import { outsideCardTexts } from '#cards/texts/outside-card-texts.ts'
import { planUrl } from './plan-url.ts'
import { refusedOutcome } from '#cards/drawing/refused-outcome.ts'
import { refusedPress } from '#cards/drawing/refused-press.ts'
import { typedChanges, type TypedPlace } from '#cards/drawing/typed-edit.ts'
import type { PressedDecision, PressOutcome } from '../contract.ts'

interface DecidingFromChannel {
  readonly operations: Pick<ChannelOperations, 'recognise'> & Pick<Operations, 'decidePlan' | 'readPlan'>
  /** Where somebody who isn't known signs in; null where nobody told us our address. */
  readonly address: string | null
  /** Keeps what failed on our side for whoever runs this. */
  failed(error: AppError): void
}

/**
 * A decision by a button of a card in a channel, through the door of every other: bound to the digest that the card showed.
 * Whoever isn't known for a person of ours decides nothing.
 */
export async function decideFromChannel(
  { principal, by }: { readonly principal: Principal; readonly by: Parameters<ChannelOperations['recognise']>[1] },
  pressed: PressedDecision,
  { operations, address, failed }: DecidingFromChannel,
): Promise<Omit<PressOutcome, 'link'>> {
  const person = await operations.recognise(principal, by)
  if (isOutsideId(person.id)) return { told: outsideCardTexts.notKnown(address), plan: null, wrong: null }
  const { planId, typed: _, ...decision } = pressed
  let changed: TypedPlace | null = null
  try {
    const edit = decision.decision === 'edit' ? await editIn(person, pressed, operations) : null
    if (edit?.ok === false) return { told: edit.message, plan: edit.plan, wrong: edit.wrong }
    changed = edit?.changes.find((change) => 'path' in change) ?? null
    const outcome = await operations.decidePlan(person, planId, { ...decision, ...(edit && { changes: edit.changes }) })
    if (outcome.outcome !== 'decided') throw refusedOutcome(outcome)
    const told = outcome.isNew ? null : inLanguage(outcome.plan.language, () => outsideCardTexts.saidBefore)
    return { told, plan: outcome.plan, wrong: null }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const plan = await operations.readPlan(person, { planId }).catch(() => null)
    const { code, told } = inLanguage(plan?.language ?? 'en', () => toldOf(error, address && planUrl(planId, address)))
    if (error.status >= 500) failed(error)
    return { told, plan, wrong: code === 'change-refused' ? changed : null }
  }
}

/** The sentence of a refusal, and what leads on from it here: a press on the card again, or our page. */
function toldOf(error: AppError, page: string | null): { readonly code: string; readonly told: string } {
  const { code, words, lead } = refusedPress(error)
  const { pressAgain, openAt } = outsideCardTexts
  const next = lead === 'try-again' ? pressAgain : lead === 'mend' || page === null ? '' : openAt(page)
  return { code, told: `${words} ${next}`.trim() }
}

// What was typed is read by the plan's own fields, as they are for whoever typed it, and never by what a card says of them.
async function editIn(
  person: Principal,
  { planId, digest, typed }: PressedDecision,
  operations: DecidingFromChannel['operations'],
) {
  const plan = await operations.readPlan(person, { planId })
  if (plan.status !== 'waiting') throw refusedOutcome({ outcome: 'decided-before', by: null, plan })
  if (plan.digest !== digest) throw refusedOutcome({ outcome: 'digest-differs', digest: plan.digest })
  return { plan, ...typedChanges(plan, typed) }
}
