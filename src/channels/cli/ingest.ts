import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Command } from 'commander'
import { AppError } from '#core/errors.ts'
import { ingestTexts as texts } from '#cards/texts/ingest-texts.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'
import type { Client } from '../client/client.ts'
import { say, sayJson, withConnection, type CommandContext, type Finish } from './command.ts'
import { connect } from './connect.ts'
import { addDocument, listHandedIn, removeDocument } from './documents-api.ts'
import type { HandedIn } from '#contract/document.ts'
import { type FileToIngest, addressesIn, filesAt } from './ingest-files.ts'
import { ProgressBar } from './ingest-progress.ts'
import { unlessChanged } from './unless-changed.ts'
import { retryWhileBusy } from './retry-while-busy.ts'
import { usage, readIngestOptions, type IngestFlags, type IngestOptions } from './ingest-options.ts'

/** `parley ingest`: hands files in, those that changed, while what fails is told and the rest goes on. */
export function addIngest(program: Command, context: CommandContext, finish: Finish): void {
  withConnection(program.command('ingest'), 'operator unless you say')
    .description('Hand documents in: what changed since the last time, under one source.')
    .argument('[paths...]', 'folders and files')
    .requiredOption('--source <name>', 'what they belong to, such as handbook; the same again brings new versions')
    .option('--acl <readers>', 'who may read them: public, role:<role>, group:<group>, user:<id>, with commas between')
    .option(
      '--agents <names>',
      'which agents answer from them, with commas between, or shared for all; as they are, or the only agent, unless you say',
    )
    .option('--class <class>', 'public, internal, confidential or regulated; internal unless you say')
    .option(
      '--keep <days>',
      'how long each stays for evidence once it is removed, such as 90d; for good unless you say',
    )
    .option(
      '--meta <key=value>',
      'what search can be narrowed by, such as team=returns; once for each',
      (pair: string, before: readonly string[] | undefined) => [...(before ?? []), pair],
    )
    .option('--language <code>', 'what they are written in, such as de; as their words show unless you say')
    .option('--url-list <file>', 'addresses to fetch and hand in too, one on each line')
    .option('--allow-private', 'addresses may also be plain http and lead into a private network, such as an intranet')
    .option('--prune', 'remove documents of this source that are not among the files any more')
    .option('--force', 'send what didn’t change, too')
    .option('--json', 'print the outcome as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (paths: readonly string[], flags: IngestFlags) => finish(await ingest(context, paths, flags)))
}

const EXAMPLES = `
Examples:
  $ parley ingest handbook/ --source handbook --acl role:support-lead
  $ parley ingest handbook/ --source handbook --acl role:support-lead --prune
  $ parley ingest loans/ --source loans --acl public --agents library,desk
  $ parley ingest --url-list pages.txt --source website --acl public --class public`

/** Files on their way at once: the server's parsers are as many. */
const AT_ONCE = 3

interface Outcome {
  readonly stored: string[]
  readonly unchanged: string[]
  readonly removed: string[]
  /** Those among them whose words give orders to a model, with the number of such places. */
  readonly givesOrders: { readonly name: string; readonly places: number }[]
  /** Questions under `answers:` that aren't searched, each with the reason. */
  readonly questionsLeftOut: { readonly name: string; readonly reason: string }[]
  readonly failed: { readonly name: string; readonly code: string; readonly reason: string }[]
}

interface Ingestion {
  readonly api: Client
  readonly context: CommandContext
  readonly there: ReadonlyMap<string, HandedIn>
  readonly wishes: IngestOptions
  readonly outcome: Outcome
  readonly bar: ProgressBar
}

async function ingest(context: CommandContext, paths: readonly string[], flags: IngestFlags): Promise<number> {
  const { signal } = context
  const wishes = readIngestOptions(flags)
  const files = await filesOf(paths, flags)
  const { api } = await connect(context.config(), flags, signal, { otherwise: 'operator' })
  const prefix = `${wishes.source}/`
  const there = await listHandedIn(api, prefix, signal)
  const outcome: Outcome = { stored: [], unchanged: [], removed: [], givesOrders: [], questionsLeftOut: [], failed: [] }
  const named = new Set(files.map(({ name }) => prefix + name))
  const gone = [...there.values()].filter((document) => !named.has(document.source) && isOfThose(document, wishes))
  {
    using bar = new ProgressBar(context, files.length, { isShown: flags.json !== true })
    const ingestion = { api, context, there, wishes, outcome, bar }
    const waiting = files.values()
    await Promise.all(Array.from({ length: AT_ONCE }, () => handInEach(waiting, ingestion)))
    if (flags.prune === true) for (const document of gone) await removeOne(document, ingestion)
  }
  for (const names of [outcome.stored, outcome.unchanged]) names.sort()
  if (flags.json === true) sayJson(context, outcome)
  else {
    say(context, texts.summary(countsOf(outcome)))
    if (outcome.givesOrders.length > 0) say(context, texts.lookAt(outcome.givesOrders.length))
    if (flags.prune !== true && gone.length > 0) say(context, texts.gone(gone.length))
  }
  return outcome.failed.length === 0 ? 0 : 1
}

async function handInEach(waiting: Iterable<FileToIngest>, ingestion: Ingestion): Promise<void> {
  for (const file of waiting) {
    await handIn(file, ingestion).catch((error: unknown) => failed(file.name, error, ingestion))
    ingestion.bar.step(visibleText(file.name))
  }
}

async function handIn(file: FileToIngest, { api, context, there, wishes, outcome, bar }: Ingestion): Promise<void> {
  const content = await file.read(context.signal)
  const source = `${wishes.source}/${file.name}`
  const before = there.get(source)
  if (before && !wishes.force && isAsBefore(before, await unlessChanged(() => hashOf(content)), wishes)) {
    outcome.unchanged.push(file.name)
    return
  }
  const document = { ...wishes, source, name: fileName(file.name), content, origin: file.origin }
  const { change, version, passages, findings, givesOrders, questionsLeftOut } = await retryWhileBusy(
    () => addDocument(api, document, context.signal),
    context.signal,
  )
  if (givesOrders > 0) outcome.givesOrders.push({ name: file.name, places: givesOrders })
  for (const reason of questionsLeftOut) {
    outcome.questionsLeftOut.push({ name: file.name, reason })
    if (!wishes.isJson) bar.print(`${visibleText(file.name)}: ${visibleText(texts.questionLeftOut(reason))}`)
  }
  if (change === 'unchanged') outcome.unchanged.push(file.name)
  else {
    outcome.stored.push(file.name)
    const others = findings - givesOrders - questionsLeftOut.length
    const notes = [
      texts.stored(version, passages),
      ...(givesOrders > 0 ? [texts.givesOrders(givesOrders)] : []),
      ...(others > 0 ? [texts.findings(others)] : []),
    ]
    if (!wishes.isQuiet(context)) bar.print(`${visibleText(file.name)}: ${notes.join(', ')}`)
  }
}

async function removeOne({ id, source }: HandedIn, ingestion: Ingestion): Promise<void> {
  const { api, context, wishes, outcome, bar } = ingestion
  const name = source.slice(wishes.source.length + 1)
  try {
    await retryWhileBusy(() => removeDocument(api, id, context.signal), context.signal)
    outcome.removed.push(name)
    if (!wishes.isQuiet(context)) bar.print(`${visibleText(name)}: ${texts.removed}`)
  } catch (error) {
    failed(name, error, ingestion)
  }
}

// The rest goes in all the same, but where nobody answers any more or the person has left, nothing will.
function failed(name: string, error: unknown, { context, outcome, bar, wishes }: Ingestion): void {
  context.signal.throwIfAborted()
  if (error instanceof AppError && STOPPING.includes(error.code)) throw error
  const known = error instanceof AppError ? error : null
  const reason = known?.message ?? (error instanceof Error ? error.message : String(error))
  outcome.failed.push({ name, code: known?.code ?? 'unreadable', reason })
  if (!wishes.isJson) bar.print(`${visibleText(name)}: ${texts.failed}. ${visibleText(reason)}`)
}

/** What every further file would meet, too. */
const STOPPING: readonly string[] = [
  'not-running',
  'not-signed-in',
  'wrong-role',
  'scope-missing',
  'document-agents',
  'unexpected-answer',
]

async function filesOf(
  paths: readonly string[],
  { urlList, allowPrivate = false }: IngestFlags,
): Promise<readonly FileToIngest[]> {
  const files = [
    ...(await filesAt(paths)),
    ...(urlList === undefined ? [] : await addressesIn(urlList, { allowPrivate })),
  ]
  if (files.length === 0) throw usage(texts.nothing)
  const names = new Set<string>()
  for (const { name } of files) {
    if (names.has(name)) throw usage(texts.twice(visibleText(name)))
    names.add(name)
  }
  return files
}

// Another agent's documents may have the same source: files of this one say nothing of those.
function isOfThose({ agents: belongsTo }: HandedIn, { agents }: IngestOptions): boolean {
  return agents === null || belongsTo.every((agent) => agents.includes(agent))
}

function isAsBefore(before: HandedIn, hash: string, wishes: IngestOptions): boolean {
  const { agents, class: wanted, keepDays, metadata, language } = wishes
  return (
    before.hash === hash &&
    isSameSet(before.acl, wishes.acl) &&
    (agents === null || isSameSet(agents, before.agents)) &&
    (wanted === null || wanted === before.class) &&
    (keepDays === null || keepDays === before.keepDays) &&
    (metadata === null || isDeepStrictEqual(metadata, before.metadata)) &&
    (language === null || language === before.language)
  )
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  return new Set(one).symmetricDifference(new Set(other)).size === 0
}

async function hashOf(content: Blob): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of content.stream()) hash.update(chunk)
  return hash.digest('hex')
}

// An address's file is called by the last part of its path.
function fileName(name: string): string {
  const path = URL.canParse(name) ? new URL(name).pathname : name
  return path.split('/').findLast((part) => part !== '') ?? 'index'
}

function countsOf({ stored, unchanged, removed, failed: wrong }: Outcome) {
  return { stored: stored.length, unchanged: unchanged.length, removed: removed.length, failed: wrong.length }
}
