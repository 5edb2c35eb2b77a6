import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Scope } from './database.ts'

interface Outside {
  readonly environment: Readonly<Record<string, string>>
}

/** The environment of a server that is connected to all of these, whose entries stand in one file. */
export async function environmentOfAll(
  scope: Scope,
  outside: readonly Outside[],
): Promise<Readonly<Record<string, string>>> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-channels-'))
  scope.after(() => rm(folder, { recursive: true, force: true }))
  const environments = outside.map(({ environment }) => environment)
  const files = environments.map((environment) => readFile(environment['CHANNELS_FILE'] ?? '', 'utf8'))
  const CHANNELS_FILE = join(folder, 'channels.yaml')
  await writeFile(CHANNELS_FILE, (await Promise.all(files)).join('\n'))
  return { ...Object.assign({}, ...environments), CHANNELS_FILE }
}
