import type { Command } from 'commander'
import type { StrayTotal } from '#memory/ledger/check-totals.ts'
import { TenantId } from '#core/principal.ts'
import { ledgerTexts as texts } from '#cards/texts/ledger-texts.ts'
import { type CommandContext, type Finish, say, sayJson } from './command.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'

interface CheckFlags {
  readonly tenant: string
  readonly mend?: boolean
  readonly json?: boolean
}

const SHOWN = 20

/** `parley ledger check`: whether the sums that limits go by are what the ledger gives, straight from the database. */
export function addLedger(program: Command, context: CommandContext, finish: Finish): void {
  const ledger = program.command('ledger').description('The ledger of what was done.').helpCommand(false)
  ledger.addHelpText('after', EXAMPLES)
  ledger
    .command('check')
    .description('Compare the sums behind the limits with the ledger, in the database itself.')
    .option('--tenant <id>', 'whose ledger', 'default')
    .option('--mend', 'make them anew from the ledger; what begins meanwhile waits')
    .option('--json', 'print it as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: CheckFlags) => finish(await check(context, flags)))
}

const EXAMPLES = `
Examples:
  $ parley ledger check
  $ parley ledger check --tenant acme --mend`

async function check(context: CommandContext, flags: CheckFlags): Promise<number> {
  const found = await strayTotals(context, flags)
  if (flags.json === true) sayJson(context, { differ: found, mended: flags.mend === true })
  else if (found.length === 0) say(context, texts.same)
  else {
    for (const stray of found) say(context, visibleText(texts.differs(stray)))
    if (found.length === SHOWN) say(context, texts.first(SHOWN))
    say(context, flags.mend === true ? texts.mended : texts.toMend)
  }
  return found.length === 0 || flags.mend === true ? 0 : 1
}

async function strayTotals(
  { config, signal }: CommandContext,
  { tenant, mend }: CheckFlags,
): Promise<readonly StrayTotal[]> {
  // Loaded here: the other commands need no database, and start in a third of the time.
  const { openDatabase } = await import('#memory/database/database.ts')
  const { findStrayTotals, refillTotals } = await import('#memory/ledger/check-totals.ts')
  const { createLogger } = await import('#core/log.ts')
  const { DATABASE_URL: url = null, DATA_DIR: dataDir } = config()
  const options = { url, dataDir, log: createLogger('silent'), signal, onProgress: () => undefined }
  await using database = await openDatabase(options)
  return await database.tenant(TenantId.parse(tenant), async (tx) => {
    const found = await findStrayTotals(tx, SHOWN)
    if (mend === true) await refillTotals(tx)
    return found
  })
}
