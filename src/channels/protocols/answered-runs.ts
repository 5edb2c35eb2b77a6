import type { MessagePart } from '#contract/message.ts'
import type { Operations } from '#contract/operations.ts'
import type { RunView } from '#contract/run.ts'
import type { Principal } from '#core/principal.ts'
import { reportedDecisions, type ReportedDecision } from '#cards/drawing/reported-decisions.ts'
import { unlinked } from '#cards/drawing/unlinked-text.ts'

/** The caller behind a program that shows answers elsewhere, and the address of our own pages: `https://parley.example`. */
export interface ProgramCaller {
  readonly principal: Principal
  readonly operations: Operations
  readonly address: string
}

/** A stretch of the words of an answer, which a quote of a document carries. */
export interface CitedStretch {
  /** In UTF-16 units of the piece. */
  readonly start: number
  readonly end: number
  readonly quote: string
  readonly title: string
  readonly url: string
}

/** A paragraph of an answer. */
export interface AnswerPiece {
  /** The message that it is of; null for what is said beside. */
  readonly messageId: string | null
  readonly text: string
  readonly cited: readonly CitedStretch[]
}

/** A plan that waits, for whoever shows it. */
export interface WaitingPlan {
  readonly planId: string
  readonly title: string
  /** Its card in words, with each value: for the person who decides on it. */
  readonly whole: string
  readonly digest: string | null
  readonly roles: readonly string[]
  readonly until: string | null
  readonly link: string
  /** Whether its requester's own yes is what is asked for. */
  readonly isOwnAnswer: boolean
}

/** What came of a message, in words for a person. */
export interface AnsweredRuns {
  readonly runs: readonly [RunView, ...RunView[]]
  readonly pieces: readonly AnswerPiece[]
  /** In the order of their runs. */
  readonly waits: readonly WaitingPlan[]
  /** What people said to its plans, wherever they said it. */
  readonly decided: readonly ReportedDecision[]
  /** How many parts quote documents that no model outside may read. */
  readonly withheld: number
}

/** The page on which a plan is read and decided by a person in their own session. */
export function planPage(address: string, planId: string): string {
  return `${address}/console/queue/${planId}`
}

/** A run and those after it by the same message. `isSettled`: all have ended or wait for a person; else the signal came first. */
export async function settledRuns(
  { principal, operations }: Pick<ProgramCaller, 'principal' | 'operations'>,
  runId: string,
  signal: AbortSignal,
): Promise<{ readonly runs: readonly RunView[]; readonly isSettled: boolean }> {
  const runs: RunView[] = []
  for (let next: string | null = runId; next !== null;) {
    const run = await operations.awaitRun(principal, next, signal)
    if (run === null) return { runs: [...runs, await operations.readRun(principal, { runId: next })], isSettled: false }
    runs.push(run)
    next = runs.some(({ id }) => id === run.next?.id) ? null : (run.next?.id ?? null)
  }
  return { runs, isSettled: true }
}

/** The run of a message by which it stands as it does: one that is at work, else the first that waits, else the last. */
export function standingRun(runs: readonly [RunView, ...RunView[]]): RunView {
  const isAtWork = ({ status }: RunView): boolean => status === 'queued' || status === 'running'
  return runs.find(isAtWork) ?? runs.find(({ status }) => status === 'waiting') ?? runs.at(-1) ?? runs[0]
}

/** The parts that may be handed to a program: none that quote what no model outside may read. */
export async function openParts<Part extends { readonly part: MessagePart }>(
  { principal, operations }: Pick<ProgramCaller, 'principal' | 'operations'>,
  parts: readonly Part[],
): Promise<readonly Part[]> {
  const cited = parts.flatMap(({ part }) => (part.type === 'text' ? part.citations : []))
  const open = await operations.passagesToHandOut(principal, [...new Set(cited.map(({ passageId }) => passageId))])
  return parts.filter(
    ({ part }) => part.type !== 'text' || part.citations.every(({ passageId }) => open.has(passageId)),
  )
}

/** What runs answered, as whoever asked may have it now. */
export async function answerOf(asking: ProgramCaller, runs: readonly RunView[]): Promise<AnsweredRuns> {
  const [first, ...following] = runs
  if (first === undefined) throw new Error('An answer is of a run.')
  const answers = await Promise.all(runs.map((run) => partsOf(asking, run)))
  const parts = answers.flat()
  const open = await openParts(asking, parts)
  const withheld = parts.length - open.length
  const waiting = (await Promise.all(runs.map((run) => waitingPlan(asking, run)))).filter((one) => one !== null)
  const pieces: readonly AnswerPiece[] = [
    ...open.flatMap((one) => pieceOf(asking, one)),
    ...(withheld > 0 ? [beside(WITHHELD)] : []),
    ...waiting.flatMap((one) => one.pieces),
  ]
  return {
    runs: [first, ...following],
    pieces: pieces.length > 0 ? pieces : [beside(withoutWords(runs.at(-1) ?? first))],
    waits: waiting.map(({ plan }) => plan),
    decided: await reportedDecisions(
      asking,
      parts.map(({ part }) => part),
    ),
    withheld,
  }
}

const WITHHELD = 'Part of the answer is withheld: it quotes a document that no model outside may read.'

function withoutWords({ status, failure }: RunView): string {
  if (status === 'cancelled') return 'This was withdrawn.'
  return failure?.text ?? 'There is no answer to this.'
}

interface OfMessage {
  readonly part: MessagePart
  readonly messageId: string
}

async function partsOf({ principal, operations }: ProgramCaller, run: RunView): Promise<readonly OfMessage[]> {
  const page = { threadId: run.threadId, runId: run.id, limit: 10 }
  const { messages } = await operations.listMessages(principal, page)
  const answer = messages.find(({ role }) => role === 'assistant')
  return (answer?.parts ?? []).map((part) => ({ part, messageId: answer?.id ?? '' }))
}

function pieceOf({ address }: ProgramCaller, { part, messageId }: OfMessage): readonly AnswerPiece[] {
  switch (part.type) {
    case 'text': {
      const { text, at } = unlinked(part.text)
      const cited = part.citations.map(({ start, end, quote, passageId, document }) => ({
        start: at(start),
        end: at(end),
        quote,
        title: document.title,
        url: `${address}/console/documents/${encodeURIComponent(passageId)}`,
      }))
      return text === '' ? [] : [{ messageId, text, cited }]
    }
    case 'own-words':
    case 'notice':
      return part.text === '' ? [] : [{ messageId, text: unlinked(part.text).text, cited: [] }]
    case 'choices':
      return [{ messageId, text: part.choices.map(({ says }) => `- ${unlinked(says).text}`).join('\n'), cited: [] }]
    case 'plan':
    case 'file':
      return []
  }
}

async function waitingPlan({ principal, operations, address }: ProgramCaller, { waitingFor }: RunView) {
  if (waitingFor === null || waitingFor.type === 'dependency') return null
  const { planId, title, until } = waitingFor
  const link = planPage(address, planId)
  const words = await operations.waitingTexts(principal, planId, link)
  if (words === null) return null
  const plan: WaitingPlan = {
    planId,
    title,
    whole: words.whole,
    digest: waitingFor.type === 'decision' ? waitingFor.digest : null,
    roles: waitingFor.type === 'tool' ? [] : waitingFor.roles,
    until,
    link,
    isOwnAnswer: waitingFor.type === 'decision' && words.isOwnAnswer,
  }
  return { plan, pieces: [beside(unlinked(words.what).text), beside(words.where)] }
}

function beside(text: string): AnswerPiece {
  return { messageId: null, text, cited: [] }
}
