import type { AgUiRun } from '#contract/ag-ui.ts'
import { AppError } from '#core/errors.ts'
import type { JsonObject } from '#core/json.ts'
import { AG_UI_CHANNEL } from '#core/outside-principal.ts'
import {
  standingRun,
  type AnsweredRuns,
  type ProgramCaller,
  type CitedStretch,
  type WaitingPlan,
} from '../protocols/answered-runs.ts'
import { answerToTask } from '../protocols/front-end-task.ts'
import { spokenAnswer, type Spoken } from '../protocols/spoken-answer.ts'
import { unlinked } from '#cards/drawing/unlinked-text.ts'
import { interruptId, resume } from './resume.ts'

/** A run of a front end's, and ours that it follows. */
export interface FollowedRun {
  readonly input: AgUiRun
  readonly threadId: string
  readonly runId: string
}

/** What a front end's own task over the conversation is answered; null where somebody says something. */
export function taskIn({ messages, resume: answers }: AgUiRun): string | null {
  if (answers !== undefined && answers.length > 0) return null
  const told = messages.map(({ role, content }) => ({
    role,
    text: typeof content === 'string' ? content : (content ?? []).flatMap(({ text }) => text ?? []).join('\n'),
  }))
  return answerToTask(told, { task: null, isJson: false })
}

/** The events of a run that only answers one. */
export async function* taskEvents(
  { threadId, runId }: AgUiRun,
  text: string,
  messageId: string,
): AsyncGenerator<JsonObject, void, void> {
  yield { type: 'RUN_STARTED', threadId, runId }
  if (text !== '') {
    yield { type: 'TEXT_MESSAGE_START', messageId, role: 'assistant' }
    yield { type: 'TEXT_MESSAGE_CONTENT', messageId, delta: text }
    yield { type: 'TEXT_MESSAGE_END', messageId }
  }
  yield { type: 'RUN_FINISHED', threadId, runId, outcome: { type: 'success' } }
}

/** Takes a request in: answers to interrupts first, then what was said. Throws what is wrong with it. */
export async function beginRun(asking: ProgramCaller, agent: string, input: AgUiRun): Promise<FollowedRun> {
  const { principal, operations } = asking
  const resumed = await resume(asking, input.resume ?? [])
  const last = input.messages.at(-1)
  if (last?.role === 'user') {
    const text = typeof last.content === 'string' ? last.content : (last.content ?? []).map(textOf).join('\n')
    const message = { channel: AG_UI_CHANNEL, agent, name: input.threadId, earlier: [], text, once: last.id }
    return { input, ...(await operations.converse(principal, message)) }
  }
  if (resumed === null)
    throw new AppError('The last message must be the user’s, or resume an answer.', {
      code: 'invalid-request',
      status: 400,
    })
  const { threadId, runId } = await operations.readPlan(principal, resumed)
  return { input, threadId, runId }
}

function textOf({ type, text }: { readonly type: string; readonly text?: string | undefined }): string {
  if (type === 'text' && text !== undefined) return text
  throw new AppError('Only text is read here. Send the words alone.', { code: 'invalid-request', status: 400 })
}

/** The events of a run (AG-UI 1.0). It ends without `RUN_FINISHED` where the signal aborts first. */
export async function* runEvents(
  asking: ProgramCaller,
  { input, threadId, runId }: FollowedRun,
  { messageId, signal }: { readonly messageId: string; readonly signal: AbortSignal },
): AsyncGenerator<JsonObject, void, void> {
  const ids = { threadId: input.threadId, runId: input.runId }
  yield { type: 'RUN_STARTED', ...ids }
  yield { type: 'STATE_SNAPSHOT', snapshot: { parley: { threadId, runId, stage: 'message-received' } } }
  let isSpeaking = false
  for await (const spoken of spokenAnswer(asking, { threadId, runId }, signal)) {
    switch (spoken.type) {
      case 'text':
        if (!isSpeaking) yield { type: 'TEXT_MESSAGE_START', messageId, role: 'assistant' }
        isSpeaking = true
        yield { type: 'TEXT_MESSAGE_CONTENT', messageId, delta: spoken.text }
        break
      case 'event':
        yield* happened(asking, spoken.event)
        break
      case 'end':
        if (isSpeaking) yield { type: 'TEXT_MESSAGE_END', messageId }
        yield { type: 'STATE_SNAPSHOT', snapshot: { parley: stateOf(spoken.answer, spoken.cited) } }
        yield { type: 'RUN_FINISHED', ...ids, outcome: outcomeOf(asking, spoken.answer) }
    }
  }
}

type Event = Extract<Spoken, { readonly type: 'event' }>['event']

/** What happens to a plan is a tool call of its own, with the arguments as their reader may see them. */
async function* happened(
  { principal, operations }: ProgramCaller,
  event: Event,
): AsyncGenerator<JsonObject, void, void> {
  if (!('seq' in event)) return
  if (event.type === 'effect-dispatched') {
    const { effects } = await operations.readPlan(principal, event)
    const effect = effects.find(({ index }) => index === event.index)
    const toolCallId = callId(event)
    yield { type: 'TOOL_CALL_START', toolCallId, toolCallName: effect?.tool ?? 'step' }
    yield { type: 'TOOL_CALL_ARGS', toolCallId, delta: JSON.stringify(effect?.args ?? {}) }
    yield { type: 'TOOL_CALL_END', toolCallId }
  }
  if (event.type === 'effect-completed') {
    const toolCallId = callId(event)
    const messageId = `${toolCallId}/result`
    yield { type: 'TOOL_CALL_RESULT', messageId, toolCallId, content: event.state, role: 'tool' }
  }
  yield { type: 'STATE_DELTA', delta: [{ op: 'replace', path: '/parley/stage', value: event.type }] }
}

function callId({ planId, index }: { readonly planId: string; readonly index: number }): string {
  return `${planId}/${index}`
}

function stateOf({ runs, withheld, decided }: AnsweredRuns, cited: readonly CitedStretch[]): JsonObject {
  const { threadId, id, status } = standingRun(runs)
  const citations = cited.map(({ start, end, title, url }) => ({ start, end, title, url }))
  return { threadId, runId: id, stage: status, withheld, citations, decided: [...decided] }
}

function outcomeOf(asking: ProgramCaller, { waits }: AnsweredRuns): JsonObject {
  if (waits.length === 0) return { type: 'success' }
  return { type: 'interrupt', interrupts: waits.map((plan) => interruptOf(asking, plan)) }
}

// Only what its reader may answer here has a form, and is shown whole; all else has the link alone.
function interruptOf({ principal }: ProgramCaller, plan: WaitingPlan): JsonObject {
  const { planId, title, whole, roles, until, link, isOwnAnswer } = plan
  const mayAnswer = isOwnAnswer && principal.authenticatedBy === 'session' && principal.scopes.includes('decide')
  return {
    id: interruptId(plan),
    reason: mayAnswer ? 'parley:confirm' : 'parley:decided-elsewhere',
    message: unlinked(mayAnswer ? whole : title).text,
    ...(mayAnswer && { responseSchema: ANSWER }),
    ...(until !== null && { expiresAt: until }),
    metadata: { planId, roles: [...roles], link },
  }
}

const ANSWER: JsonObject = {
  type: 'object',
  properties: { decision: { enum: ['approve', 'reject'] }, reason: { type: 'string' } },
  required: ['decision'],
}
