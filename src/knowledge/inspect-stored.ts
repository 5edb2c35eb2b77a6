import type { KnowledgeServices } from './services.ts'
import { keepDocuments } from '#memory/database/reader.ts'
import { nextUninspected, noticeAnew } from '#memory/documents/document-inspection.ts'
import { type NewDocument, prepareInTurns } from '#memory/documents/prepare-document.ts'
import type { TenantId } from '#core/principal.ts'
import { INSPECTION, INSTRUCTION_LIKE, instructionsIn } from './inspect-document.ts'

/**
 * Looks at what was stored before there was this inspection, one document after another. Two processes that do it at
 * once come to the same.
 */
export async function inspectStored(
  { database, context }: KnowledgeServices,
  tenantId: TenantId,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted()
    const stored = await database.tenant(tenantId, (tx) => nextUninspected(tx, INSPECTION))
    if (!stored) return
    const { documentId, version, title, text, places } = stored
    const others = stored.findings.filter(({ kind }) => kind !== INSTRUCTION_LIKE)
    const findings = [...(await instructionsIn({ title, text }, others, signal)), ...others]
    const document: NewDocument = {
      ...{
        source: documentId,
        title,
        owner: null,
        acl: [],
        class: 'internal',
        text,
        inspection: INSPECTION,
      },
      parsed: { format: 'markdown', metadata: {}, places, findings },
    }
    const prepared = await prepareInTurns(document, signal)
    await database.tenant(tenantId, async (tx) => {
      await keepDocuments(tx)
      await noticeAnew(tx, prepared, { documentId, version })
    })
    context.log.debug({ event: 'document-inspected', documentId, version, found: findings.length - others.length })
  }
}
