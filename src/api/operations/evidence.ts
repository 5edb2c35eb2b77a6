import { AppError } from '#core/errors.ts'
import type { AnnouncedKey, EvidenceKey } from '#memory/events/evidence-key.ts'
import type { Operations } from '#contract/operations.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import { othersThan } from '#evidence/announced-keys.ts'
import { gatherEvidence } from '#evidence/gather.ts'
import { evidenceRights } from '#evidence/rights.ts'
import { signStatement } from '#evidence/sign-statement.ts'
import { evidenceStatement } from '#evidence/statement.ts'
import type { Services } from '#turn/services.ts'
import { planFor } from '#cards/plan-view/plan-for-reader.ts'

const KEYS_KEPT_MS = 10_000

/** Everything about one plan as one signed file, with the values that its reader may read, and the keys to check it by. */
export function evidenceOperations(services: Services): Pick<Operations, 'readEvidence' | 'evidenceKeys'> {
  const { database, evidenceKey, agents, context } = services
  // Anybody may ask, as often as they like.
  let known: { readonly until: number; readonly others: readonly AnnouncedKey[] } = { until: 0, others: [] }
  const othersNow = async (key: EvidenceKey): Promise<readonly AnnouncedKey[]> => {
    const now = context.now().getTime()
    if (now >= known.until) {
      const others = await database.tenant(DEFAULT_TENANT, (tx) => othersThan(tx, key))
      known = { until: now + KEYS_KEPT_MS, others }
    }
    return known.others
  }
  return {
    readEvidence: async (principal, planId) => {
      if (!evidenceKey) throw noKey()
      const gathered = await database.tenant(principal.tenantId, async (tx) =>
        gatherEvidence(tx, await planFor(services, tx, planId, { principal, action: 'plan.read-evidence' }), principal),
      )
      const { plan } = gathered
      const { statement, disclosures, requestAt, notes, withheld } = evidenceStatement({
        tenantId: principal.tenantId,
        gathered,
        live: agents.get(plan.agent),
        randomBytes: (length) => context.randomBytes(length),
      })
      const mayRead = evidenceRights({ plan, reader: principal, requestAt, notes, withheld })
      return signStatement(statement, disclosures.readable(mayRead), evidenceKey)
    },
    evidenceKeys: async () => {
      if (!evidenceKey) return { keys: [], others: [] }
      return { keys: evidenceKey.published, others: await othersNow(evidenceKey) }
    },
  }
}

function noKey(): AppError {
  return new AppError(
    'This server has no key to sign evidence with. Its operator can give it one: EVIDENCE_SIGNING_KEY.',
    {
      code: 'no-evidence-key',
      status: 503,
    },
  )
}
