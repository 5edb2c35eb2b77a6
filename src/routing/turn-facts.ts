import { joinLabels, labelOf, type Label, type Source } from '#plan-language/values/label.ts'
import { isForModels } from '#cards/titles/for-models.ts'
import { messagesForModels } from '#cards/outcome/messages-for-models.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import { plansNow } from './open-plan/plans-in-thread.ts'
import { didFacts } from './reading/earlier-facts.ts'
import { personFact, todayFact } from './reading/who-and-when.ts'

/** What a planner is told of a turn beside its requester's words, as the reader of their message is. */
export interface TurnFacts {
  readonly person: string
  readonly today: string
  /** What we did after each of the messages before this one, by the message's id. */
  readonly did: ReadonlyMap<string, readonly string[]>
  /** What all of it is made of: what its author writes afterwards hangs on that. */
  readonly because: Label
}

export async function turnFacts(services: Services, record: TurnRecord): Promise<TurnFacts> {
  const [earlier, plans] = await Promise.all([record.earlier(), plansNow(services, record)])
  const turns = earlier.filter(({ messageId }) => messageId !== record.message.id).toReversed()
  const did = new Map<string, readonly string[]>()
  for (const turn of turns)
    did.set(turn.messageId, [...(did.get(turn.messageId) ?? []), ...didFacts(turn, plans, record)])
  const shown = plans.filter(({ runId }) => turns.some((turn) => turn.runId === runId))
  return { person: personFact(record), today: todayFact(record), did, because: labelOfPlans(shown, record) }
}

function labelOfPlans(plans: readonly PlanRecord[], record: TurnRecord): Label {
  const labels = plans.flatMap((plan) => [
    ...(plan.said ? [messagesForModels(plan.said, plan, record).because] : []),
    ...plan.effects
      .flatMap(({ labels: own, because }) => [because, ...Object.values(own)])
      .filter((label) => isForModels(label, record)),
  ])
  const { data, ctrl } = joinLabels([labelOf('clock'), ...labels])
  // What a step is to return later isn't shown, only that there is such a step.
  const isShown = (source: Source) => !source.startsWith('effect:')
  return { data: data.filter(isShown), ctrl: ctrl.filter(isShown) }
}
