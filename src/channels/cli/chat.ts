import type { Command } from 'commander'
import { AppError, EXIT } from '#core/errors.ts'
import { drawFromNowOnIn } from '#cards/texts/card-language.ts'
import type { ChatFlags } from './chat-room.ts'
import { sayOnce } from './chat-once.ts'
import { talk } from './chat-talk.ts'
import { type CommandContext, type Finish, withConnection } from './command.ts'
import { listModels } from '#contract/wire.ts'
import { texts } from '#cards/texts/texts.ts'
import { connect, type Connection } from './connect.ts'
import { deleteConversation, listConversations, saveConversation, wholeThreadId } from './conversation-list.ts'

/** `parley chat`: a conversation in the terminal, and the plans that wait for whoever sits there. */
export function addChat(program: Command, context: CommandContext, finish: Finish): void {
  withConnection(program.command('chat'), 'customer unless you say')
    .description('Talk to an agent here. Plans that wait for you are shown and answered here too.')
    .option('--list [words]', 'list your conversations, or those in which these words were said')
    .option('--thread <id>', 'go on with a conversation: its id, or at least 4 characters of its beginning or end')
    .option('--save <file>', 'with --thread: save it as a text, or as JSON where the name ends in .json')
    .option('--delete', 'with --thread: delete it; the evidence of its plans is kept')
    .option('--agent <name>', 'which agent; the first one unless you say')
    .option('-m, --message <text>', 'send one message, wait for what comes of all its parts, print it and leave')
    .option('--timeout <seconds>', 'with -m: how long to wait', '120')
    .option('--json', 'with -m or --list: print it as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: ChatFlags) => finish(await chat(context, flags)))
}

const EXAMPLES = `
Exit codes: 0 all parts of it are answered, 1 a part or its plan failed, 2 used wrongly, 3 a plan waits or not all was
answered in time.

Examples:
  $ parley chat                                  as Maya, a customer
  $ parley chat --as support-lead                what waits for you comes as it arrives
  $ parley chat -m "Refund order A17"            one message, for scripts
  $ parley chat --list                           your conversations, and what waits in each
  $ parley chat --thread 9c41                    go on where you were`

async function chat(context: CommandContext, flags: ChatFlags): Promise<number> {
  mustFit(flags)
  const leave = new AbortController()
  const signal = AbortSignal.any([context.signal, leave.signal])
  const connection = await connect(context.config(), flags, signal)
  if (flags.list !== undefined) return await listConversations(context, connection, flags)
  const thread = flags.thread === undefined ? undefined : await wholeThreadId(connection, flags.thread, signal)
  if (thread !== undefined && flags.save !== undefined)
    return await saveConversation(context, connection, thread, flags.save)
  if (thread !== undefined && flags.delete === true) return await deleteConversation(context, connection, thread)
  const leaving = { signal, leave: () => leave.abort() }
  const opened = thread === undefined ? await connection.api.createThread(flags.agent ?? null, signal) : null
  if (opened !== null && flags.agent === undefined) await tellOthers(context, connection, opened.agent, signal)
  const room = { context, flags, connection, opened, threadId: thread ?? opened?.id ?? '', ...leaving }
  try {
    return flags.message === undefined ? await talk(room) : await sayOnce(room, flags.message)
  } catch (error) {
    if (signal.aborted) return flags.message === undefined ? 0 : EXIT.failed
    throw error
  } finally {
    leave.abort()
    drawFromNowOnIn('en')
  }
}

function mustFit(flags: ChatFlags): void {
  if (flags.json === true && flags.message === undefined && flags.list === undefined) {
    throw new AppError('--json prints what came of one message, or your conversations: give it with -m or --list.', {
      code: 'usage',
    })
  }
  if (flags.thread === undefined && (flags.save !== undefined || flags.delete === true)) {
    throw new AppError('Name the conversation with --thread. --list shows yours.', { code: 'usage' })
  }
}

// Who named no agent is told which one answers, where there are several.
async function tellOthers(
  { streams }: CommandContext,
  { api }: Connection,
  agent: string,
  signal: AbortSignal,
): Promise<void> {
  const models = await api.ask(listModels, {}, { signal }).catch((error: unknown) => {
    if (error instanceof AppError) return { data: [] } // a key that mayn't list them
    throw error
  })
  const others = models.data.map(({ id }) => id).filter((id) => id !== agent && !id.includes(':'))
  if (others.length > 0) streams.errors.write(`${texts.chat.talksWith(agent, others)}\n`)
}
