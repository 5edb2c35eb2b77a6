import { enforce, isAllowed } from '#auth/authorize.ts'
import { notFound } from '#core/errors.ts'
import { alikeQuestions } from '#answers/question/alike-questions.ts'
import { listDocuments, type ListedDocument } from '#memory/documents/document-lists.ts'
import { giveFeedback, listDocumentsToMend, listUnanswered, type UnansweredQuestion } from '#memory/threads/feedback.ts'
import { listToolFaults } from '#memory/agents/tool-faults.ts'
import type { Principal } from '#core/principal.ts'
import type { Operations } from '#contract/operations.ts'
import type { NoticedView, UnansweredView } from '#contract/feedback.ts'
import type { Services } from '#turn/services.ts'
import { documentView } from './documents.ts'
import { openNoticed, openQuestions, QUESTIONS } from './tick-off.ts'

const DOCUMENTS = 200
const OTHERS = 4
/** Faults of tools that are told. */
const TOOLS = 100
/** What is told of one document. */
const FINDINGS = 5
const NOTICED = {
  all: true,
  agents: 'any',
  noticed: true,
  status: null,
  source: '',
  after: null,
  limit: DOCUMENTS,
} as const

/** What people say of answers, and what comes of it for whoever keeps the documents. */
export function feedbackOperations({ database }: Services): Pick<Operations, 'giveFeedback' | 'readToMend'> {
  return {
    giveFeedback: async ({ tenantId, id: principalId }, { messageId, rating, reason = '', comment = '' }) => {
      const feedback = { messageId, rating, reason: reason || null, comment: comment || null, principalId }
      const isKept = await database.tenant(tenantId, (tx) => giveFeedback(tx, feedback))
      if (!isKept) throw notFound('answer')
    },
    readToMend: async (principal) => {
      enforce(principal, 'document.list-to-mend', 'tenant')
      const isKeeper = isAllowed(principal, 'document.list-all', 'tenant')
      const noticed = isKeeper ? await noticedBy(principal) : []
      const [documents, questions, tools] = await database.batch(principal.tenantId, (tx) =>
        Promise.all([
          listDocumentsToMend(tx, { reader: principal, isKeeper }, DOCUMENTS),
          listUnanswered(tx, QUESTIONS),
          listToolFaults(tx, TOOLS),
        ]),
      )
      return {
        documents: documents.map(({ lastAt, ...document }) => ({
          ...document,
          sections: document.places.map(({ heading }) => heading),
          lastAt: lastAt.toISOString(),
        })),
        unanswered: alikeQuestions(await openQuestions(database, principal, questions))
          .map(unansweredView)
          .toSorted((left, right) => right.count - left.count),
        noticed,
        tools: tools.map(({ lastAt, ...fault }) => ({ ...fault, lastAt: lastAt.toISOString() })),
      }
    },
  }

  async function noticedBy(viewer: Principal): Promise<readonly NoticedView[]> {
    const listed = await database.batch(viewer.tenantId, (tx) => listDocuments(tx, { ...NOTICED, viewer }))
    const open = await openNoticed(database, viewer, listed)
    return open.map((document) => noticedView(document)).toSorted((left, right) => right.givesOrders - left.givesOrders)
  }
}

function noticedView(listed: ListedDocument): NoticedView {
  const { id, title, version, source, kept } = documentView(listed, { isKeeper: true })
  const { givesOrders = 0, findings = [] } = kept ?? {}
  return { document: { id, title, version }, source, givesOrders, findings: findings.slice(0, FINDINGS) }
}

function unansweredView(alike: readonly UnansweredQuestion[]): UnansweredView {
  const [last] = alike
  const texts = [...new Set(alike.map(({ text }) => text))]
  return {
    question: texts[0] ?? '',
    count: alike.length,
    lastAt: (last?.askedAt ?? new Date(0)).toISOString(),
    others: texts.slice(1, 1 + OTHERS),
  }
}
