import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, delimiter, dirname, join } from 'node:path'
import { ROOT } from '../docs/page.ts'
import type { Scope } from '../helpers/database.ts'
import { readDockerfile, wordsOf, type Stage } from './dockerfile.ts'

/** The image as a folder: the files that a container of it has in its working directory. */
export interface AssembledImage {
  readonly folder: string
  readonly command: readonly string[]
  readonly health: readonly string[]
  readonly environment: Readonly<Record<string, string>>
}

const BIN = dirname(process.execPath)

/**
 * Does what the Dockerfile says, stage by stage, without an engine: copies what it copies, and runs what it runs in the
 * stages before the last. Where a stage installs everything, it gets what is installed here.
 */
export function assembleImage(scope: Scope): AssembledImage {
  const made = mkdtempSync(join(tmpdir(), 'parley-image-'))
  scope.after(async () => rmSync(made, { recursive: true, force: true }))
  chmodSync(made, 0o755) // others may look, and nobody but us may write
  const stages = readDockerfile(readFileSync(join(ROOT, 'Dockerfile'), 'utf8'))
  for (const stage of stages) assembleStage(stage, made, stage === stages.at(-1))
  const image = stages.at(-1)
  const find = (name: string) => image?.instructions.findLast((instruction) => instruction.name === name)
  const [command, health] = [find('CMD'), find('HEALTHCHECK')]
  if (!image || !command || !health) throw new Error('The Dockerfile says neither what runs nor how it is.')
  return {
    folder: join(made, image.name),
    command: wordsOf(command),
    health: wordsOf(health),
    environment: Object.fromEntries((find('ENV')?.text ?? '').split(/\s+/).map((pair) => pair.split('=', 2))),
  }
}

function assembleStage({ name, instructions }: Stage, made: string, isLast: boolean): void {
  const folder = join(made, name)
  mkdirSync(folder)
  for (const instruction of instructions) {
    if (instruction.name === 'COPY') copy(instruction.text, folder, made)
    // What the last stage runs is about the image's own system.
    if (instruction.name === 'RUN' && !isLast) run(instruction.text, folder)
  }
}

function copy(text: string, folder: string, made: string): void {
  const [from, ...words] = text.startsWith('--from=')
    ? text.slice('--from='.length).split(/\s+/)
    : ['', ...text.split(/\s+/)]
  const target = words.pop() ?? ''
  for (const source of words) {
    const path = from ? join(made, from, source.replace(/^\/parley\//, '')) : join(ROOT, source)
    const isInto = target.endsWith('/') || target === './'
    cpSync(path, isInto ? join(folder, target, basename(source)) : join(folder, target), { recursive: true })
  }
}

function run(command: string, folder: string): void {
  if (command.startsWith('npm ci') && !command.includes('--omit=dev')) {
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
    return
  }
  const { status, stderr } = spawnSync('sh', ['-c', command], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      ...process.env,
      PATH: [BIN, process.env.PATH].join(delimiter),
      // All of it was fetched when the packages were installed here.
      npm_config_prefer_offline: 'true',
    },
  })
  if (status !== 0) throw new Error(`${command} ended with ${String(status)}.\n${stderr}`)
}
