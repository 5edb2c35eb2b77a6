import { AppError } from '#core/errors.ts'
import { beginModelCall, endModelCall } from '#memory/agents/model-calls.ts'
import type { CountCall, ModelGateway, ModelRequest } from '#models/contract.ts'
import { readTurn } from './read-turn.ts'
import type { Services } from './services.ts'
import type { Turn } from './turn.ts'

/**
 * The services with the model as one turn may use it: each request is written down with its run before it is sent, and
 * none is sent beyond `limits.modelCallsPerTurn`. Nodes get these and no others, so nothing that a turn asks goes
 * uncounted. Asking throws `model-calls-spent` and `lease-lost` besides what the gateway throws.
 */
export function withTurnModel(services: Services, turn: Turn): Services {
  const { gateway } = services
  if (!gateway) return services
  const counted: ModelGateway = {
    model: gateway.model,
    askFor: (request, schema, options) =>
      gateway.askFor(request, schema, { ...options, count: counting(services, turn, request) }),
  }
  return { ...services, gateway: counted }
}

function counting(services: Services, turn: Turn, { planId }: ModelRequest): CountCall {
  const { database, context } = services
  return async ({ prompt, model }) => {
    const most = readTurn(services, turn).live.agent.limits.modelCallsPerTurn
    const call = { id: context.newId(), planId: planId ?? null, prompt, model }
    const mayAsk = await oneByOne(turn, () =>
      database.batch(turn.tenantId, (tx) => beginModelCall(tx, call, most, turn.hold)),
    )
    if (!mayAsk) throw callsSpent(most)
    turn.lease.sign()
    return async ({ outcome, usage, durationMs }) => {
      turn.lease.sign()
      const end = { outcome, durationMs, ...usage }
      try {
        await database.batch(turn.tenantId, (tx) => endModelCall(tx, turn.hold.runId, call.id, end))
      } catch (error) {
        // It was counted before it was sent; what it cost mustn't take its reply away.
        context.log.warn({ event: 'model-call-end-not-kept', runId: turn.hold.runId, prompt, err: error })
      }
    }
  }
}

// Two that begin side by side would each find room for one more. A run is one worker's, so it is enough to queue here.
function oneByOne<T>(turn: Turn, begin: () => Promise<T>): Promise<T> {
  const begun = turn.lastModelCall.then(begin, begin)
  turn.lastModelCall = begun
  return begun
}

function callsSpent(most: number): AppError {
  return new AppError(
    `This turn has asked the model ${most} times, which is as often as it may (limits.modelCallsPerTurn in agent.yaml).`,
    { code: 'model-calls-spent', status: 429 },
  )
}
