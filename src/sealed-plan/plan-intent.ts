import type { IntentFacts } from '#guardrails/contract.ts'
import { Intent, type Doubt } from '#core/intent.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'

/** The reason of a requester's no: that isn't what they meant. */
export const NOT_MEANT = 'not-meant'

/** What a plan's requester is taken to have asked for, as its row says; null where that says nothing that can be read. */
export function storedIntent({ intent }: Pick<PlanRecord, 'intent'>): Intent | null {
  return Intent.safeParse(intent).data ?? null
}

/** Whether a plan's own requester has said yes to exactly what it is now. */
export function isConfirmed({
  requester,
  digest,
  decisions,
}: Pick<PlanRecord, 'requester' | 'digest' | 'decisions'>): boolean {
  return decisions.some(
    (one) => one.decision === 'approve' && one.principalId === requester && digest !== null && one.digest === digest,
  )
}

/** By which it is known that no person of ours is there; of what is relayed, or came by a person's mail, one is. */
const NOBODYS: readonly Doubt[] = ['client', 'outside-mail', 'schedule', 'webhook']

/** Whether a program or a stranger's mail sent what it was asked for by, so that no person of ours can say what was meant. */
export function isSentByProgram(plan: Pick<PlanRecord, 'intent'>): boolean {
  return storedIntent(plan)?.doubts.some((doubt) => NOBODYS.includes(doubt)) ?? false
}

/** What rules see of it. Of whatever nothing is known, it is inferred. */
export function intentFacts(plan: Pick<PlanRecord, 'intent' | 'playbook' | 'requester' | 'language'>): IntentFacts {
  const { playbook, requester, language } = plan
  const intent = storedIntent(plan)
  const procedures = intent?.procedures ?? (playbook === null ? [] : [playbook])
  if (intent === null)
    return {
      playbook,
      procedures,
      basis: 'inferred',
      likeness: null,
      language: language ?? '',
      author: requester,
      doubts: ['unknown'],
    }
  const { basis, likeness, author, doubts } = intent
  return {
    playbook,
    procedures,
    basis: doubts.length > 0 ? 'inferred' : basis,
    likeness,
    language: intent.language,
    author,
    doubts,
  }
}
