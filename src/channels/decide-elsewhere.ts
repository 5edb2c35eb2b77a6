import type { ChannelOperations } from '#contract/channel-operations.ts'
import type { DecisionOutcome, Operations } from '#contract/operations.ts'
import { AppError } from '#core/errors.ts'
import { isOutsideId } from '#core/outside-principal.ts'
import type { Principal } from '#core/principal.ts'
import { outsideCardTexts } from './outside-card-texts.ts'
import { typedChanges, type TypedChanges, type TypedPlace } from './typed-edit.ts'
import type { PressedDecision, PressOutcome } from './contract.ts'

const NO_ANSWER = 'This takes no answer any more. Nothing changed.'
const CHANGED_MEANWHILE = 'This changed while you looked. Nothing was done. Open it in Parley and look again.'

interface DecidingElsewhere {
  readonly operations: Pick<ChannelOperations, 'recognise'> & Pick<Operations, 'decidePlan' | 'readPlan'>
  /** Where somebody who isn't known signs in; null where nobody told us our address. */
  readonly address: string | null
}

/**
 * A decision by a button of a card elsewhere, through the door of every other: bound to the digest that the card showed.
 * Whoever isn't known for a person of ours decides nothing.
 */
export async function decideElsewhere(
  { principal, by }: { readonly principal: Principal; readonly by: Parameters<ChannelOperations['recognise']>[1] },
  pressed: PressedDecision,
  { operations, address }: DecidingElsewhere,
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
    return { told: toldOf(outcome), plan: 'plan' in outcome ? outcome.plan : null, wrong: null }
  } catch (error) {
    if (!(error instanceof AppError) || (error.status ?? 500) >= 500) throw error
    const told = error.code === 'not-found' ? 'This isn’t yours to answer. Nothing was done.' : error.message
    return { told, plan: null, wrong: error.code === 'change-refused' ? changed : null }
  }
}

// What was typed is read by the plan's own fields, as they are for whoever typed it, and never by what a card says of them.
async function editIn(
  person: Principal,
  { planId, digest, typed }: PressedDecision,
  operations: DecidingElsewhere['operations'],
) {
  const plan = await operations.readPlan(person, planId)
  const late = plan.status !== 'waiting' ? NO_ANSWER : plan.digest !== digest ? CHANGED_MEANWHILE : null
  const changes: TypedChanges = late === null ? typedChanges(plan, typed) : { ok: false, message: late, wrong: null }
  return { plan, ...changes }
}

function toldOf(outcome: DecisionOutcome): string | null {
  switch (outcome.outcome) {
    case 'decided':
      return outcome.isNew ? null : 'You said so before. Nothing changed.'
    case 'decided-before': {
      const did = { approve: 'said yes', edit: 'changed it', reject: 'said no' }
      return outcome.by === null
        ? NO_ANSWER
        : `${outcome.by.principal.name} ${did[outcome.by.decision]} before you. Your answer came second and changed nothing.`
    }
    case 'wrong-role':
      return `Only ${new Intl.ListFormat('en', { type: 'disjunction' }).format(outcome.needs)} can answer this. Nothing was done.`
    case 'own-edit':
      return 'You changed this, so somebody else must say yes. Nothing was done.'
    case 'expired':
      return 'Nobody answered in time. Nothing was done. Ask for it again.'
    case 'digest-differs':
      return CHANGED_MEANWHILE
    case 'person-required':
    case 'own-page-required':
      return 'This is answered in Parley. Nothing was done.'
  }
}
