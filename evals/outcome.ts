import type { Agent } from '#agents/contract.ts'
import type { EvalCase } from '#agents/files/eval-case.ts'
import type { MessageView } from '#contract/message.ts'
import type { PlanView } from '#contract/plan.ts'
import type { PersonClient } from '../test/helpers/parley-client.ts'
import { documentFiles } from './document-files.ts'

/** What came of a case, as its requester sees it through the API. */
export interface Outcome {
  /** `answer`, `hand-over`, `plan`, `playbook/<name>`, or `none` where the turn was over before it was routed. */
  readonly route: string
  readonly plan: Pick<PlanView, 'id' | 'runId' | 'effects' | 'verdict' | 'status'> | null
  /** All that the requester was told. */
  readonly text: string
  /** What is quoted: each document by its title and by its file's name. */
  readonly cited: readonly { readonly title: string; readonly file: string }[]
}

/** Says what a case says, in a thread of its own, and waits until nothing more comes of it or a person is asked. */
export async function runCase(client: PersonClient, agent: Agent, { say }: EvalCase): Promise<Outcome> {
  const { body: thread } = await client.request<{ id: string }>('POST', '/v1/threads', { agent: agent.name })
  const { runId, run } = await client.ask(say, thread.id)
  if (run.failure) throw new Error(`the run failed: ${run.failure.text}`)
  const { body } = await client.request<{ plans: readonly PlanView[] }>('GET', '/v1/plans')
  const plan = body.plans.find((candidate) => candidate.runId === runId) ?? null
  const replies = (await client.messages(thread.id)).filter(({ role }) => role === 'assistant')
  const text = textOf(replies)
  return {
    route: plan ? routeOf(plan) : await unplannedRoute(client, agent, { threadId: thread.id, text }),
    plan,
    text,
    cited: await citedDocuments(client, replies),
  }
}

/** Takes a plan that waits back. True when nothing is left that counts for whoever comes next. */
export async function takeBack(client: PersonClient, { plan }: Outcome): Promise<boolean> {
  if (plan?.status === 'waiting') {
    await client.request('POST', `/v1/runs/${plan.runId}/cancel`)
    const { status, effects } = await client.plan(plan.id)
    return status === 'cancelled' && isUntouched(effects)
  }
  return plan === null || (plan.status !== 'applying' && isUntouched(plan.effects))
}

function isUntouched(effects: PlanView['effects']): boolean {
  return effects.every(({ state }) => state === 'planned' || state === 'cancelled')
}

function routeOf({ playbook }: PlanView): string {
  return playbook === null ? 'plan' : `playbook/${playbook}`
}

// A playbook that still lacks a slot asks for it and makes no plan; its question, at the end, tells which playbook it was.
async function unplannedRoute(
  client: PersonClient,
  agent: Agent,
  { threadId, text }: { readonly threadId: string; readonly text: string },
): Promise<string> {
  const started = (await client.events(threadId)).find((event) => event.type === 'node-started')
  if (started?.type !== 'node-started') return 'none'
  if (started.node !== 'respond') return started.node
  const asking = agent.playbooks.find(({ slots }) =>
    Object.values(slots).some(({ ask }) => ask !== null && text.endsWith(ask)),
  )
  return asking ? `playbook/${asking.name}` : 'none'
}

function textOf(replies: readonly MessageView[]): string {
  return replies.flatMap(({ parts }) => parts.flatMap((part) => ('text' in part ? [part.text] : []))).join('\n')
}

async function citedDocuments(client: PersonClient, replies: readonly MessageView[]): Promise<Outcome['cited']> {
  const citations = replies.flatMap(({ parts }) =>
    parts.flatMap((part) => (part.type === 'text' ? part.citations : [])),
  )
  if (citations.length === 0) return []
  const files = await documentFiles(client)
  return citations.map(({ document: { id, title } }) => ({ title, file: files.get(id) ?? '' }))
}
