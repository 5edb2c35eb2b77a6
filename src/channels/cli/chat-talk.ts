import { AppError } from '#errors.ts'
import { texts } from '../texts.ts'
import { cardFor, enterRoom, isCustomer, exitCodeOf, resumeCommand, type Room } from './chat-room.ts'
import type { RunEnd } from './conversation.ts'
import { keyHandlers } from './decide-plan.ts'
import type { PlanDesk } from './plan-desk.ts'
import { openTerminal, type Terminal } from './terminal.ts'

/** Until the person leaves: typed lines are messages, and y, e, n and d answer the card on top. */
export async function talk(room: Room): Promise<number> {
  const { context, connection, signal } = room
  using terminal = openTerminal(context.streams, room.leave)
  const working = workingStatus(terminal)
  const { conversation, outbox, desk, follow } = await enterRoom(room, {
    print: (text) => terminal.print(text),
    setStatus: working.set,
    aside: (text) => terminal.print(text),
    keys: terminal.isInteractive,
  })
  const broken = follow.catch((error: unknown) => {
    if (signal.aborted) return
    room.leave()
    throw error
  })
  const polling = terminal.isInteractive && !isCustomer(connection.reader) ? poll(desk, signal) : Promise.resolve()
  const handlers = keyHandlers({
    api: connection.api,
    reader: connection.reader,
    terminal,
    desk,
    signal,
    details: (plan) => cardFor(room, plan, { before: null, keys: true, details: true }),
  })
  let last: RunEnd | null = 'done'
  for (let line = await terminal.nextLine(); line !== null && !signal.aborted; line = await terminal.nextLine()) {
    const key = /^\s*([yend])(?:\s+(\w{4,}))?\s*$/i.exec(line)
    if (key !== null && terminal.isInteractive && desk.top !== null) await press(key)
    else if (line.trim() !== '') await speak(line)
  }
  if (!signal.aborted) room.leave()
  terminal.print(`${texts.chat.waitsOn}\n${texts.chat.resume(resumeCommand(room))}`)
  await Promise.all([broken, polling])
  return terminal.isInteractive ? 0 : exitCodeOf(last)

  // A plan named by its id comes up first: nobody answers what they haven't looked at.
  async function press(key: RegExpExecArray): Promise<void> {
    const [, letter = '', shortId] = key
    if (shortId !== undefined && !desk.putOnTop(shortId)) return terminal.print(texts.decide.noSuchWaiting(shortId))
    const plan = desk.top
    if (plan === null) return
    const handler = HANDLER_OF[letter.toLowerCase()]
    if (desk.isTopNew && handler !== 'd') return terminal.print(texts.decide.justChanged)
    if (handler !== undefined) await reporting(terminal, () => handlers[handler](plan))
  }

  // A person may go on typing while an answer is made; a pipe has nobody who waits, so it goes message by message.
  async function speak(line: string): Promise<void> {
    working.start()
    const sent = outbox.send(line).then((runId) => (runId === null ? working.set(null) : undefined, runId))
    if (terminal.isInteractive) return void sent.catch(() => null)
    const runId = await sent
    last = runId === null ? 'failed' : await conversation.runEnd(runId, signal)
  }
}

const HANDLER_OF: Readonly<Record<string, 'y' | 'e' | 'n' | 'd'>> = { y: 'y', e: 'e', n: 'n', d: 'd' }

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

/** Says that it works only where that takes a moment, so that quick answers don't flicker. */
function workingStatus(terminal: Terminal): { start(): void; set(text: string | null): void } {
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
