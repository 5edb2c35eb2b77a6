import { setTimeout as delay } from 'node:timers/promises'
import type { DraftNews, DraftOperations, DraftThere } from '#contract/channel-drafts.ts'
import type { PlanProgress } from '#contract/plan-progress.ts'
import { TenantId } from '#core/principal.ts'
import {
  claimLeft,
  forgetDraft,
  holdDraft,
  keepDraft,
  openDraft,
  takeDraft,
  type DraftRef,
} from '#memory/threads/channel-drafts.ts'
import { subscribeToDrafts } from '#turn/feed/latest-drafts.ts'
import { subscribeToProgress } from '#turn/feed/latest-progress.ts'
import type { Services } from '#turn/services.ts'

/** How often it is looked whether a draft is still being written, in ms. */
const LOOK_EVERY_MS = 40
const LEFT_AT_ONCE = 20

type Over = Pick<Services, 'database'>

/** What channels work with that show an answer while it is written. */
export function draftOperations({ database }: Over): DraftOperations {
  return {
    whenWriting: (onNews) => hearWriting({ database }, onNews),
    openDraft: async ({ tenantId, ...ref }, wanted) => {
      const opened = await database.tenant(tenantId, (tx) => openDraft(tx, ref, wanted))
      return opened === null ? null : { ...heldOver({ database }, tenantId, ref), ...placeOf(ref, opened), ...opened }
    },
    takeLeftDrafts: async ({ tenantId, channel }, leaseMs) => {
      const claim = { channel, leaseMs, atMost: LEFT_AT_ONCE }
      const left = await database.batch(tenantId, (tx) => claimLeft(tx, claim))
      return left.map(({ as, mayBeThere, ...ref }) => ({
        ...placeOf(ref, ref),
        there: mayBeThere ? { id: idOf(ref), as } : null,
        forget: () => database.batch(tenantId, (tx) => forgetDraft(tx, ref)),
      }))
    },
  }
}

/**
 * The draft in whose place an event of a run is told from now on, once nobody writes it any more; null where none is there.
 * Waits as long as a writer may take.
 */
export async function draftInPlace(
  { database }: Over,
  tenantId: TenantId,
  { seq, ...ref }: DraftRef & { readonly seq: number },
): Promise<DraftThere | null> {
  for (;;) {
    const taken = await database.batch(tenantId, (tx) => takeDraft(tx, ref, seq))
    if (taken === null) return null
    if (!taken.isBeingWritten) return taken.mayBeThere ? { id: idOf(ref), as: taken.as } : null
    await delay(LOOK_EVERY_MS)
  }
}

function heldOver({ database }: Over, tenantId: TenantId, ref: DraftRef) {
  return {
    hold: (leaseMs: number) => database.batch(tenantId, (tx) => holdDraft(tx, ref, leaseMs)),
    keep: (posted: { readonly as: string | null } | null) =>
      database.batch(tenantId, (tx) => keepDraft(tx, ref, posted)),
  }
}

function placeOf(ref: DraftRef, { outsideId }: { readonly outsideId: string }) {
  return { id: idOf(ref), conversation: outsideId }
}

function idOf({ threadId, runId }: DraftRef): string {
  return `${threadId}-${runId}`
}

async function hearWriting({ database }: Over, onNews: (news: DraftNews) => void): Promise<AsyncDisposable> {
  await using listening = new AsyncDisposableStack()
  const told = (tenant: string, news: Omit<DraftNews, 'tenantId'>) => {
    const tenantId = TenantId.safeParse(tenant).data
    if (tenantId !== undefined) onNews({ tenantId, ...news })
  }
  const latest = listening.use(
    await subscribeToProgress(database, (tenantId, threadId, progress) => {
      if (progress !== null) told(tenantId, { threadId, runId: progress.runId, text: null, progress })
    }),
  )
  const drafts = listening.use(
    await subscribeToDrafts(database, (thread, { threadId, runId }) => {
      const [tenantId = ''] = thread.split(' ', 1)
      const text = drafts.of(tenantId, threadId)?.text ?? null
      const progress: PlanProgress | null = latest.of(tenantId, threadId)
      if (text !== null)
        told(tenantId, { threadId, runId, text, progress: progress?.runId === runId ? progress : null })
    }),
  )
  return listening.move()
}
