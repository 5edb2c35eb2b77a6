import { Command, CommanderError } from 'commander'
import { isAsciiTerminal, readConfig } from '#core/config.ts'
import { AppError, EXIT } from '#core/errors.ts'
import { VERSION } from '#core/version.ts'
import { addChat } from './cli/chat.ts'
import { addChannels } from './cli/channels.ts'
import { addCheck } from './cli/check.ts'
import type { AddCommand, CommandContext, OpenShop } from './cli/command.ts'
import { addCompletion } from './cli/completion.ts'
import { addDecide } from './cli/decide.ts'
import { addDoctor } from './cli/doctor.ts'
import { addEvidence } from './cli/evidence.ts'
import { addHandOver } from './cli/hand-over.ts'
import { addIngest } from './cli/ingest.ts'
import { addKeys } from './cli/keys.ts'
import { addLedger } from './cli/ledger.ts'
import { addMcp } from './cli/mcp.ts'
import { addPolicy } from './cli/policy.ts'
import { addQueue } from './cli/queue.ts'
import { addReplay } from './cli/replay.ts'
import { addResolve } from './cli/resolve.ts'
import { addRuns } from './cli/runs.ts'
import { addSchedules } from './cli/schedules.ts'
import { addStops } from './cli/stops.ts'
import { addTools } from './cli/tools.ts'
import type { Streams } from './cli/terminal.ts'

const COMMANDS: readonly AddCommand[] = [
  addChat,
  addQueue,
  addHandOver,
  addDecide,
  addResolve,
  addReplay,
  addCheck,
  addPolicy,
  addEvidence,
  addTools,
  addStops,
  addRuns,
  addIngest,
  addKeys,
  addLedger,
  addMcp,
  addSchedules,
  addChannels,
  addCompletion,
  addDoctor,
]

/**
 * Runs one command of `parley` and gives its exit code: 0 done, 1 failed, 2 used wrongly, 3 nobody answered yet,
 * 78 a configuration that can't be used.
 */
export async function runCommandLine(
  words: readonly string[],
  options: {
    readonly streams: Streams
    readonly signal: AbortSignal
    readonly openShop?: OpenShop
    /** The variables that it goes by: the process's unless said. */
    readonly environment?: Readonly<Record<string, string | undefined>>
  },
): Promise<number> {
  const { streams, signal, openShop = null, environment } = options
  const isAscii = words.includes('--ascii')
  const context: CommandContext = {
    config: memoised(() => readConfig(environment)),
    streams,
    signal,
    unicode: !isAscii && !isAsciiTerminal(environment),
    now: () => new Date(),
    openShop,
  }
  let exitCode = 0
  const program = createProgram(streams)
  for (const add of COMMANDS) add(program, context, (code) => (exitCode = code))
  try {
    await program.parseAsync(
      words.filter((word) => word !== '--ascii'),
      { from: 'user' },
    )
    return exitCode
  } catch (error) {
    return failed(error, options)
  }
}

function createProgram(streams: Streams): Command {
  return new Command('parley')
    .description('Talk to your agents, answer their plans, and look after the server.')
    .option('--ascii', 'draw with ASCII alone')
    .version(VERSION, '--version', 'print which Parley this is')
    .helpCommand(false)
    .showHelpAfterError('(add --help for examples)')
    .configureOutput({
      writeOut: (text) => streams.output.write(text),
      writeErr: (text) => streams.errors.write(text),
    })
    .exitOverride()
    .addHelpText(
      'after',
      `\nExamples:\n  $ parley chat\n  $ parley chat --as support-lead\n  $ parley queue --as support-lead\n  $ parley doctor`,
    )
}

function failed(error: unknown, options: { readonly streams: Streams; readonly signal: AbortSignal }): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT.usage
  if (options.signal.aborted) return EXIT.failed
  if (!(error instanceof AppError)) throw error
  options.streams.errors.write(`${error.message}\n`)
  if (error.code === 'configuration') return EXIT.configuration
  return error.code === 'usage' ? EXIT.usage : EXIT.failed
}

function memoised<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => (made ??= { value: make() }).value
}
