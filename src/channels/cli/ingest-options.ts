import { AccessEntry } from '#memory/documents/access-list.ts'
import { DataClass } from '#core/data-class.ts'
import { DocumentAgents } from '#core/document-agents.ts'
import { AppError } from '#core/errors.ts'
import { ingestTexts as texts } from '#cards/texts/ingest-texts.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'
import type { CommandContext, ConnectionFlags } from './command.ts'

export interface IngestFlags extends ConnectionFlags {
  readonly source: string
  readonly acl?: string
  readonly agents?: string
  readonly class?: string
  readonly keep?: string
  readonly meta?: readonly string[]
  readonly language?: string
  readonly urlList?: string
  readonly allowPrivate?: boolean
  readonly prune?: boolean
  readonly force?: boolean
  readonly json?: boolean
}

/** The options of an ingest, read from its flags. */
export interface IngestOptions {
  readonly source: string
  readonly acl: readonly string[]
  /** Null: as they are; of a new one, the only agent that there is. */
  readonly agents: readonly string[] | null
  readonly class: string | null
  readonly keepDays: number | null
  /** Null: as it is. */
  readonly metadata: Readonly<Record<string, string>> | null
  readonly language: string | null
  readonly force: boolean
  readonly isJson: boolean
  /** On a terminal the bar says how far it is, and lines are for what failed. */
  isQuiet(context: CommandContext): boolean
}

/** Throws `usage` where a flag says nothing that is known. */
export function readIngestOptions(flags: IngestFlags): IngestOptions {
  const source = flags.source.trim().replace(/\/+$/, '')
  if (source === '' || source.length > 200 || /[\r\n\0]/.test(source)) throw usage(texts.badSource(flags.source))
  if (flags.acl === undefined) throw usage(texts.noAcl)
  const acl = flags.acl.split(',').map((entry) => entry.trim())
  const wrong = acl.find((entry) => !AccessEntry.safeParse(entry).success)
  if (wrong !== undefined) throw usage(texts.badAcl(wrong))
  const agents = flags.agents?.split(',').map((name) => name.trim()) ?? null
  if (agents !== null && !DocumentAgents.safeParse(agents).success) throw usage(texts.badAgents(flags.agents ?? ''))
  if (flags.class !== undefined && !DataClass.safeParse(flags.class).success) throw usage(texts.badClass(flags.class))
  return {
    source,
    acl,
    agents,
    class: flags.class ?? null,
    keepDays: flags.keep === undefined ? null : daysOf(flags.keep),
    metadata: flags.meta === undefined ? null : Object.fromEntries(flags.meta.map(pairOf)),
    language: flags.language ?? null,
    force: flags.force === true,
    isJson: flags.json === true,
    isQuiet: ({ streams }) => flags.json === true || streams.output.isTTY === true,
  }
}

function pairOf(text: string): readonly [string, string] {
  const [, key, value] = /^([a-z][\w.-]{0,49})=(.{1,200})$/iu.exec(text) ?? []
  if (key === undefined || value === undefined) throw usage(texts.badMeta(text))
  return [key, value]
}

function daysOf(text: string): number {
  const days = Number(/^(\d{1,5})d?$/.exec(text)?.[1] ?? Number.NaN)
  if (!Number.isInteger(days)) throw usage(texts.badKeep(text))
  return days
}

export function usage(message: string): AppError {
  return new AppError(visibleText(message), { code: 'usage' })
}
