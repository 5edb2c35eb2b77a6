import { AppError } from '#core/errors.ts'
import type { TenantId } from '#core/principal.ts'
import type { Database, Tx } from './database.ts'
import { forgetHead, knownHead } from './events/known-heads.ts'

/**
 * One transaction that appends to a thread's chain. Where this process knows the chain's end, all of it is sent at once,
 * with the end that it supposes: one wait. Where somebody else has appended since, nothing of that was done, and it is
 * done again with the thread's row held. So `work` may run twice, and sends all its statements before it looks at an
 * answer.
 */
export async function appendToThread<T>(
  database: Pick<Database, 'batch' | 'tenant'>,
  { tenantId, threadId }: { readonly tenantId: TenantId; readonly threadId: string },
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  if (knownHead(threadId) !== null) {
    try {
      return await database.batch(tenantId, work)
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'not-as-supposed')) throw error
      forgetHead(threadId)
    }
  }
  return database.tenant(tenantId, work)
}
