import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { isAllowed } from '#auth/authorize.ts'
import { PLAN_STATUSES } from '#memory/plans/plan-status.ts'
import { PrincipalId, Scope, type Principal } from '#core/principal.ts'
import { handOverAccess } from '#turn/hand-over/rights.ts'
import type { Tx } from '#memory/database/database.ts'
import { HandOver, listHandOvers, readHandOver } from '#memory/threads/hand-overs.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { shownTo } from '#memory/plans/plans-shown.ts'
import { readPlans } from '#memory/plans/plans.ts'
import { embeddedText, prepareDocument } from '#memory/documents/prepare-document.ts'
import { readAs, viewFor } from '#memory/database/reader.ts'
import { listRuns } from '#memory/runs/run-lists.ts'
import { storeDocument } from '#memory/documents/documents.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import { listThreads } from '#memory/threads/thread-lists.ts'
import { planAccess, resolversOf } from '#cards/plan-view/plan-access.ts'
import { GONE_AGENT } from '#cards/titles/viewed-agent.ts'
import { testDatabase } from '../helpers/database.ts'
import { howMany, SEED } from '../helpers/depth.ts'
import { randomNumbers } from '../helpers/random-numbers.ts'

/*
 * The table is asked twice: by `authorize` of one resource, and by SQL of rows. Here both are asked the same of made-up
 * rows, for made-up people: with whichever roles, credentials and scopes, the word for whoever asked among the roles.
 */

const random = randomNumbers(SEED)
const database = await testDatabase({ after })
const PEOPLE = ['ana', 'ben', 'cleo', 'dan']
const ROLES = ['operator', 'auditor', 'customer', 'requester', 'lead', 'finance', 'desk']
const ROWS = howMany({ quick: 80, deep: 800 })
const READERS = howMany({ quick: 60, deep: 600 })

const agentWith = (untrusted: string | null, handOver: string | null) => ({
  agent: {
    ...GONE_AGENT.agent,
    approvals: { ...GONE_AGENT.agent.approvals, untrusted },
    handOver: handOver === null ? null : { role: handOver, afterFailedTurns: 2, takenWithinMs: null, outcomes: [] },
  },
})
const AGENTS = new Map([
  ['one', agentWith('desk', null)],
  ['two', agentWith('lead', 'finance')],
])
const liveOf = (agent: string) => AGENTS.get(agent) ?? GONE_AGENT

const asTenant = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => database.tenant(DEFAULT_TENANT, work)
const threads = Array.from({ length: ROWS }, madeThread)
await asTenant(storeAll)
const readers = Array.from({ length: READERS }, madeReader)

test(`threads and runs are listed for those who may read them (seed ${SEED})`, async () => {
  const page = { requester: null, agent: null, since: null, until: null, after: null, limit: 2 * ROWS }
  for (const reader of readers) {
    const [listed, runs] = await asTenant((tx) =>
      Promise.all([
        listThreads(tx, { ...page, reader, status: null }),
        listRuns(tx, { ...page, reader, threadId: null, state: null }),
      ]),
    )
    const readable = threads.filter((thread) => isAllowed(reader, 'thread.read', thread)).map(({ id }) => id)
    sameIds(
      listed.map(({ id }) => id),
      readable,
      reader,
    )
    const runnable = threads.filter((thread) => isAllowed(reader, 'run.read', thread)).map(({ id }) => id)
    sameIds(
      runs.map(({ id }) => id),
      runnable,
      reader,
    )
  }
})

test(`plans are listed for those who may see them, in each order and by each filter (seed ${SEED})`, async () => {
  const plans = await asTenant((tx) =>
    readPlans(
      tx,
      threads.map(({ id }) => id),
    ),
  )
  assert.equal(plans.length, ROWS)
  const accessed = plans.map((plan) => ({ ...plan, access: planAccess(plan, liveOf(plan.agent)) }))
  const agents = [...AGENTS].map(([agent, live]) => ({ agent, resolvers: resolversOf(live) }))
  let seen = 0
  for (const reader of readers) {
    const allowed = accessed.filter(({ access }) => isAllowed(reader, 'plan.list', access))
    // What a list shows can be opened.
    for (const { access } of allowed)
      if (reader.scopes.includes('read')) assert.equal(isAllowed(reader, 'plan.read', access), true)
    const status = oneOf([null, ...PLAN_STATUSES])
    const asks = oneOf([null, null, ...ROLES])
    const order = oneOf(['newest', 'oldest', 'riskiest'] as const)
    const list = { reader, agents, status, asks, order, limit: 2 * ROWS }
    const wanted = allowed.filter(
      (plan) =>
        (status === null || plan.status === status) &&
        (asks === null || plan.access.asked.includes(asks) || plan.access.passedOnTo === asks),
    )
    seen += wanted.length
    sameIds(
      await planIds(list),
      wanted.map(({ id }) => id),
      { reader, status, asks, order },
    )
  }
  assert.ok(seen > READERS, 'few were to be seen')
})

test(`hand-overs are listed for those who may see them (seed ${SEED})`, async () => {
  const rows = await asTenant((tx) => Promise.all(threads.map(({ id }) => readHandOver(tx, id))))
  const all = z.array(HandOver).parse(rows)
  const isIn = {
    open: ({ closedAt, takenBy }: HandOver) => closedAt === null && takenBy === null,
    taken: ({ closedAt, takenBy }: HandOver) => closedAt === null && takenBy !== null,
    closed: ({ closedAt }: HandOver) => closedAt !== null,
  }
  for (const reader of readers) {
    for (const status of ['open', 'taken', 'closed', null] as const) {
      const listed = await asTenant((tx) => listHandOvers(tx, { reader, status, limit: 2 * ROWS }))
      const allowed = all.filter(
        (row) =>
          (status === null ? row.closedAt === null : isIn[status](row)) &&
          isAllowed(reader, 'hand-over.read', handOverAccess(row)),
      )
      sameIds(
        listed.map(({ id }) => id),
        allowed.map(({ id }) => id),
        { reader, status },
      )
    }
  }
})

test(`documents are found by those whom their access lists name (seed ${SEED})`, async () => {
  const entries = ['public', ...PEOPLE.map((id) => `user:${id}`), 'role:lead', 'role:finance', 'group:north']
  const documents = await Promise.all(
    Array.from({ length: 24 }, async (_, place) => {
      const acl = someOf(entries, 0.15)
      const document = prepareDocument({
        agents: ['shared'],
        source: `d${place}`,
        title: 'D',
        text: `D ${place}.`,
        owner: null,
        acl,
        class: 'internal',
      })
      const vectors = new Map(document.pieces.map((piece) => [embeddedText(piece), [1, ...Array<number>(511).fill(0)]]))
      const embeddings = { embedder: 'axes', vectors }
      const { documentId } = await asTenant((tx) => storeDocument(tx, document, { newId: randomUUID, embeddings }))
      return { id: documentId, acl }
    }),
  )
  for (const { scopes, ...reader } of readers) {
    const found = await asTenant(async (tx) => {
      await readAs(tx, viewFor(reader, []))
      return tx.query<{ id: string }>(sql`select id from documents where tenant_id = ${tx.tenantId}`)
    })
    // Whoever asks was let in before: which scope it takes, rows don't know.
    const known = { ...reader, scopes: Scope.options }
    const allowed = documents.filter((document) => isAllowed(known, 'document.read', document))
    sameIds(
      found.map(({ id }) => id),
      allowed.map(({ id }) => id),
      { reader, scopes },
    )
  }
})

function sameIds(found: readonly string[], allowed: readonly string[], about: unknown): void {
  assert.deepEqual(found.toSorted(), allowed.toSorted(), JSON.stringify(about))
}

async function planIds(list: Parameters<typeof shownTo>[2]): Promise<readonly string[]> {
  const wanted = list.status === null ? sql`true` : sql`p.status = ${list.status}`
  const rows = await asTenant((tx) =>
    tx.query<{ id: string }>(sql`
      select p.id from plans p where p.tenant_id = ${tx.tenantId} and ${shownTo(tx.tenantId, wanted, list)}`),
  )
  return rows.map(({ id }) => id)
}

/** A thread with one run, one plan and one hand-over, all by its id. */
function madeThread() {
  const status: PlanRecord['status'] = oneOf(PLAN_STATUSES)
  const isTaken = random() < 0.5
  return {
    id: randomUUID(),
    requester: oneOf(PEOPLE),
    agent: oneOf(['one', 'two', 'gone']),
    status,
    isResting: status === 'applying' && random() < 0.5,
    verdict: random() < 0.2 ? null : { decision: 'ask', roles: someOf(ROLES, 0.25), reasons: [], policies: [] },
    passedOn: random() < 0.4 ? { to: oneOf(ROLES), inMinutes: oneOf([-60, 60]) } : null,
    role: oneOf(ROLES),
    takenBy: isTaken ? oneOf(PEOPLE) : null,
    isClosed: random() < 0.5,
  }
}

function madeReader(): Principal {
  const known = { tenantId: DEFAULT_TENANT, name: 'Somebody', email: null }
  const isWhole = random() < 0.7
  return {
    ...known,
    id: PrincipalId.parse(oneOf([...PEOPLE, 'nobody'])),
    roles: someOf(ROLES, 0.2),
    groups: someOf(['north'], 0.5),
    authenticatedBy: oneOf(['session', 'key', 'token'] as const),
    scopes: isWhole ? Scope.options : someOf(Scope.options, 0.4),
  }
}

async function storeAll(tx: Tx): Promise<void> {
  const rows = sql`jsonb_to_recordset(${JSON.stringify(threads)}::jsonb) as t(id uuid, requester text, agent text,
    status text, "isResting" boolean, verdict jsonb, "passedOn" jsonb, role text, "takenBy" text, "isClosed" boolean)`
  await tx.query(sql`
    insert into principals (tenant_id, id, name, email, roles, groups, kind)
    select ${tx.tenantId}, id, id, null, '{}', '{}', 'person' from jsonb_array_elements_text(${JSON.stringify(PEOPLE)}::jsonb) id`)
  await tx.query(sql`
    insert into threads (tenant_id, id, agent, requester, channel)
    select ${tx.tenantId}, id, agent, requester, 'web' from ${rows}`)
  await tx.query(sql`
    with said as (
      insert into messages (tenant_id, id, thread_id, run_id, role, principal_id, parts)
      select ${tx.tenantId}, id, id, id, 'user', requester, '[]' from ${rows})
    insert into runs (tenant_id, id, thread_id, message_id, agent, requester, state, not_before, rest)
    select ${tx.tenantId}, id, id, id, agent, requester, case when "isResting" then 'waiting' else 'done' end,
           case when "isResting" then now() + interval '1 hour' end,
           case when "isResting" then jsonb_build_object('planId', id, 'code', 'tool-silent', 'index', 0) end
      from ${rows}`)
  await tx.query(sql`
    insert into plans (tenant_id, id, thread_id, run_id, round, requester, agent, agent_hash, author, program, literals,
                       slots, now_ms, status, verdict, escalates_to, escalates_at)
    select ${tx.tenantId}, id, id, id, 0, requester, agent, '', 'playbook', '', '{"data": [], "ctrl": []}', '{}', 0, status,
           nullif(verdict, 'null'), "passedOn" ->> 'to', now() + make_interval(mins => ("passedOn" ->> 'inMinutes')::int)
      from ${rows}`)
  await tx.query(sql`
    insert into hand_overs (tenant_id, id, thread_id, run_id, agent, requester, role, because)
    select ${tx.tenantId}, id, id, id, agent, requester, role, 'asked' from ${rows}`)
  await tx.query(sql`
    update hand_overs h set taken_by = t."takenBy", taken_at = case when t."takenBy" is not null then now() end,
                            closed_by = case when t."isClosed" then t.requester end,
                            closed_at = case when t."isClosed" then now() end
      from ${rows} where h.tenant_id = ${tx.tenantId} and h.id = t.id`)
}

function oneOf<T>(choices: readonly T[]): T {
  const chosen = choices[Math.floor(random() * choices.length)]
  assert.ok(chosen !== undefined)
  return chosen
}

function someOf<T>(choices: readonly T[], share: number): readonly T[] {
  return choices.filter(() => random() < share)
}
