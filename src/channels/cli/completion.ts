import type { Command } from 'commander'
import { AppError } from '#core/errors.ts'
import { starterTexts as texts } from '#cards/texts/starter-texts.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'
import { type CommandContext, type Finish, say } from './command.ts'

/** `parley completion`: a script by which a shell completes commands and options. Nothing of a server's is in it. */
export function addCompletion(program: Command, context: CommandContext, finish: Finish): void {
  program
    .command('completion')
    .description('Print a script by which your shell completes commands and options.')
    .argument('<shell>', 'bash, zsh or fish')
    .addHelpText('after', EXAMPLES)
    .action((shell: string) => {
      say(context, scriptFor(shell, wordsOf(program)))
      finish(0)
    })
}

const EXAMPLES = `
Examples:
  $ source <(parley completion bash)
  $ source <(parley completion zsh)
  $ parley completion fish > ~/.config/fish/completions/parley.fish`

/** What may follow a command, by its name; '' is the program itself. */
type Words = ReadonlyMap<string, readonly string[]>

function wordsOf(program: Command): Words {
  const flagsOf = (command: Command) => [...command.options.flatMap(({ long }) => long ?? []), '--help']
  const names = program.commands.map((command) => command.name())
  return new Map([
    ['', [...names, ...flagsOf(program)]],
    ...program.commands.map((command): [string, readonly string[]] => {
      const below = command.commands.flatMap((inner) => [inner.name(), ...flagsOf(inner)])
      return [command.name(), [...new Set([...below, ...flagsOf(command)])]]
    }),
  ])
}

// Commands and options are letters and hyphens: nothing in them is a shell's.
function scriptFor(shell: string, words: Words): string {
  switch (shell) {
    case 'bash':
      return bash(words)
    case 'zsh':
      return `autoload -U +X bashcompinit && bashcompinit\n${bash(words)}`
    case 'fish':
      return fish(words)
  }
  throw new AppError(texts.badShell(visibleText(shell)), { code: 'usage' })
}

function bash(words: Words): string {
  const cases = [...words].map(([name, after]) => `    ${name === '' ? '*' : name}) words="${after.join(' ')}" ;;`)
  // The program itself is what is left, so it comes last.
  const ordered = [...cases.slice(1), ...cases.slice(0, 1)]
  return [
    '_parley() {',
    '  local words',
    '  case "${COMP_CWORD}:${COMP_WORDS[1]}" in 1:*) set -- ;; *) set -- "${COMP_WORDS[1]}" ;; esac',
    '  case "$1" in',
    ...ordered,
    '  esac',
    '  COMPREPLY=($(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}"))',
    '}',
    'complete -o default -F _parley parley',
  ].join('\n')
}

function fish(words: Words): string {
  return [...words]
    .map(([name, after]) => {
      const when = name === '' ? '__fish_use_subcommand' : `__fish_seen_subcommand_from ${name}`
      return `complete -c parley -n '${when}' -a '${after.join(' ')}'`
    })
    .join('\n')
}
