import type { Command } from 'commander'
import { EXIT } from '#core/errors.ts'
import { texts } from '#cards/texts/texts.ts'
import { type CommandContext, type Finish, say, sayJson } from './command.ts'
import { CHECKS } from './doctor-checks.ts'
import type { Finding } from './doctor-finding.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'

interface DoctorFlags {
  readonly server?: string
  readonly json?: boolean
}

/** `parley doctor`: whether everything that Parley needs is there, and what to do where it isn't. */
export function addDoctor(program: Command, context: CommandContext, finish: Finish): void {
  program
    .command('doctor')
    .description('Check that everything is in order here, and say what to do where it isn’t.')
    .option('--server <url>', 'where the server is (PARLEY_URL, else this machine at PORT or 3000)')
    .option('--json', 'print what was found as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: DoctorFlags) => finish(await examine(context, flags)))
}

const EXAMPLES = `
Each line is ok, ! (works, but look) or x (broken). Exit codes: 0 nothing is broken, 1 something is.

Examples:
  $ parley doctor
  $ parley doctor --json
  $ DATABASE_URL=postgres://… parley doctor`

async function examine(context: CommandContext, flags: DoctorFlags): Promise<number> {
  const findings: Finding[] = []
  for (const check of CHECKS) {
    for (const finding of await check(context, { server: flags.server, findings })) {
      findings.push(finding)
      if (flags.json !== true) say(context, lineOf(finding))
    }
  }
  if (flags.json === true) sayJson(context, findings)
  const broken = findings.filter(({ state }) => state === 'x').length
  if (flags.json !== true) say(context, broken === 0 ? texts.doctor.fine : texts.doctor.broken(broken))
  return broken === 0 ? 0 : EXIT.failed
}

function lineOf({ state, about, found, todo }: Finding): string {
  const [first = '', ...rest] = found.split('\n').map(visibleText)
  const lines = [`${state.padEnd(2)}  ${about}: ${first}`, ...rest.map((line) => `      ${line.trim()}`)]
  return [...lines, ...(todo === null ? [] : [`      ${todo}`])].join('\n')
}
