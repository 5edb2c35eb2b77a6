import { runAgUi as endpoint } from '#contract/ag-ui.ts'
import { beginRun, runEvents, taskEvents, taskIn } from '../../ag-ui/run.ts'
import { programCaller } from '../program-caller.ts'
import { SIGN_OF_LIFE, streamOf, withSignsOfLife } from '../event-stream.ts'
import { toProblem } from '../problem.ts'
import { protectedRoute } from '../route.ts'
import type { WebServices } from '../services.ts'
import { spendMessage } from '../spend-message.ts'

type Events = ReturnType<typeof runEvents>

export const runAgUi = protectedRoute({
  ...endpoint,
  handle: async ({ principal, params, body, services }) => {
    spendMessage(principal, services)
    const asking = programCaller(principal, services)
    const messageId = services.context.newId()
    const task = taskIn(body)
    const isKnown = services.operations.listAgents().some(({ name }) => name === params.agent)
    if (task !== null && isKnown) return streamOf(() => frames(taskEvents(body, task, messageId), services), services)
    const run = await beginRun(asking, params.agent, body)
    return streamOf((signal) => frames(runEvents(asking, run, { messageId, signal }), services), services)
  },
})

// The status is sent: what goes wrong from here on is the protocol's own event.
async function* frames(events: Events, { context, limits, metrics }: WebServices): AsyncGenerator<string, void, void> {
  metrics.streamOpened('sse')
  try {
    for await (const event of withSignsOfLife(events, limits.heartbeatMs))
      yield event === 'silence' ? SIGN_OF_LIFE : frame(event)
  } catch (error) {
    const requestId = context.newId()
    const { code, detail } = toProblem(error, requestId)
    if (code === 'internal') context.log.error({ event: 'stream-failed', requestId, err: error })
    yield frame({ type: 'RUN_ERROR', message: detail, code })
  } finally {
    metrics.streamClosed('sse')
  }
}

function frame(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`
}
