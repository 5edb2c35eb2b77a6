import { z } from 'zod'
import { texts } from '../texts.ts'
import type { Api } from './api.ts'
import { Decided, DecisionView, type PlanView } from './api-shapes.ts'
import { parsed, problemError } from './server-reply.ts'

/** What came of an answer to a plan. Everything but `decided` changed nothing. */
export type DecisionResult =
  | { readonly outcome: 'decided'; readonly plan: PlanView }
  | { readonly outcome: 'decided-before'; readonly by: DecisionView | null; readonly message: string }
  | { readonly outcome: 'changed' | 'expired' | 'refused' | 'gone' | 'invalid'; readonly message: string }

const Refusal = z.looseObject({
  code: z.string().optional(),
  detail: z.string().optional(),
  needs: z.array(z.string()).optional(),
  by: DecisionView.nullish().catch(null),
  decision: DecisionView.nullish().catch(null),
})

/** Reads the server's answer to a decision. Throws for all others. */
export async function decisionResult(response: Response, api: Api): Promise<DecisionResult> {
  if (response.ok) return { outcome: 'decided', plan: (await parsed(response, Decided, api.url)).plan }
  if (![400, 403, 404, 409, 410, 412, 422].includes(response.status)) throw await problemError(response)
  const refusal = Refusal.safeParse(await response.json().catch(() => null)).data ?? {}
  const words = texts.decide
  switch (response.status) {
    case 409: {
      const by = refusal.by ?? refusal.decision ?? null
      return { outcome: 'decided-before', by, message: by === null ? words.decidedBefore : beforeText(by) }
    }
    case 410:
      return { outcome: 'expired', message: words.expired }
    case 412:
      return { outcome: 'changed', message: words.changedWhileYouLooked }
    case 404:
      return { outcome: 'gone', message: words.gone }
    case 403:
      return { outcome: 'refused', message: refusedText(refusal) }
    default:
      return { outcome: 'invalid', message: refusal.detail ?? words.nothing }
  }
}

function beforeText(by: DecisionView): string {
  const words = texts.decide
  const said = { approve: words.saidYesBefore, reject: words.saidNoBefore }[by.decision]
  return said(by.principal.name)
}

function refusedText(refusal: z.infer<typeof Refusal>): string {
  if (refusal.code === 'person-required') return texts.decide.personRequired
  if (refusal.needs !== undefined && refusal.needs.length > 0) return texts.decide.wrongRole(refusal.needs)
  return refusal.detail ?? texts.server.forbidden
}
