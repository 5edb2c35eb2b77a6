import type { Command } from 'commander'
import type { Config } from '#core/config.ts'
import type { ConnectOptions } from './connect.ts'
import type { Streams } from './terminal.ts'

/** What a command works with, handed in once. */
export interface CommandContext {
  /** Parsed when a command needs it, so that help works with a wrong configuration too. */
  readonly config: () => Config
  readonly streams: Streams
  /** Aborts on SIGTERM, and on Ctrl-C where no line is being typed. */
  readonly signal: AbortSignal
  readonly unicode: boolean
  readonly now: () => Date
  /** Starts the example shop where the configuration names no other; null where this isn't the whole program. */
  readonly openShop: OpenShop | null
}

export type OpenShop = (config: Config, signal: AbortSignal) => Promise<{ readonly config: Config } & AsyncDisposable>

/** Runs a command and gives its exit code. */
export type Finish = (exitCode: number) => void

/** Registers one command. */
export type AddCommand = (program: Command, context: CommandContext, finish: Finish) => void

/** The options with which every command that talks to a server finds it and says who asks. */
export function withConnection(command: Command, who: string): Command {
  return command
    .option('--as <person>', `an example person, such as support-lead (${who})`)
    .option('--key <key>', 'an API key instead of an example person (PARLEY_KEY)')
    .option('--server <url>', 'where the server is (PARLEY_URL, else this machine at PORT or 3000)')
}

export type ConnectionFlags = ConnectOptions

/** The same person and server again, behind a command that a screen offers. A key is never repeated on a screen. */
export function sameConnection({ as, server }: ConnectionFlags): string {
  return `${as === undefined ? '' : ` --as ${as}`}${server === undefined ? '' : ` --server ${server}`}`
}

/** Columns to write in: the terminal's, at most 100; 80 in a pipe. */
export function widthOf(streams: Streams): number {
  const columns = streams.output.isTTY === true ? (streams.output.columns ?? 80) : 80
  return Math.max(40, Math.min(columns, 100))
}

/** One line on standard output. */
export function say(context: CommandContext, text: string): void {
  context.streams.output.write(`${text}\n`)
}

/** A value as JSON on standard output, for `--json`. */
export function sayJson(context: CommandContext, value: unknown): void {
  say(context, JSON.stringify(value, null, 2))
}
