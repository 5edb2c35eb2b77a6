import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readdir, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { testPlace, type DatabasePlace, type Furnishing, type Scope } from '../helpers/database.ts'
import { COMES_WITHIN_MS } from '../helpers/patient.ts'
import { ROOT, type CodeBlock, type Page } from './page.ts'

/** Where a page's commands are typed: a project folder with agents and data of its own, and the server that runs there. */
export interface Desk {
  readonly folder: string
  readonly place: DatabasePlace
  readonly server: Server | null
}

/**
 * Does what a page says, in its order: a `sh start` block starts a server at a desk of its own, `sh test` blocks are
 * typed at it, and a `text` block right after one is what it must have printed. A page that starts nothing is read by
 * somebody whose server runs already: it goes on at the desk of the page before, and gives it to the next. Where a page
 * says port 3000, the server has any free one.
 */
export async function runPage(scope: Scope, page: Page, before: Desk | null): Promise<Desk> {
  const startsItsOwn = page.blocks.some((block) => isShell(block, 'start'))
  let desk = before && !startsItsOwn ? before : await openDesk(scope, isFresh(page) ? 'people' : 'documents')
  // Run alone, with no page before it.
  if (!startsItsOwn && desk.server === null) desk = await startServer(scope, START, desk)
  await rm(join(desk.folder, '.names'), { force: true })
  // A newcomer's first command goes all its way, through npm.
  let isFirst = isFresh(page)
  for (const [index, block] of page.blocks.entries()) {
    if (isShell(block, 'start')) desk = await startServer(scope, block, desk)
    if (!isShell(block, 'test')) continue
    const next = page.blocks[index + 1]
    await runBlock(`${page.path}:${block.line}`, block, {
      desk,
      expected: next?.language === 'text' ? next.text : null,
      isQuick: !isFirst,
    })
    isFirst = false
  }
  return desk
}

function isShell({ language, words }: CodeBlock, word: 'start' | 'test'): boolean {
  return language === 'sh' && words.includes(word)
}

// Who has just installed it waits for the documents of the example; to whom it runs already they are known.
function isFresh({ blocks }: Page): boolean {
  return blocks.some((block) => isShell(block, 'start') && block.text.includes('npm ci'))
}

async function openDesk(scope: Scope, furnishing: Furnishing): Promise<Desk> {
  const place = await testPlace(scope, furnishing)
  const folder = await mkdtemp(join(tmpdir(), 'parley-docs-'))
  scope.after(() => rm(folder, { recursive: true, force: true }))
  const names = (await readdir(ROOT)).filter((name) => !['agents', 'data', '.git'].includes(name))
  await Promise.all(names.map((name) => symlink(join(ROOT, name), join(folder, name))))
  await cp(join(ROOT, 'agents'), join(folder, 'agents'), { recursive: true })
  await symlink(place.dataDir, join(folder, 'data'))
  return { folder, place, server: null }
}

const START: CodeBlock = { language: 'sh', words: ['start'], text: 'npm start', line: 0 }

export interface Server {
  readonly url: string
}

async function startServer(scope: Scope, block: CodeBlock, { folder, place }: Desk): Promise<Desk> {
  // Installing is done by whoever runs the tests, and would take away what they run on.
  const command = block.text.replace('npm ci && ', '')
  const child = shell(command, folder, { ...place.environment, DATA_DIR: './data', PORT: '0', LOG_LEVEL: 'warn' })
  // Before the database goes, whoever has it open must have gone.
  place.closing.defer(() => endGroup(child, 'SIGTERM'))
  const output: string[] = []
  child.stderr?.on('data', (chunk: Buffer) => output.push(chunk.toString()))
  try {
    return { folder, place, server: { url: await listeningUrl(child, output) } }
  } catch (error) {
    throw new Error(`The server didn't start.\n${output.join('\n')}`, { cause: error })
  }
}

async function listeningUrl(child: ChildProcess, output: string[]): Promise<string> {
  assert.ok(child.stdout)
  let url: string | null = null
  for await (const line of createInterface({ input: child.stdout, signal: AbortSignal.timeout(COMES_WITHIN_MS) })) {
    output.push(line)
    url ??= /^ {2}Parley +(http\S+)$/.exec(line)?.[1] ?? null
    if (url !== null && line.includes('Stop it')) return url
  }
  throw new Error('it said nothing of where it listens')
}

async function runBlock(
  at: string,
  block: CodeBlock,
  {
    desk: { folder, place, server },
    expected,
    isQuick,
  }: { readonly desk: Desk; readonly expected: string | null; readonly isQuick: boolean },
): Promise<void> {
  const here = server?.url ?? 'http://127.0.0.1:1'
  // What a block names, the next ones know.
  const script = `set -ae; [ ! -f .names ] || . ./.names; PARLEY_URL=${here}
${block.text.replaceAll('http://127.0.0.1:3000', here)}
{ export -p; declare -f; } > .names`
  const environment = { ...place.environment, DATA_DIR: './data', COLUMNS: '80' }
  const child = shell(script, folder, environment, isQuick)
  let out = ''
  let errors = ''
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  const closed = once(child, 'close')
  const timer = setTimeout(() => child.kill('SIGKILL'), COMES_WITHIN_MS)
  const [code] = await once(child, 'exit')
  clearTimeout(timer)
  signalGroup(child, 'SIGKILL') // what it left running, such as a stream that nobody reads any more
  await closed
  const exit = block.words.find((word) => word.startsWith('exit='))?.slice('exit='.length) ?? '0'
  assert.equal(String(code), exit, `${at} ended with ${String(code)}.\n${out}${errors}`)
  if (expected !== null) assert.match(normal(out), patternOf(expected), `${at} printed something else.\n${out}`)
}

// A line of `…` stands for any lines, and `…` in a line for the rest of it.
function patternOf(expected: string): RegExp {
  const lines = normal(expected)
    .split('\n')
    .map((line) =>
      line.trim() === '…' ? '[^]*' : line.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('…', '.*'),
    )
  return new RegExp(`^${lines.join('\n').replaceAll('[^]*\n', '[^]*')}$`)
}

// What is another each time: ids and times. Empty lines count for nothing.
function normal(text: string): string {
  return text
    .replaceAll(/sha256:[0-9a-f]+…?/g, 'sha256:…')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')
    .replaceAll(/\b(?:plan|decide) [0-9A-F]{4}\b/g, 'plan <id>')
    .replaceAll(/^[0-9A-F]{4}(?= )/gm, '<id>')
    .replaceAll(/(?:\b[A-Z][a-z]{2} )?\b\d\d:\d\d\b/g, '<time>')
    .replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, 'http://127.0.0.1:<port>')
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .join('\n')
}

function shell(
  script: string,
  cwd: string,
  environment: Readonly<Record<string, string>>,
  isQuick = false,
): ChildProcess {
  return spawn('bash', ['-c', script], {
    cwd,
    // npm passes an interrupt on or not; its whole group gets it from us.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: [...(isQuick ? [import.meta.dirname] : []), join(ROOT, 'node_modules/.bin'), process.env.PATH].join(
        delimiter,
      ),
      HOME: process.env.HOME,
      LANG: 'C.UTF-8',
      ...environment,
    },
  })
}

async function endGroup(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const closed = once(child, 'close')
  signalGroup(child, signal)
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), 10_000)
  await closed
  clearTimeout(timer)
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal)
  } catch {
    // All of it has ended already.
  }
}
