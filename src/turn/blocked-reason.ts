import { AppError } from '#core/errors.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { readSignIn } from '#memory/people/sign-ins.ts'
import type { KillSwitch } from '#memory/agents/kill-switches.ts'
import type { TenantId } from '#core/principal.ts'
import { actsAsRequester, type AgentRuntime } from './agent-runtime.ts'
import { agentRuntime } from './read-turn.ts'
import type { Services } from './services.ts'
import { killSwitchOver } from './lease/kill-switches.ts'
import { suspendedTool } from './lease/suspended-tool.ts'

/** How long a tool server may take to say what it offers, in ms. What it offered last is enough. */
const OFFERS_WITHIN_MS = 1_000

/**
 * Why nothing of a plan would be called now: an operator stopped it, or hasn't accepted a tool of it, or whoever asked and
 * whose rights it needs isn't signed in any more. Null: it would.
 */
export async function blockedReason(
  services: Services,
  tenantId: TenantId,
  { plan, stops }: { readonly plan: PlanRecord; readonly stops: readonly KillSwitch[] },
): Promise<AppError | null> {
  const stop = plan.effects
    .map(({ tool }) => killSwitchOver(stops, { tool, agent: plan.agent }))
    .find((one) => one !== null)
  if (stop) {
    return heldBack(
      'stopped',
      `This was stopped by ${stop.stoppedBy}: “${stop.why}”. Nothing was done, and the plan goes on waiting. Answer it once it is started again.`,
      { by: stop.stoppedBy, why: stop.why },
    )
  }
  const live = agentRuntime(services, plan.agent)
  if (await isSuspended(plan, live)) {
    return heldBack(
      'tool-suspended',
      'A tool that this plan uses changed at its server, and an operator has to look at the change first. Nothing was done, and the plan goes on waiting. Answer it after that.',
    )
  }
  if (await isSignedIn(services, plan, { live, tenantId })) return null
  return heldBack(
    'requester-signed-out',
    `This acts with the rights of ${plan.requesterName}, whose sign-in has ended. Nothing was done, and the plan goes on waiting. Answer it once they have signed in again.`,
    { by: plan.requesterName },
  )
}

async function isSignedIn(
  { database, config }: Services,
  { effects, requester }: PlanRecord,
  { live, tenantId }: { readonly live: AgentRuntime; readonly tenantId: TenantId },
): Promise<boolean> {
  const key = config.SIGN_IN_KEY
  const used = effects.map(({ tool }) => tool)
  if (!actsAsRequester(live, used)) return true
  return key !== undefined && (await database.batch(tenantId, (tx) => readSignIn(tx, requester, key))) !== null
}

async function isSuspended({ effects }: PlanRecord, live: AgentRuntime): Promise<boolean> {
  const within = AbortSignal.timeout(OFFERS_WITHIN_MS)
  try {
    return (await suspendedTool(live, new Set(effects.map(({ tool }) => tool)), within)) !== null
  } catch (error) {
    // It is looked at again before anything is done.
    if (within.aborted) return false
    throw error
  }
}

function heldBack(code: string, message: string, details: AppError['details'] = {}): AppError {
  return new AppError(message, { code, status: 423, details })
}
