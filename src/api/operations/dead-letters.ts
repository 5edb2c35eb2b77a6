import { enforce } from '#auth/authorize.ts'
import { notFound } from '#core/errors.ts'
import { listDeadLetters, retryDeadLetter } from '#memory/runs/dead-letters.ts'
import { countHeldRuns } from '#memory/runs/run-backoff.ts'
import type { DeadLetterView } from '#contract/dead-letter.ts'
import type { Operations } from '#contract/operations.ts'
import type { Services } from '#turn/services.ts'

/** As many as anybody goes through by hand. */
const LISTED = 200

/** Runs that wait for an operator, who lets them be tried again. */
export function deadLetterOperations(services: Services): Pick<Operations, 'heldRuns' | 'listAsideRuns' | 'retryRun'> {
  const { database, context } = services
  return {
    heldRuns: () =>
      countHeldRuns(database).catch((error: unknown) => {
        context.log.warn({ event: 'runs-not-counted', err: error })
        return null
      }),
    listAsideRuns: async (principal) => {
      enforce(principal, 'run.list-set-aside', 'tenant')
      const runs = await database.batch(principal.tenantId, (tx) => listDeadLetters(tx, LISTED))
      const view = ({ asideAt, rest, ...run }: (typeof runs)[number]): DeadLetterView => ({
        ...run,
        asideAt: asideAt.toISOString(),
        code: rest?.code ?? 'run-errors',
      })
      return { runs: runs.map(view) }
    },
    retryRun: async (principal, { runId }) => {
      enforce(principal, 'run.retry', 'tenant')
      if (!(await database.tenant(principal.tenantId, (tx) => retryDeadLetter(tx, runId)))) throw notFound('run')
      context.log.warn({ event: 'run-tried-again', runId, by: principal.id })
      return {}
    },
  }
}
