import { PassThrough } from 'node:stream'
import type { TestContext } from 'node:test'
import { WriteStream } from 'node:tty'
import { stripVTControlCharacters } from 'node:util'
import { runCommandLine } from '#channels/command-line.ts'
import type { TestParley } from '../../helpers/parley.ts'
import { environmentOf } from './run-parley.ts'
import { until } from '../../helpers/until.ts'

/** Somebody before `parley chat` or another command, at a terminal or with a pipe, on a real server. */
export interface Seat {
  /** The exit code. */
  readonly ended: Promise<number>
  /** All that was written, without colours and movements. */
  screen(): string
  /** The same with them. */
  raw(): string
  type(text: string): void
  see(pattern: RegExp): Promise<void>
}

/** A server and where the keys of its people are. */
export interface Served {
  readonly url: string
  readonly place: Pick<TestParley['place'], 'dataDir'>
}

export function sitDown(
  t: TestContext,
  { parley, isTTY, command = 'chat' }: { readonly parley: Served; readonly isTTY: boolean; readonly command?: string },
  ...words: readonly string[]
): Seat {
  const environment = environmentOf(parley.place)
  const input = Object.assign(new PassThrough(), { isTTY, setRawMode: () => input })
  const getColorDepth = WriteStream.prototype.getColorDepth
  const output = Object.assign(new PassThrough(), { isTTY, columns: 80, rows: 60, getColorDepth })
  const errors = new PassThrough()
  let written = ''
  for (const stream of [output, errors]) stream.setEncoding('utf8').on('data', (text: string) => (written += text))
  const streams = { input, output, errors }
  const ended = runCommandLine([command, '--server', parley.url, ...words], { streams, environment, signal: t.signal })
  const screen = (): string => stripVTControlCharacters(written)
  return {
    ended,
    screen,
    raw: () => written,
    type: (text) => void input.write(text),
    see: (pattern) => until(() => pattern.test(screen()), t.signal),
  }
}
