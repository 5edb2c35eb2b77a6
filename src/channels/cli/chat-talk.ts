import { isCustomer } from '#auth/roles.ts'
import { AppError } from '#core/errors.ts'
import { ASK_PERSON, askPerson } from './ask-person.ts'
import { answerInAWord, asksItsRequester } from '#cards/drawing/requester-reply.ts'
import { texts } from '#cards/texts/texts.ts'
import { choicesOf } from './answer-text.ts'
import type { PlanView } from '#contract/plan.ts'
import { cardFor, enterRoom, exitCodeOf, resumeCommand, type Entered, type Room } from './chat-room.ts'
import type { RunEnd } from './run-end.ts'
import { besideFor, explainedFor } from './explained-for.ts'
import { type KeyHandlers, keyHandlers } from './decide-plan.ts'
import { endOfRuns, messageRuns } from './message-runs.ts'
import { refusedPress } from '#cards/drawing/refused-press.ts'
import { failedPlanText, hasFailedPlan } from './failed-plan.ts'
import { isFolded } from './fold-text.ts'
import type { PlanDesk } from './plan-desk.ts'
import { Terminal } from './terminal.ts'

/** Until the person leaves: typed lines are messages, and y, n, e and d answer the card on top. */
export async function talk(room: Room): Promise<number> {
  const { context, connection, signal } = room
  using terminal = new Terminal(context.streams, room.leave)
  signal.addEventListener('abort', () => terminal[Symbol.dispose](), { once: true })
  const working = workingStatus(terminal)
  let choices: readonly string[] = []
  const entered = await enterRoom(room, {
    print: (text) => terminal.print(text),
    setStatus: working.set,
    aside: (text) => terminal.print(text),
    onAnswer: (message) => {
      choices = choicesOf(message)
    },
    onEnd: (runId) => void tellFailure(room, runId, terminal),
    keys: terminal.isInteractive,
  })
  terminal.onInterrupt = stopOnce(entered, room, terminal)
  const broken = entered.follow.catch((error: unknown) => {
    if (signal.aborted) return
    room.leave()
    throw error
  })
  const polling = terminal.isInteractive && !isCustomer(connection.reader) ? poll(entered.desk, signal) : null
  const end = await takeLines({
    ...entered,
    room,
    terminal,
    working,
    chosen: (line) => choices[Number(line.trim()) - 1] ?? line,
  })
  room.leave()
  terminal.print(`${texts.chat.waitsOn}\n${texts.chat.resume(resumeCommand(room))}`)
  await Promise.all([broken, polling])
  return terminal.isInteractive ? 0 : exitCodeOf(end)
}

// Beside the answer, which doesn't wait for it.
async function tellFailure(room: Room, runId: string, terminal: Terminal): Promise<void> {
  if (room.connection.person === null) return
  try {
    const told = (await hasFailedPlan(room, runId)) ? await failedPlanText(room, runId) : null
    if (told !== null && !room.signal.aborted) terminal.print(told)
  } catch (error) {
    // Without a connection the stream says so already.
    if (!(error instanceof AppError) && !room.signal.aborted) throw error
  }
}

interface Talk extends Entered {
  readonly room: Room
  readonly terminal: Terminal
  readonly working: WorkingStatus
  /** What a line says: where it is the number of a choice, that. */
  chosen(line: string): string
}

/** How the last message ended, where somebody waited for that. */
async function takeLines(talk: Talk): Promise<RunEnd | null> {
  const { room, terminal, desk, chosen } = talk
  const { api, reader } = room.connection
  const details = async (plan: PlanView): Promise<string> => {
    const [explained, beside, whole] = await Promise.all([
      explainedFor(api, plan, room.signal),
      besideFor(api, plan, room.signal),
      plan.program === undefined ? api.readPlan(plan.id, room.signal) : plan,
    ])
    return cardFor(
      room,
      { ...plan, ...programOf(whole) },
      { before: null, keys: true, details: true, explained, beside },
    )
  }
  const say = async (text: string): Promise<void> => void (await speak(text, talk))
  const keys = keyHandlers({ api, reader, terminal, desk, signal: room.signal, details, say })
  let end: RunEnd | null = 'done'
  for (let line = await terminal.nextLine(); line !== null && !room.signal.aborted; line = await terminal.nextLine()) {
    const key = terminal.isInteractive ? keyOf(line, talk) : null
    if (line.trim() === ASK_PERSON) await askPerson(room, terminal, say)
    else if (key !== null) await press(key, keys, talk)
    else if (line.trim() !== '') end = await speak(chosen(line), talk)
  }
  return end
}

// What a list leaves out. The rest is as it was shown.
function programOf({ program, programLine }: PlanView): Partial<PlanView> {
  return { ...(program !== undefined && { program }), ...(programLine !== undefined && { programLine }) }
}

const KEY = /^\s*([ynde])(?:\s+(\w{4,}))?\s*$/i

interface Key {
  readonly letter: string
  readonly shortId: string | undefined
}

// "Yes" is a message: what it answers is known where the thread is. A card that takes no key yet takes no word either.
function keyOf(line: string, { desk, room }: Talk): Key | null {
  if (desk.top === null) return null
  const [key, letter = '', shortId] = KEY.exec(line) ?? []
  if (key !== undefined) return { letter: letter.toLowerCase(), shortId }
  const answer = answerInAWord(line)
  const isUnread = desk.isTopNew || isFolded(desk.top)
  if (answer === null || !isUnread || !asksItsRequester(desk.top, room.connection.reader)) return null
  return { letter: answer === 'approve' ? 'y' : 'n', shortId: undefined }
}

// A plan named by its id comes up first: nobody answers what they haven't looked at.
async function press({ letter, shortId }: Key, keys: KeyHandlers, { desk, terminal }: Talk): Promise<void> {
  if (shortId !== undefined && !desk.putOnTop(shortId)) return terminal.print(texts.decide.noSuchWaiting(shortId))
  const plan = desk.top
  const handler = HANDLER_OF[letter]
  if (plan === null || handler === undefined) return
  if (desk.isTopNew && handler !== 'd') return terminal.print(texts.decide.justChanged)
  await reporting(terminal, () => keys[handler](plan))
}

// A person may go on typing while an answer is made; a pipe has nobody who waits, so it goes message by message.
async function speak(line: string, { outbox, conversation, terminal, working, room }: Talk): Promise<RunEnd | null> {
  working.start()
  const sent = outbox.send(line).then((runId) => {
    if (runId === null) working.set(null)
    return runId
  })
  if (terminal.isInteractive) {
    sent.catch((error: unknown) => terminal.print(error instanceof Error ? error.message : String(error)))
    return 'done'
  }
  const runId = await sent
  if (runId === null) return 'failed'
  const ends: RunEnd[] = []
  for await (const { end } of messageRuns({ api: room.connection.api, conversation }, runId, room.signal))
    ends.push(end)
  return room.signal.aborted ? null : endOfRuns(ends)
}

/** What Ctrl-C does: it stops what is at work, once; then it leaves, for which false is given. */
function stopOnce({ conversation }: Entered, { connection, signal }: Room, terminal: Terminal): () => boolean {
  const asked = new Set<string>()
  return () => {
    // What hasn't begun first, or it would begin when what is before it ends.
    const runs = conversation.working.toReversed().filter((runId) => !asked.has(runId))
    if (runs.length === 0) return false
    for (const runId of runs) asked.add(runId)
    terminal.print(texts.chat.stopping)
    void stopAll(runs)
    return true
  }

  async function stopAll(runs: readonly string[]): Promise<void> {
    for (const runId of runs) {
      try {
        await connection.api.cancelRun(runId, 'at-work', signal)
      } catch (error) {
        if (signal.aborted) return
        terminal.print(notStopped(error))
      }
    }
  }
}

// What is at work goes on, and how one leaves is said with it.
function notStopped(error: unknown): string {
  if (!(error instanceof AppError)) return String(error)
  return error.code === 'run-not-cancellable' ? texts.chat.couldNotStop : refusedPress(error).words
}

const HANDLER_OF: Readonly<Record<string, keyof KeyHandlers>> = { y: 'y', n: 'n', e: 'e', d: 'd' }

// What fails while a card is answered is told, and the card stays.
async function reporting(terminal: Terminal, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    terminal.print(`${error.message} ${texts.decide.nothingKnown}`)
  }
}

const POLL_MS = 2_000

// Plans of other threads come over no stream of ours. Without a connection the stream says so already.
async function poll(desk: PlanDesk, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, POLL_MS)
    signal.addEventListener('abort', () => resolve(), { once: true })
    await promise
    clearTimeout(timer)
    if (!signal.aborted) await desk.refresh(signal).catch(() => undefined)
  }
}

interface WorkingStatus {
  start(): void
  set(text: string | null): void
}

/** Says that it works only where that takes a moment, so that quick answers don't flicker. */
function workingStatus(terminal: Terminal): WorkingStatus {
  let timer: NodeJS.Timeout | undefined
  const set = (text: string | null): void => {
    clearTimeout(timer)
    terminal.setStatus(text)
  }
  return {
    start: () => {
      clearTimeout(timer)
      timer = setTimeout(() => terminal.setStatus(texts.chat.working), 300).unref()
    },
    set,
  }
}
