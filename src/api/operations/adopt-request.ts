import { enforce } from '#auth/authorize.ts'
import { AppError, notFound } from '#core/errors.ts'
import { currentTraceparent } from '#core/telemetry.ts'
import { screenMessage } from '#guardrails/screening/screen-message.ts'
import { lockOwnable, storeOwnRequest } from '#memory/threads/adopted-requests.ts'
import { textOfParts } from '#memory/threads/part.ts'
import { readThread } from '#memory/threads/threads.ts'
import type { Operations } from '#contract/operations.ts'
import { longAlone } from '#routing/passed-on.ts'
import { agentRuntime, screeningOf } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'

/** That a long message is its author's own request: said by them, in their own session, and by no text. */
export function ownRequestOperations(services: Services): Pick<Operations, 'ownRequest'> {
  return {
    ownRequest: async (principal, { threadId, messageId }) => {
      const { newId, randomBytes } = services.context
      return services.database.tenant(principal.tenantId, async (tx) => {
        const thread = await readThread(tx, threadId)
        if (!thread) throw notFound('message')
        enforce(principal, 'message.own', thread)
        const message = await lockOwnable(tx, threadId, messageId)
        if (message?.principalId !== principal.id) throw notFound('message')
        // Said once more it is what it was.
        if (message.ownRun !== null) return { messageId, runId: message.ownRun }
        const text = textOfParts(message.parts)
        const { agent } = agentRuntime(services, thread.agent)
        if (longAlone(screenMessage(text, screeningOf(services, false)), agent) === null) throw nothingToOwn()
        if (!message.isLast) throw tooLate()
        const runId = newId()
        const request = { threadId, messageId, runId, principal, traceparent: currentTraceparent() }
        await storeOwnRequest(tx, request, randomBytes)
        return { messageId, runId }
      })
    },
  }
}

function nothingToOwn(): AppError {
  return new AppError('This works only for a long message in your own words, not for quotes or forwarded mail.', {
    code: 'not-ownable',
    status: 409,
  })
}

function tooLate(): AppError {
  return new AppError('The conversation has moved on. Send it again if you still want it.', {
    code: 'message-passed',
    status: 409,
  })
}
