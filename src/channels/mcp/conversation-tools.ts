import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { z } from 'zod'
import { Id, textUpTo } from '#contract/fields.ts'
import { AppError } from '#core/errors.ts'
import { procedureCallText } from '#plan-language/values/procedure-call.ts'
import type { McpCall } from './mcp-services.ts'
import { Outcome, outcomeOf, outcomeText } from './outcome.ts'
import { progressOf } from './progress.ts'
import { follow, say, type Progress, type Said } from './send-message.ts'
import { answered, answering } from './tool-answer.ts'

const Place = {
  agent: textUpTo(100).optional().describe('Which assistant; left out: the first.'),
  thread: Id.optional().describe('The `thread` of an answer before, to go on from it.'),
}
const Words = textUpTo(8_000)
const Arguments = z.record(z.string().max(100), z.union([z.string().max(2_000), z.number()]))

/** Asking, proposing, seeing how it stands and taking it back. */
export function registerConversation(server: McpServer, call: McpCall): void {
  registerSaying(server, call)
  registerRuns(server, call)
}

function registerSaying(server: McpServer, call: McpCall): void {
  server.registerTool(
    'ask',
    {
      title: 'Ask',
      description:
        'Asks the assistant a question. Its answer quotes the documents that the person you work for may read. Where the words ask for something to be done, a plan of it waits for a person.',
      inputSchema: { question: Words, ...Place },
      outputSchema: Outcome,
      annotations: { readOnlyHint: false, destructiveHint: false, openWorldHint: false },
    },
    ({ question, agent = null, thread = null }, extra) =>
      saying(call, { text: question, agent, thread }, progressOf(extra)),
  )
  server.registerTool(
    'propose',
    {
      title: 'Propose a deed',
      description:
        'Has something done: in words, or as a procedure by its name with arguments. A plan of it is made, judged by the rules, and waits for a person where they say so. What you send counts as your words, never as your user’s.',
      inputSchema: {
        words: Words.optional(),
        procedure: textUpTo(100).optional().describe('The name of an exposed procedure, such as refund.'),
        arguments: Arguments.optional(),
        ...Place,
      },
      outputSchema: Outcome,
      annotations: { readOnlyHint: false, destructiveHint: true, openWorldHint: false },
    },
    ({ words, procedure, arguments: args = {}, agent = null, thread = null }, extra) =>
      answering(call.services, async () => {
        const text = wanted(call, { words, procedure, args, agent })
        return await said(call, { text, agent, thread }, progressOf(extra))
      }),
  )
}

function registerRuns(server: McpServer, call: McpCall): void {
  server.registerTool(
    'status',
    {
      title: 'See how it stands',
      description: 'What became of something that was asked or proposed, by its `run`.',
      inputSchema: { run: Id },
      outputSchema: Outcome,
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    ({ run }) =>
      answering(call.services, async () => {
        const outcome = await outcomeOf(call, await runsFrom(call, run))
        return answered(outcome, outcomeText(outcome))
      }),
  )
  server.registerTool(
    'cancel',
    {
      title: 'Cancel it',
      description: 'Cancels something that was asked or proposed and has not begun, by its `run`.',
      inputSchema: { run: Id },
      outputSchema: Outcome,
      annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
    },
    ({ run }) =>
      answering(call.services, async () => {
        const { threadId } = await call.services.operations.cancelRun(call.principal, { runId: run })
        const outcome = await outcomeOf(call, await follow(call, { threadId, runId: run }, null))
        return answered(outcome, outcomeText(outcome))
      }),
  )
}

/** Says something, and answers with what came of it. */
export function saying(call: McpCall, what: Said, progress: Progress) {
  return answering(call.services, () => said(call, what, progress))
}

async function said(call: McpCall, what: Said, progress: Progress) {
  const outcome = await outcomeOf(call, await say(call, what, progress))
  return answered(outcome, outcomeText(outcome))
}

async function runsFrom(call: McpCall, runId: string) {
  const run = await call.services.operations.readRun(call.principal, { runId })
  const isOpen = run.status === 'queued' || run.status === 'running'
  return isOpen || run.next === null ? [run] : await follow(call, { threadId: run.threadId, runId }, null)
}

interface Wanted {
  readonly words: string | undefined
  readonly procedure: string | undefined
  readonly args: Readonly<Record<string, string | number>>
  readonly agent: string | null
}

function wanted({ services }: McpCall, { words, procedure, args, agent }: Wanted): string {
  if ((words === undefined) === (procedure === undefined))
    throw new AppError('Send either words or a procedure.', { code: 'invalid-request', status: 400 })
  if (procedure === undefined) return words ?? ''
  const known = services.operations
    .listProcedures()
    .find((one) => one.name === procedure && (agent === null || one.agent === agent))
  if (known === undefined)
    throw new AppError('No such procedure is exposed.', { code: 'procedure-not-found', status: 404 })
  return procedureCallText({ procedure, args })
}
