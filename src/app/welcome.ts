import type { App } from './app.ts'
import { readConfig, type Config } from '#core/config.ts'

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
  const talk = `${unusual(app, config)}npx parley chat`
  return ['', ...lines, '', `  Talk to it:  ${talk}`, '  Stop it:     Ctrl-C', ''].join('\n')
}

// A second terminal knows nothing of this one's variables: those by which the command finds this server.
function unusual(app: App, config: Config): string {
  const usual = readConfig({})
  const port = config.PORT === 0 && app.url !== null ? Number(new URL(app.url).port) : config.PORT
  return [
    ...(port === usual.PORT ? [] : [`PORT=${port} `]),
    ...(config.DATA_DIR === usual.DATA_DIR ? [] : [`DATA_DIR=${quoted(config.DATA_DIR)} `]),
  ].join('')
}

function quoted(path: string): string {
  return /^[\w./~+-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`
}
