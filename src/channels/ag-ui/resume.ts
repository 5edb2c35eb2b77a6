import { AgUiAnswer, type AgUiRun } from '#contract/ag-ui.ts'
import { Id } from '#contract/fields.ts'
import type { DecisionOutcome } from '#contract/operations.ts'
import { AppError } from '#core/errors.ts'
import { planPage, type ProgramCaller, type WaitingPlan } from '../protocols/answered-runs.ts'
import { refusedOutcome } from '#cards/drawing/refused-outcome.ts'

type Entry = NonNullable<AgUiRun['resume']>[number]

/** An interrupt is known by its plan and by what its card showed: a yes to another digest is none. */
export function interruptId({ planId, digest }: Pick<WaitingPlan, 'planId' | 'digest'>): string {
  return `${planId} ${digest ?? ''}`
}

/**
 * Takes the requester's own answers to their plans, and gives the last plan that the entries are of. A page that isn't ours
 * decides nothing else. Throws `resume-unreadable` before anything is decided, else what came in between.
 */
export async function resume(
  asking: ProgramCaller,
  entries: readonly Entry[],
): Promise<{ readonly planId: string } | null> {
  const answers = entries.map(readEntry)
  for (const { planId, digest, answer } of answers) {
    if (answer === null) continue
    const { decision } = answer
    const reason = decision === 'reject' ? (answer.reason ?? 'not-meant') : null
    const outcome = await asking.operations.decidePlan(asking.principal, planId, {
      digest,
      decision,
      reason,
      note: null,
      isEmbedded: true,
    })
    refuse(outcome, planPage(asking.address, planId))
  }
  return answers.at(-1) ?? null
}

function readEntry({ interruptId: id, status, payload }: Entry) {
  const [planId = '', digest = '', ...rest] = id.split(' ')
  const answer = status === 'cancelled' ? null : AgUiAnswer.safeParse(payload)
  if (digest === '' || rest.length > 0 || !Id.safeParse(planId).success)
    throw unreadable('There is no interrupt of this id.')
  if (answer?.success === false) throw unreadable('An answer is {"decision": "approve"} or {"decision": "reject"}.')
  return { planId, digest, answer: answer === null ? null : answer.data }
}

function refuse(outcome: DecisionOutcome, link: string): void {
  switch (outcome.outcome) {
    case 'decided':
      // Said before, and now others are asked: this answers none of that.
      if (outcome.isNew || outcome.plan.status !== 'waiting') return
      throw elsewhere(link)
    case 'own-page-required':
    case 'wrong-role':
    case 'own-edit':
    case 'person-required':
      throw elsewhere(link)
    case 'decided-before':
    case 'expired':
    case 'digest-differs':
      throw refusedOutcome(outcome)
  }
}

function elsewhere(link: string): AppError {
  return new AppError(
    `This is answered on Parley's own page, by the people who are asked. Nothing was decided. ${link}`,
    {
      code: 'own-page-required',
      status: 403,
      details: { link },
    },
  )
}

function unreadable(message: string): AppError {
  return new AppError(message, { code: 'resume-unreadable', status: 400 })
}
