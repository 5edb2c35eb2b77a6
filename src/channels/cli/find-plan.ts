import { listPlans } from '../client/plan-calls.ts'
import { AppError } from '#core/errors.ts'
import { texts } from '#cards/texts/texts.ts'
import type { Client } from '../client/client.ts'
import type { PlanView } from '#contract/plan.ts'

const WHOLE_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/**
 * A plan by its id, or by the first or last characters of it, at least 4, as cards show them. Throws `usage` where
 * several fit and `plan-not-found` where none does.
 */
export async function findPlan(
  api: Client,
  text: string,
  { first, signal }: { readonly first: 'waiting' | 'unknown'; readonly signal: AbortSignal },
): Promise<PlanView> {
  if (WHOLE_ID.test(text)) return await readWhole(api, text, signal)
  const piece = text.replaceAll('-', '').toLowerCase()
  if (piece.length < 4) throw new AppError(texts.plans.tooShort, { code: 'usage' })
  const fitting = (plans: readonly PlanView[]): readonly PlanView[] => plans.filter((plan) => fits(plan.id, piece))
  // What they have on their screen comes first.
  const onScreen = fitting(await listPlans(api, first, signal))
  const found = onScreen.length > 0 ? onScreen : fitting(await listPlans(api, null, signal))
  const [plan, ...others] = found
  if (plan === undefined) throw new AppError(texts.plans.none(text), { code: 'plan-not-found' })
  if (others.length > 0) {
    throw new AppError(
      texts.plans.ambiguous(
        text,
        found.map((one) => one.id),
      ),
      { code: 'usage' },
    )
  }
  return plan
}

function fits(id: string, piece: string): boolean {
  const plain = id.replaceAll('-', '').toLowerCase()
  return plain.startsWith(piece) || plain.endsWith(piece)
}

async function readWhole(api: Client, id: string, signal: AbortSignal): Promise<PlanView> {
  try {
    return await api.readPlan(id, signal)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'not-found') throw error
    throw new AppError(texts.plans.none(id), { code: 'plan-not-found', cause: error })
  }
}
