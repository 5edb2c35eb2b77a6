import { sql } from 'drizzle-orm'
import { systemContext } from '#core/context.ts'
import { createLogger } from '#core/log.ts'
import type { Database, Tx } from '#memory/database/database.ts'
import {
  dispatchEffect,
  failBeforeCall,
  markCompensated,
  recordOutcome,
  resolveUnknownEffect,
  storeCompensations,
} from '#memory/ledger/ledger.ts'
import {
  cancelWaitingPlans,
  createPlan,
  expirePlans,
  movePlan,
  storeDryRun,
  storeJudgement,
  type Judgement,
} from '#memory/plans/plan-changes.ts'
import { giveUpPlace, storeEditedPlan } from '#memory/plans/plan-edits.ts'
import { claimRuns } from '#memory/runs/claim-runs.ts'
import type { Lease } from '#memory/runs/leases.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import { ALLOW } from '#core/verdict.ts'
import { acceptedMessage } from '../../helpers/threads.ts'

const { newId } = systemContext(createLogger('silent'))
const OPERATOR = { data: ['operator'], ctrl: [] }
const REQUESTERS = ['customer', 'other-customer', 'clerk']
const AGENTS = ['support', 'trading']
const TOOLS = ['shop/refunds.create', 'shop/letters.send', 'bank/pay']

/** A plan of a random history. */
export interface RandomPlan {
  readonly planId: string
  readonly requester: string
  readonly agent: string
  readonly hold: Lease
}

/** Does one thing after another to plans, as workers, people and clocks do, by the functions that they use. */
export class RandomPlans {
  readonly #database: Database
  readonly #random: () => number
  readonly #ages: boolean
  readonly plans: RandomPlan[] = []

  /** `ages`: time passes in leaps, which moves all rows at once. Where others are at work meanwhile, it can't. */
  constructor(database: Database, random: () => number, { ages }: { readonly ages: boolean }) {
    this.#database = database
    this.#ages = ages
    this.#random = random
  }

  /** What was done, in words. */
  async step(): Promise<string> {
    const plan = this.#pick(this.plans)
    if (!plan || this.#random() < 0.15) return this.#judge()
    const steps: Readonly<Record<string, (tx: Tx) => Promise<unknown>>> = {
      begin: (tx) => this.#begin(tx, plan),
      'begin and end': (tx) => this.#begin(tx, plan).then(() => this.#end(tx, plan)),
      end: (tx) => this.#end(tx, plan),
      'fail before its call': (tx) => failBeforeCall(tx, { ...this.#at(plan), code: 'x' }, plan.hold),
      'take back': (tx) => markCompensated(tx, plan.planId, this.#below(3), plan.hold),
      'add undoings': (tx) => storeCompensations(tx, { id: plan.planId, ...plan }, [this.#undoing()], plan.hold),
      resolve: (tx) =>
        resolveUnknownEffect(tx, {
          ...this.#at(plan),
          state: this.#of('succeeded', 'failed', 'dispatched'),
          outcome: null,
        }),
      'say yes': (tx) => movePlan(tx, plan.planId, { from: ['waiting'], to: 'applying' }),
      'say no': (tx) => movePlan(tx, plan.planId, { from: ['waiting'], to: 'rejected' }),
      'end the plan': (tx) =>
        movePlan(tx, plan.planId, { from: ['applying'], to: this.#of('done', 'failed', 'unknown') }),
      'go stale': (tx) => movePlan(tx, plan.planId, { from: ['waiting', 'applying'], to: 'making' }),
      expire: (tx) => this.#expire(tx, plan),
      cancel: (tx) => cancelWaitingPlans(tx, plan.hold.runId),
      'judge again': (tx) => this.#judgeAgain(tx, plan),
      edit: (tx) => this.#edit(tx, plan),
      ...(this.#ages ? { age: (tx: Tx) => this.#age(tx) } : {}),
    }
    const weighed = [...Object.keys(steps), 'begin', 'begin', 'begin and end', 'begin and end', 'say yes', 'end']
    const name = this.#pick(weighed) ?? 'begin'
    const crashes = this.#random() < 0.1
    try {
      await this.#database.tenant(DEFAULT_TENANT, async (tx) => {
        await steps[name]?.(tx)
        if (crashes) throw new Error('crashed')
      })
      return `${name} ${plan.planId}`
    } catch {
      // Not to be done to a plan as it stands, or its worker died: then nothing of it was.
      return `no ${name} ${plan.planId}`
    }
  }

  async #judge(): Promise<string> {
    const { threadId, runId, fence } = await claimedRun(this.#database)
    const plan: RandomPlan = {
      planId: newId(),
      requester: this.#of(...REQUESTERS),
      agent: this.#of(...AGENTS),
      hold: { runId, fence },
    }
    await this.#database.tenant(DEFAULT_TENANT, async (tx) => {
      const { planId: id, hold, requester, agent } = plan
      const made = { agentHash: 'h', author: 'playbook', playbook: 'p', program: '', literals: OPERATOR } as const
      await createPlan(
        tx,
        { ...made, id, requester, agent, threadId, runId, round: 0, slots: {}, identity: null, intent: null, nowMs: 0 },
        hold,
      )
      await this.#store(tx, plan)
    })
    this.plans.push(plan)
    return `judge ${plan.planId}`
  }

  async #judgeAgain(tx: Tx, plan: RandomPlan): Promise<void> {
    await movePlan(tx, plan.planId, { from: ['waiting', 'applying'], to: 'making' })
    await this.#store(tx, plan)
  }

  async #store(tx: Tx, { planId, hold }: RandomPlan): Promise<void> {
    const effects = this.#effects()
    await storeDryRun(tx, { planId, generation: 0, said: null, effects, changes: [], citations: [] }, hold)
    const status = this.#of('waiting', 'waiting', 'applying', 'refused')
    await storeJudgement(tx, { ...this.#judgement(planId, effects.length), status }, hold)
  }

  async #edit(tx: Tx, { planId }: RandomPlan): Promise<void> {
    const effects = this.#effects()
    if (this.#random() < 0.5) await giveUpPlace(tx, planId)
    const { expiresAt: _expires, escalation: _escalation, ...judgement } = this.#judgement(planId, effects.length)
    const edits = { staged: [], changes: [], asks: [] }
    await storeEditedPlan(tx, { ...judgement, status: 'waiting', before: planId, edits, effects })
  }

  #judgement(planId: string, effects: number): Judgement {
    return {
      planId,
      status: 'waiting',
      verdict: ALLOW,
      effectVerdicts: Array.from({ length: effects }, () => ALLOW),
      policyHash: 'p',
      digest: planId,
      seal: {},
      escalation: null,
      risk: [],
      expiresAt: new Date(Date.now() + 60_000_000).toISOString(),
      facts: {
        principal: { id: 'customer', name: 'Maya', email: null, roles: [] },
        channel: 'web',
        now: '',
        ledger: {},
      },
      shadow: null,
    }
  }

  #effects() {
    return Array.from({ length: 1 + this.#below(3) }, (_, index) => ({
      index,
      tool: this.#of(...TOOLS),
      args: {},
      labels: {},
      because: OPERATOR,
      paths: {},
      definitionHash: 'd',
      amounts: this.#of<Record<string, number>>({}, { EUR: this.#below(900) }, { EUR: this.#below(900), USD: 7 }),
    }))
  }

  #undoing() {
    return {
      index: 3 + this.#below(3),
      tool: this.#of(...TOOLS),
      args: {},
      because: OPERATOR,
      definitionHash: 'd',
      undoes: 0,
    }
  }

  #at({ planId }: RandomPlan) {
    return { planId, index: this.#below(6) }
  }

  async #begin(tx: Tx, plan: RandomPlan): Promise<void> {
    const [row] = await tx.query<{ index: number }>(sql`
      select index from effects where tenant_id = ${tx.tenantId} and plan_id = ${plan.planId} and state = 'planned'
       order by index limit 1`)
    const { planId } = plan
    const index = row?.index ?? 0
    const effect = { planId, index, idempotencyKey: newId(), resolvedArgs: {}, leaseMustLastMs: 0 }
    await dispatchEffect(tx, effect, plan.hold)
  }

  async #end(tx: Tx, { planId, hold }: RandomPlan): Promise<void> {
    const [row] = await tx.query<{ index: number }>(sql`
      select index from effects where tenant_id = ${tx.tenantId} and plan_id = ${planId} and state = 'dispatched'
       order by index limit 1`)
    const state = this.#of('succeeded', 'succeeded', 'failed', 'unknown')
    await recordOutcome(tx, { planId, index: row?.index ?? 0, state, outcome: { ok: false, code: 'x' } }, hold)
  }

  async #expire(tx: Tx, { planId }: RandomPlan): Promise<void> {
    await tx.query(sql`update plans set expires_at = now() where tenant_id = ${tx.tenantId} and id = ${planId}`)
    await expirePlans(tx, 10)
  }

  // All that was, is longer ago by as much.
  async #age(tx: Tx): Promise<void> {
    const age = sql`${this.#of('1 second', '50 minutes', '55 minutes', '11 hours', '3 days')}::interval`
    await tx.query(sql`
      update effects set created_at = created_at - ${age}, dispatched_at = dispatched_at - ${age},
             placed_after = placed_after - ${age}, placed_before = placed_before - ${age}
       where tenant_id = ${tx.tenantId}`)
  }

  #below(number: number): number {
    return Math.floor(this.#random() * number)
  }

  #pick<T>(from: readonly T[]): T | undefined {
    return from[this.#below(from.length)]
  }

  #of<const T>(...from: readonly T[]): T {
    const one = this.#pick(from)
    if (one === undefined) throw new Error('There is nothing to choose from.')
    return one
  }
}

let lastClaim: Promise<unknown> = Promise.resolve()

// One after the other: whoever claims takes all that there are.
function claimedRun(database: Database) {
  const claim = lastClaim.then(async () => {
    const { threadId, runId } = await acceptedMessage(database)
    const runs = await claimRuns(database, { leaseMs: 6_000_000, atMost: 100 })
    return { threadId, runId, fence: runs.find(({ id }) => id === runId)?.fence ?? 0 }
  })
  lastClaim = claim
  return claim
}
