import type { App } from './app.ts'
import type { Config } from './config.ts'

/** What a terminal says when everything runs: what, where, on which database and model, and what to do next. */
export function welcome({
  app,
  config,
  shopUrl,
}: {
  readonly app: App
  readonly config: Config
  readonly shopUrl: string | null
}): string {
  const { database, gateway, agents, sandbox } = app.services
  const rows: readonly (readonly [string, string])[] = [
    ['Parley', app.url ?? ''],
    ['API', `${app.url ?? ''}/docs/api`],
    ['database', database.description],
    ['model', gateway?.model ?? 'none: set procedures and quotes. Set OPENAI_API_KEY to give it one'],
    ['agents', [...agents.keys()].join(', ')],
    ...(shopUrl === null ? [] : [['example shop', `${shopUrl} shows its mails and refunds`] as const]),
    ...(config.RUN_WORKER ? [] : [['worker', 'none in this process: start one with npm run worker'] as const]),
    ...sandbox.isolation.warnings.map((warning) => ['careful', warning] as const),
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  const lines = rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`)
  return ['', ...lines, '', '  Talk to it:  npx parley chat', '  Stop it:     Ctrl-C', ''].join('\n')
}
