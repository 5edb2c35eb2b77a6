import type { Command } from 'commander'
import { AppError } from '#core/errors.ts'
import { Scope } from '#core/principal.ts'
import { texts } from '#cards/texts/texts.ts'
import type { KeyView } from '#contract/key.ts'
import * as wire from '#contract/wire.ts'
import { clockText } from '#cards/drawing/clock-text.ts'
import { type CommandContext, type ConnectionFlags, type Finish, say, sayJson, withConnection } from './command.ts'
import { connect, isRunning, serverUrl } from './connect.ts'
import { keysInDatabase, type Keys } from './keys-in-database.ts'
import { columnsOf, padColumns } from './text-columns.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'

interface KeysFlags extends ConnectionFlags {
  readonly database?: boolean
  readonly json?: boolean
}

interface CreateFlags extends KeysFlags {
  readonly name: string
  readonly role: readonly string[]
  readonly scope: readonly string[]
  readonly expires?: string
}

/** `parley keys`: API keys for programs. With a server they go through it; without one, straight to the database. */
export function addKeys(program: Command, context: CommandContext, finish: Finish): void {
  const keys = program.command('keys').description('API keys for programs.').helpCommand(false)
  keys.addHelpText('after', EXAMPLES)
  const who = 'operator unless you say'

  withDatabase(withConnection(keys.command('create'), who))
    .description('Make a key. It is shown this once.')
    .requiredOption('--name <text>', 'what it is for, such as "night export"')
    .option('--role <role>', 'a role that it holds; may be given again', collect, [])
    .option('--scope <scope>', `what it may do: ${Scope.options.join(', ')}; may be given again`, collect, [])
    .option('--expires <time>', 'when it ends, such as 2027-01-31')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: CreateFlags) => finish(await create(context, flags)))

  withDatabase(withConnection(keys.command('list'), who))
    .description('The keys, without their secrets.')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: KeysFlags) => finish(await list(context, flags)))

  withDatabase(withConnection(keys.command('revoke'), who))
    .description('End a key at once.')
    .argument('<id>', 'its id, as keys list shows it')
    .addHelpText('after', EXAMPLES)
    .action(async (id: string, flags: KeysFlags) => finish(await revoke(context, id, flags)))
}

const EXAMPLES = `
Examples:
  $ parley keys create --name "night export" --scope read --role operator
  $ parley keys create --name bot --scope chat --expires 2027-01-31
  $ parley keys list
  $ parley keys revoke 4f3a1c`

function withDatabase(command: Command): Command {
  return command
    .option('--database', 'work on the database itself, also while a server runs (PostgreSQL)')
    .option('--json', 'print it as JSON')
}

async function create(context: CommandContext, flags: CreateFlags): Promise<number> {
  if (flags.scope.length === 0) throw new AppError(texts.keys.noScope(Scope.options), { code: 'usage' })
  const key = {
    name: flags.name,
    roles: [...flags.role],
    scopes: flags.scope.map(parseScope),
    expiresAt: flags.expires === undefined ? null : parseExpiry(flags.expires, context.now()),
  }
  await using keys = await openKeys(context, flags)
  const created = await keys.create(key)
  if (flags.json === true) sayJson(context, created)
  else say(context, `${texts.keys.created(visibleText(created.name))}\n\n  ${created.key}\n\n${texts.keys.once}`)
  return 0
}

async function list(context: CommandContext, flags: KeysFlags): Promise<number> {
  await using keys = await openKeys(context, flags)
  const all = await keys.list()
  if (flags.json === true) sayJson(context, all)
  else say(context, all.length === 0 ? texts.keys.none : table(all.map((key) => rowOf(key, context.now()))))
  return 0
}

async function revoke(context: CommandContext, id: string, flags: KeysFlags): Promise<number> {
  await using keys = await openKeys(context, flags)
  try {
    await keys.revoke(id)
  } catch (error) {
    if (!(error instanceof AppError) || error.status !== 404) throw error
    throw new AppError(texts.keys.unknown(id), { code: 'key-not-found', cause: error })
  }
  if (flags.json === true) sayJson(context, { id, revoked: true })
  else say(context, texts.keys.revoked(id))
  return 0
}

/** The server where one runs, else the database. Who can open the database may make keys: the operator's own door. */
async function openKeys(context: CommandContext, flags: KeysFlags): Promise<Keys> {
  const { signal } = context
  const config = context.config()
  const isElsewhere = flags.server !== undefined || config.PARLEY_URL !== undefined
  if (flags.database === true || (!isElsewhere && !(await isRunning(serverUrl(config, undefined), signal)))) {
    return await keysInDatabase(config, context)
  }
  const { api } = await connect(config, flags, signal, { otherwise: 'operator' })
  return {
    create: ({ roles, scopes, ...key }) =>
      api.ask(wire.createKey, { body: { ...key, roles: [...roles], scopes: [...scopes] } }, { signal }),
    list: async () => (await api.ask(wire.listKeys, {}, { signal })).keys,
    revoke: (keyId) => api.ask(wire.revokeKey, { keyId }, { signal }),
    [Symbol.asyncDispose]: async () => undefined,
  }
}

function collect(value: string, values: readonly string[]): readonly string[] {
  return [...values, value]
}

function parseScope(text: string): Scope {
  const scope = Scope.safeParse(text)
  if (!scope.success) throw new AppError(texts.keys.badScope(text, Scope.options), { code: 'usage' })
  return scope.data
}

function parseExpiry(text: string, now: Date): string {
  const at = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))?$/.test(text) ? new Date(text) : new Date(Number.NaN)
  if (Number.isNaN(at.getTime()) || at <= now) throw new AppError(texts.keys.badDate(text), { code: 'usage' })
  return at.toISOString()
}

function rowOf(key: KeyView, now: Date): readonly string[] {
  const clock = { now }
  const isOver = key.expiresAt !== null && new Date(key.expiresAt) <= now
  const state = key.revokedAt !== null ? texts.keys.isRevoked : isOver ? texts.keys.isExpired : texts.keys.active
  const until = key.expiresAt === null ? '' : texts.card.until(clockText(key.expiresAt, clock))
  const held = [key.scopes.join(','), key.roles.join(',')].map(visibleText)
  return [key.id, visibleText(key.name), ...held, state, until]
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => columnsOf(row[column] ?? ''))))
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => padColumns(cell, widths[column] ?? 0)).join('  ')
  return rows.map((row) => line(row).trimEnd()).join('\n')
}
