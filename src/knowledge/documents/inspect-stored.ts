import type { KnowledgeServices } from '../services.ts'
import { keepDocuments } from '#memory/database/reader.ts'
import { nextUninspected, noticeAnew, type UninspectedVersion } from '#memory/documents/document-inspection.ts'
import { type NewDocument, prepareInTurns } from '#memory/documents/prepare-document.ts'
import type { TenantId } from '#core/principal.ts'
import type { AttackClassifier } from '#models/contract.ts'
import { INSPECTION, INSPECTION_BY_MODEL, INSTRUCTION_LIKE, instructionsIn } from './inspect-document.ts'
import { SHARED } from '#core/shared-agents.ts'

/**
 * Looks at what was stored before there was this inspection, one document after another, and then with a configured
 * classifier of attacks at what it hasn't judged yet. Two processes that do it at once come to the same. Throws
 * `classifier-unavailable`: what it would have said is asked for at a later look.
 */
export async function inspectStored(
  services: KnowledgeServices,
  tenantId: TenantId,
  signal: AbortSignal,
): Promise<void> {
  const { classifier = null } = services
  await inspectEach(services, tenantId, { number: INSPECTION, classifier: null, signal })
  if (classifier) await inspectEach(services, tenantId, { number: INSPECTION_BY_MODEL, classifier, signal })
}

interface Inspection {
  readonly number: number
  readonly classifier: AttackClassifier | null
  readonly signal: AbortSignal
}

async function inspectEach(services: KnowledgeServices, tenantId: TenantId, inspection: Inspection): Promise<void> {
  const { database } = services
  const { number, classifier, signal } = inspection
  for (;;) {
    signal.throwIfAborted()
    const stored = await database.tenant(tenantId, (tx) =>
      nextUninspected(tx, number, { byModel: classifier !== null }),
    )
    if (!stored) return
    await inspectOne(services, tenantId, { ...inspection, stored })
  }
}

async function inspectOne(
  { database, context }: KnowledgeServices,
  tenantId: TenantId,
  { stored, number, classifier, signal }: Inspection & { readonly stored: UninspectedVersion },
): Promise<void> {
  const { documentId, version, title, text, places } = stored
  const others = stored.findings.filter(({ kind }) => kind !== INSTRUCTION_LIKE)
  const findings = [...(await instructionsIn({ title, text }, others, { classifier, signal })), ...others]
  const document: NewDocument = {
    ...{ source: documentId, title, owner: null, acl: [], agents: [SHARED], class: 'internal', text },
    inspection: number,
    parsed: { format: 'markdown', metadata: {}, places, findings },
  }
  const prepared = await prepareInTurns(document, signal)
  await database.tenant(tenantId, async (tx) => {
    await keepDocuments(tx)
    await noticeAnew(tx, prepared, { documentId, version })
  })
  context.log.debug({ event: 'document-inspected', documentId, version, found: findings.length - others.length })
}
