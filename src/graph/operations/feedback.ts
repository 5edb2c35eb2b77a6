import { notFound } from '#errors.ts'
import { alikeQuestions } from '#guardrails/alike-questions.ts'
import { giveFeedback, listDocumentsToMend, listUnanswered, type UnansweredQuestion } from '#memory/feedback.ts'
import type { FeedbackOperations, UnansweredView } from '../feedback-views.ts'
import type { Services } from '../services.ts'
import { mustOversee } from './stops.ts'

const DOCUMENTS = 200
/** Unanswered questions that are looked through, the last ones. */
const QUESTIONS = 500
const OTHERS = 4

/** What people say of answers, and what comes of it for whoever keeps the documents. */
export function feedbackOperations({ database }: Services): FeedbackOperations {
  return {
    giveFeedback: async ({ tenantId, id: principalId }, feedback) => {
      const isKept = await database.tenant(tenantId, (tx) => giveFeedback(tx, { ...feedback, principalId }))
      if (!isKept) throw notFound('answer')
    },
    readToMend: async (principal) => {
      mustOversee(principal)
      const [documents, questions] = await database.atOnce(principal.tenantId, (tx) =>
        Promise.all([listDocumentsToMend(tx, principal, DOCUMENTS), listUnanswered(tx, QUESTIONS)]),
      )
      return {
        documents: documents.map(({ lastAt, ...document }) => ({ ...document, lastAt: lastAt.toISOString() })),
        unanswered: alikeQuestions(questions)
          .map(unansweredView)
          .toSorted((left, right) => right.count - left.count),
      }
    },
  }
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
