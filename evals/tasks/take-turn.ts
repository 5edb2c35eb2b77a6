import { setTimeout as delay } from 'node:timers/promises'
import type { PlanView } from '#contract/plan.ts'
import type { RunView } from '#contract/run.ts'
import type { TestParley } from '../../test/helpers/parley.ts'
import type { PersonClient, Said } from '../../test/helpers/parley-client.ts'
import { runEnded } from '../ended.ts'
import type { Script, Told } from './scripted-planner.ts'
import type { TaskStage } from './stage.ts'

/** What came of one message. */
export interface TurnTaken {
  readonly run: RunView
  /** Null where none was proposed. */
  readonly plan: PlanView | null
  /** Each card as it was when somebody was asked, and by whose yes it went on; empty for what nobody was asked. */
  readonly cards: readonly { readonly plan: PlanView; readonly roles: readonly string[] }[]
  /** How many people's answers it took. */
  readonly approvals: number
  /** All that the requester was told. */
  readonly said: string
  /** What the planner was told of its program, where that came to nothing. */
  readonly told: readonly Told[]
}

export interface TurnOptions {
  /** Whether everybody who is asked says yes; otherwise a plan that asks is taken back. */
  readonly approve: boolean
}

/** Everybody who is asked says yes. Gives how many did. */
async function sayYes(parley: TestParley, plan: PlanView): Promise<number> {
  let counted = 0
  for (const role of plan.awaits) {
    const { status } = await parley.as(PEOPLE[role] ?? role).decide(plan, 'approve')
    if (status === 200) counted += 1
  }
  return counted
}

/** Who holds which role, and says yes to what that role is asked. */
const PEOPLE: Readonly<Record<string, string>> = {
  requester: 'customer',
  'support-lead': 'support-lead',
  finance: 'finance',
}

/** Says a script's message to its agent in a new thread, and has everybody who is asked answer. */
export async function takeTurn(
  { parley, planner }: TaskStage,
  { world, script }: { readonly world: string; readonly script: Script },
  { approve }: TurnOptions,
): Promise<TurnTaken> {
  const requester = parley.as('customer')
  const scene = planner.play(script)
  try {
    const { body: thread } = await requester.request<{ id: string }>('POST', '/v1/threads', { agent: world })
    const said = await sayAndWait(requester, script.say, thread.id)
    const cards: { readonly plan: PlanView; readonly roles: readonly string[] }[] = []
    let approvals = 0
    let run = said.run ?? (await settled(requester, said.runId))
    while (run.waitingFor?.type === 'decision' && cards.length < MOST_CARDS) {
      const plan = await requester.plan(run.waitingFor.planId)
      cards.push({ plan, roles: plan.awaits })
      if (!approve) {
        await requester.request('POST', `/v1/runs/${said.runId}/cancel`)
        break
      }
      approvals += await sayYes(parley, plan)
      run = await settled(requester, said.runId, plan.digest)
    }
    return {
      run,
      plan: approve ? await planOf(requester, said.runId) : await proposedPlan(requester, said),
      cards,
      approvals,
      said: (await requester.answers(thread.id)).join('\n'),
      told: scene.told,
    }
  } finally {
    scene.end()
  }
}

interface SaidHere extends Said {
  /** How its run stands; left out where it took longer than one waits. */
  readonly run?: RunView
}

// Whoever waits for the answer asks nothing meanwhile, which a dozen at once would do all the time.
async function sayAndWait(requester: PersonClient, text: string, threadId: string): Promise<SaidHere> {
  const { body } = await requester.request<Omit<SaidHere, 'threadId'>>(
    'POST',
    `/v1/threads/${threadId}/messages`,
    { text },
    { prefer: 'wait=20' },
  )
  return { ...body, threadId }
}

// Also one that nothing came of, which its thread doesn't tell of.
async function planOf(requester: PersonClient, runId: string): Promise<PlanView | null> {
  const { body } = await requester.request<{ plans: readonly PlanView[] }>('GET', '/v1/plans?limit=20')
  const plan = body.plans.find((each) => each.runId === runId) ?? null
  return plan && (await requester.plan(plan.id))
}

async function proposedPlan(requester: PersonClient, { threadId, runId }: Said): Promise<PlanView | null> {
  const events = await requester.events(threadId)
  const proposed = events.findLast((event) => event.type === 'plan-proposed' && event.runId === runId)
  return proposed?.type === 'plan-proposed' ? await requester.plan(proposed.planId) : null
}

/** A plan, and what it went stale for; then whoever goes on asking is a fault. */
const MOST_CARDS = 4

/** Waits until a run has ended, or asks for another digest than the one that was answered. */
async function settled(requester: PersonClient, runId: string, answered: string | null = null): Promise<RunView> {
  for (;;) {
    const run = await runEnded(requester, runId)
    const { waitingFor } = run
    if (run.status !== 'waiting') return run
    if (waitingFor && (waitingFor.type !== 'decision' || waitingFor.digest !== answered)) return run
    await delay(10)
  }
}
