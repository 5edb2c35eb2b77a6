import type { Command } from 'commander'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { runVerifier } from '../../../bin/verify-evidence.ts'
import { canonicalJson } from '#core/commitment.ts'
import { AppError } from '#core/errors.ts'
import { Json, JsonObject } from '#core/json.ts'
import { texts } from '#cards/texts/texts.ts'
import { type CommandContext, type Finish, say } from './command.ts'

interface VerifyFlags {
  readonly key?: string
  readonly anchors?: string
}

interface RedactFlags {
  readonly path: readonly string[]
  readonly value: readonly string[]
}

/** `parley evidence`: looking at a file of evidence, without any server or database. */
export function addEvidence(program: Command, context: CommandContext, finish: Finish): void {
  const evidence = program.command('evidence').description('Check files of evidence, or take values out of them.')
  evidence.helpCommand(false).addHelpText('after', VERIFY_EXAMPLES)
  evidence
    .command('verify')
    .description('Check that a file of evidence is as it was signed, and says what it says about the plan.')
    .argument('<file>', 'the file, as GET /v1/plans/{id}/evidence gave it')
    .option('--key <key>', 'whose signature it must be: a thumbprint, or a file with public keys (PEM, JWK or key set)')
    .option('--anchors <file>', 'the anchors.jsonl of the server’s DATA_DIR: finds a history that was written anew')
    .addHelpText('after', VERIFY_EXAMPLES)
    .action((file: string, flags: VerifyFlags) => finish(runVerifier({ file, ...flags }, (line) => say(context, line))))
  evidence
    .command('redact')
    .description('Take values out of a file of evidence, and print what remains: it verifies as before.')
    .argument('<file>', 'the file')
    .option(
      '--path <pointer>',
      'the value at this place of the statement, or all below it; as often as needed',
      append,
      [],
    )
    .option('--value <text>', 'every value in which this text stands; as often as needed', append, [])
    .addHelpText('after', REDACT_EXAMPLES)
    .action(async (file: string, flags: RedactFlags) => finish(await redact(context, file, flags)))
}

const VERIFY_EXAMPLES = `
It looks at the file alone, and runs bin/verify-evidence.ts, which needs nothing else of Parley: give that to whoever checks.

Exit codes: 0 all of it is good, 1 something is wrong (and where), 2 used wrongly.

Examples:
  $ parley evidence verify evidence.json
  $ parley evidence verify evidence.json --key evidence-keys.json --anchors data/anchors.jsonl`

const REDACT_EXAMPLES = `
Examples:
  $ parley evidence redact evidence.json --path /approved/journal > for-the-customer.json
  $ parley evidence redact evidence.json --value maya@example.com > without-maya.json`

function append(value: string, before: readonly string[]): readonly string[] {
  return [...before, value]
}

const EvidenceFile = z.looseObject({
  format: z.string(),
  disclosed: z.record(z.string(), z.looseObject({ value: Json })),
})

async function redact(context: CommandContext, file: string, { path, value }: RedactFlags): Promise<number> {
  if (path.length + value.length === 0) throw new AppError(texts.evidence.nothingChosen, { code: 'usage' })
  const evidence = await readEvidence(file)
  const kept = Object.entries(evidence.disclosed).filter(
    ([place, entry]) =>
      !path.some((chosen) => place === chosen || place.startsWith(`${chosen}/`)) &&
      !value.some((text) => canonicalJson(entry.value).includes(canonicalJson(text).slice(1, -1))),
  )
  const removed = Object.keys(evidence.disclosed).length - kept.length
  if (removed === 0) throw new AppError(texts.evidence.nothingFound, { code: 'evidence-unchanged' })
  context.streams.output.write(canonicalJson(JsonObject.parse({ ...evidence, disclosed: Object.fromEntries(kept) })))
  context.streams.errors.write(`${texts.evidence.removed(removed)}\n`)
  return 0
}

async function readEvidence(file: string): Promise<z.infer<typeof EvidenceFile>> {
  try {
    return EvidenceFile.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch (error) {
    throw new AppError(texts.evidence.unreadable(file), { code: 'usage', cause: error })
  }
}
