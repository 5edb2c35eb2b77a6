import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { z } from 'zod'
import { AppError } from '#core/errors.ts'
import { formatProblems, sortProblems, type FileProblem } from '#core/file-problem.ts'
import { readYaml } from '#agents/yaml/yaml-file.ts'
import type { Channel } from './contract.ts'
import { readMail } from './mail/mail-channels.ts'
import type { ChannelConfig } from './inbound/channel-config.ts'
import { readSlack } from './slack/slack-channels.ts'
import { readTeams } from './teams/teams-channels.ts'
import { readWebhooks } from './webhook/webhook-channels.ts'

/** Each kind of channel: its key in the file, and what makes channels of the entries under it. */
const KINDS: Readonly<Record<string, (names: readonly string[], reading: ChannelConfig) => readonly Channel[]>> = {
  mail: readMail,
  slack: readSlack,
  teams: readTeams,
  webhooks: readWebhooks,
}

/** Beside the kinds of channels, `events`: who is told what happens (`loadSubscriptions`). */
const ChannelsYaml = z.strictObject(
  Object.fromEntries(
    [...Object.keys(KINDS), 'events'].map((kind) => [kind, z.record(z.string(), z.unknown()).optional()]),
  ),
)

export interface LoadChannelsOptions extends Omit<ChannelConfig, 'problems' | 'yaml'> {
  /** CHANNELS_FILE; undefined where there are none. */
  readonly file: string | undefined
}

/** The channels to outside services that the operator's file names. Throws `configuration` with every mistake in it. */
export async function loadChannels({ file, ...named }: LoadChannelsOptions): Promise<readonly Channel[]> {
  if (file === undefined) return []
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new AppError(`CHANNELS_FILE: ${file} can't be read.`, { code: 'configuration', cause: error })
  })
  const yaml = readYaml(basename(file), text)
  const problems: FileProblem[] = [...yaml.problems]
  const reading = { ...named, yaml, problems }
  const entries = problems.length === 0 ? yaml.parse(ChannelsYaml, problems) : null
  const channels = Object.entries(entries ?? {}).flatMap(
    ([kind, named]) => KINDS[kind]?.(Object.keys(named ?? {}), reading) ?? [],
  )
  if (problems.length === 0) return channels
  throw new AppError(`The channels in ${file} can't be used:\n${formatProblems(sortProblems(problems))}`, {
    code: 'configuration',
  })
}
