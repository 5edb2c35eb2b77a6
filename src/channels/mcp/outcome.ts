import { z } from 'zod'
import type { MessagePart, MessageView } from '#contract/message.ts'
import type { RunView } from '#contract/run.ts'
import { RUN_STATUSES } from '#contract/run.ts'
import { openParts, standingRun } from '../protocols/answered-runs.ts'
import { ReportedDecision, reportedDecisions } from '#cards/drawing/reported-decisions.ts'
import { planLink, type McpCall } from './mcp-services.ts'

const Waits = z.object({
  plan: z.string(),
  run: z.string().describe('Cancels it with `cancel`.'),
  title: z.string().describe('What would be done, in a sentence. Nothing of it has been done.'),
  card: z.string().describe('Its steps, whose turn it is and why, in words for your user.'),
  digest: z.string().nullable().describe('What a decision must name.'),
  roles: z.array(z.string()).readonly().describe('Who is asked; `requester` is the person you work for.'),
  until: z.string().nullable(),
  link: z.string().describe('Where a person reads it and says yes or no, signed in themselves. Show it to your user.'),
})

const Citation = z.object({
  quote: z.string(),
  passageId: z.string(),
  document: z.object({ id: z.string(), title: z.string(), version: z.int() }),
})

/** What came of something that was said or called, for a program. */
export const Outcome = {
  thread: z.string(),
  run: z.string().describe('Ask `status` with it for what becomes of it.'),
  status: z.enum(RUN_STATUSES).describe('`waiting`: for a person; `queued` and `running`: not answered yet.'),
  text: z.string().describe('The answer. What is in quotation marks stands in a document, word for word.'),
  citations: z.array(Citation).readonly(),
  waits: Waits.nullable(),
  alsoWait: z.array(Waits).readonly().describe('What else waits, where several things were wanted at once.'),
  decided: z.array(ReportedDecision).readonly().describe('What people said to its plans, wherever they said it.'),
  withheld: z.int().describe('Parts of the answer that quote documents which no model outside may read.'),
}
const OutcomeValue = z.object(Outcome)
type Outcome = z.infer<typeof OutcomeValue>

/** How a run stands, with what it answered, as far as a model outside may have it. */
export async function outcomeOf(call: McpCall, runs: readonly RunView[]): Promise<Outcome> {
  const [first, ...following] = runs
  if (first === undefined) throw new Error('An outcome is of a run.')
  const { threadId, id, status } = standingRun([first, ...following])
  const messages = await Promise.all(runs.map((run) => answerTo(call, run)))
  const parts = messages.flatMap((message) => message?.parts ?? [])
  const open = await openParts(
    { principal: call.principal, operations: call.services.operations },
    parts.map((part) => ({ part })),
  )
  const given = open.map(({ part }) => part)
  const waiting = await Promise.all(runs.map((run) => waitsFor(call, run)))
  const [waits, ...alsoWait] = waiting.filter((one) => one !== null)
  return {
    thread: threadId,
    run: id,
    status,
    text: given.flatMap(textOf).join('\n\n'),
    citations: given.flatMap((part) =>
      part.type === 'text'
        ? part.citations.map(({ quote, passageId, document }) => ({ quote, passageId, document }))
        : [],
    ),
    waits: waits ?? null,
    alsoWait,
    decided: await reportedDecisions({ principal: call.principal, operations: call.services.operations }, parts),
    withheld: parts.length - given.length,
  }
}

/** The same in words, for clients that show text. */
export function outcomeText({ text, waits, alsoWait, status, withheld, run }: Outcome): string {
  const unread = withheld === 0 ? [] : ['Part of the answer is withheld: no model outside may read what it quotes.']
  const open = status === 'queued' || status === 'running' ? [`Not answered yet. Ask status for run ${run}.`] : []
  const waiting = [...(waits ? [waits] : []), ...alsoWait].map(
    ({ roles, title, card, link }) =>
      `Waits for ${roles.join(' or ')}: ${title}. Nothing of it is done yet. ${link}\n${card}`,
  )
  return [text, ...unread, ...open, ...waiting].filter((line) => line !== '').join('\n\n')
}

async function answerTo({ principal, services }: McpCall, run: RunView): Promise<MessageView | null> {
  const page = { threadId: run.threadId, runId: run.id, limit: 10 }
  const { messages } = await services.operations.listMessages(principal, page)
  return messages.find(({ role }) => role === 'assistant') ?? null
}

function textOf(part: MessagePart): readonly string[] {
  switch (part.type) {
    case 'text':
    case 'own-words':
    case 'notice':
      return part.text === '' ? [] : [part.text]
    case 'choices':
      return [`You can say: ${part.choices.map(({ says }) => says).join(' · ')}`]
    case 'plan':
    case 'file':
      return []
  }
}

async function waitsFor({ services, principal }: McpCall, { id, waitingFor }: RunView): Promise<Outcome['waits']> {
  if (waitingFor === null || waitingFor.type === 'dependency') return null
  const { planId, title, until } = waitingFor
  const link = planLink(services, planId)
  const words = await services.operations.waitingTexts(principal, planId, link)
  return {
    plan: planId,
    run: id,
    title,
    card: words?.card ?? '',
    digest: waitingFor.type === 'decision' ? waitingFor.digest : null,
    roles: waitingFor.type === 'tool' ? [] : waitingFor.roles,
    until,
    link,
  }
}
