import { availabilityLines } from '#cards/drawing/availability-lines.ts'
import { texts } from '#cards/texts/texts.ts'
import { readAvailability } from '#contract/wire.ts'
import { AppError } from '#core/errors.ts'
import type { Room } from './chat-room.ts'
import type { Terminal } from './terminal.ts'

/** What is typed to be passed on to a person; any words for it do, too. */
export const ASK_PERSON = '/person'

/** Says who that is and how long it may take, and then the message that asks. */
export async function askPerson(
  { connection, threadId, context, signal }: Pick<Room, 'connection' | 'threadId' | 'context' | 'signal'>,
  terminal: Terminal,
  say: (text: string) => Promise<void>,
): Promise<void> {
  try {
    const found = await connection.api.ask(readAvailability, { threadId }, { signal })
    terminal.print(availabilityLines(found, { now: context.now() }).join(' '))
    await say(found.says)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    terminal.print(error.code === 'not-found' ? texts.chat.noPerson : error.message)
  }
}
