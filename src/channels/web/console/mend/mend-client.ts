import type { ToMendView } from '#contract/feedback.ts'
import type { Client } from '../../browser/client.ts'
import { integer, list, nullable, object, oneOf, text, type Shape } from '../../browser/shape.ts'
import { Finding } from '../finding.ts'

const ToMend: Shape<ToMendView> = object({
  documents: list(
    object({
      document: object({ id: text, title: text, version: integer }),
      wrong: integer,
      wrongSource: integer,
      outOfDate: integer,
      helpful: integer,
      lastAt: text,
      sections: list(text),
      comments: list(
        object({
          rating: oneOf('helpful', 'wrong', 'wrong-source', 'out-of-date'),
          reason: nullable(text),
          comment: nullable(text),
        }),
      ),
    }),
  ),
  noticed: list(
    object({
      document: object({ id: text, title: text, version: integer }),
      source: text,
      givesOrders: integer,
      findings: list(Finding),
    }),
  ),
  unanswered: list(object({ question: text, count: integer, lastAt: text, others: list(text) })),
})

export async function readToMend({ ask }: Client, signal: AbortSignal): Promise<ToMendView> {
  return await ask('GET /v1/documents/to-mend', ToMend, { signal })
}
