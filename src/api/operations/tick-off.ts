import { enforce } from '#auth/authorize.ts'
import { notFound } from '#core/errors.ts'
import { alikeQuestions } from '#answers/question/alike-questions.ts'
import { listDocuments, type ListedDocument } from '#memory/documents/document-lists.ts'
import { listUnanswered, type UnansweredQuestion } from '#memory/threads/feedback.ts'
import { keepMended, questionKey, readMended } from '#memory/threads/mended.ts'
import type { Database, Tx } from '#memory/database/database.ts'
import type { Principal } from '#core/principal.ts'
import type { Operations } from '#contract/operations.ts'
import type { Services } from '#turn/services.ts'

/** Unanswered questions that are looked through, the last ones. */
export const QUESTIONS = 500
const ONE = { all: true, agents: 'any', noticed: false, status: null, source: '', after: null, limit: 1 } as const

/** Ticking things off the fix list: what was said, asked or found until then is done with. */
export function tickOffOperations({ database }: Services): Pick<Operations, 'tickOff'> {
  return {
    tickOff: async (principal, { what }) => {
      enforce(principal, 'document.mend', 'tenant')
      const by = principal.id
      await database.tenant(principal.tenantId, async (tx) => {
        if (what.kind === 'question')
          return keepMended(tx, { kind: 'question', keys: await alikeKeys(tx, what.question), by })
        const [document] = await listDocuments(tx, { ...ONE, documentId: what.documentId, viewer: principal })
        if (!document) throw notFound('document')
        const key = what.kind === 'document' ? document.id : noticedKey(document)
        return keepMended(tx, { kind: what.kind, keys: [key], by })
      })
    },
  }
}

async function alikeKeys(tx: Tx, question: string): Promise<readonly string[]> {
  const alike = alikeQuestions(await listUnanswered(tx, QUESTIONS))
  const own = alike.find((questions) => questions.some(({ text }) => text === question))
  if (own === undefined) throw notFound('question')
  return own.map(({ text }) => questionKey(text))
}

/** Those questions alone that nobody ticked off since they were asked. */
export async function openQuestions(
  database: Database,
  { tenantId }: Principal,
  questions: readonly UnansweredQuestion[],
): Promise<readonly UnansweredQuestion[]> {
  const keys = questions.map(({ text }) => questionKey(text))
  const mended = await database.batch(tenantId, (tx) => readMended(tx, 'question', keys))
  return questions.filter(({ text, askedAt }) => (mended.get(questionKey(text)) ?? new Date(0)) < askedAt)
}

/** Those documents alone in whose version nobody ticked off what was noticed. */
export async function openNoticed(
  database: Database,
  { tenantId }: Principal,
  documents: readonly ListedDocument[],
): Promise<readonly ListedDocument[]> {
  const seen = await database.batch(tenantId, (tx) => readMended(tx, 'noticed', documents.map(noticedKey)))
  return documents.filter((document) => !seen.has(noticedKey(document)))
}

function noticedKey({ id, version }: Pick<ListedDocument, 'id' | 'version'>): string {
  return `${id}:${version}`
}
