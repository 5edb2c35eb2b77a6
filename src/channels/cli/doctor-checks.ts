import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Config } from '#core/config.ts'
import { AppError } from '#core/errors.ts'
import { formatProblems } from '#core/file-problem.ts'
import { starterTexts } from '#cards/texts/starter-texts.ts'
import { texts } from '#cards/texts/texts.ts'
import { readReadiness } from './api.ts'
import type { CommandContext } from './command.ts'
import { serverUrl } from './connect.ts'
import { checkDatabase, checkDataFolder } from './doctor-database.ts'
import { broken, look, ok, type Finding } from './doctor-finding.ts'
import { checkChannels, checkDelivery, checkIdentity, checkModelAddress } from './doctor-outside.ts'

interface Examined {
  readonly server: string | undefined
  /** What earlier checks found. */
  readonly findings: readonly Finding[]
}

type Check = (context: CommandContext, examined: Examined) => Promise<readonly Finding[]>

const words = texts.doctor

/** In the order in which one thing needs another. Those after the configuration pass where it can't be read. */
export const CHECKS: readonly Check[] = [
  checkNode,
  checkConfiguration,
  configured(checkServer),
  configured(checkDataFolder),
  configured(checkDatabase),
  configured(checkAgents),
  configured(checkSandbox),
  configured(checkModel),
  configured(checkModelAddress),
  configured(checkIdentity),
  configured(checkChannels),
  configured(checkDelivery),
  configured(checkEntailment),
  configured(checkClassifier),
]

async function checkNode(): Promise<readonly Finding[]> {
  const { node } = process.versions
  return [Number(node.split('.')[0]) >= 24 ? ok('Node', node) : broken('Node', node, words.nodeTodo)]
}

async function checkConfiguration(context: CommandContext): Promise<readonly Finding[]> {
  try {
    context.config()
    return [ok('Configuration', words.readable)]
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return [broken('Configuration', error.message, null)]
  }
}

function configured(
  check: (config: Config, context: CommandContext, examined: Examined) => Promise<readonly Finding[]>,
): Check {
  return async (context, examined) => {
    const isReadable = examined.findings.some(({ about, state }) => about === 'Configuration' && state === 'ok')
    return isReadable ? await check(context.config(), context, examined) : []
  }
}

async function checkServer(
  config: Config,
  { signal }: CommandContext,
  { server }: Examined,
): Promise<readonly Finding[]> {
  const url = serverUrl(config, server)
  try {
    const readiness = await readReadiness(url, signal)
    if (readiness === null) return [look('Server', words.notRunning(url), words.startTodo)]
    if (readiness.ready) {
      const away = Object.entries(readiness.dependencies).filter(
        ([name, { ok: isOk }]) => name.startsWith('tools/') && !isOk,
      )
      const tools = away.map(([name, { detail }]) =>
        look('Tool server', `${name.slice(6)}: ${detail}`, starterTexts.doctor.toolAway),
      )
      // What works and could be better: a definition that changed, a volume that fills up, a wall that is missing.
      const warnings = Object.entries(readiness.dependencies).flatMap(([name, { warnings: given = [] }]) =>
        given.map((warning) =>
          look('Server', warning, name.startsWith('tools/') ? starterTexts.doctor.toolTodo : null),
        ),
      )
      return [ok('Server', words.ready(url)), ...tools, ...warnings]
    }
    const missing = Object.entries(readiness.dependencies).filter(([, { ok: isOk }]) => !isOk)
    return [
      broken(
        'Server',
        words.notReady(
          url,
          missing.map(([name, { detail }]) => `${name}: ${detail}`),
        ),
        null,
      ),
    ]
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return [broken('Server', error.message, null)]
  }
}

async function checkAgents(config: Config): Promise<readonly Finding[]> {
  const { loadAgents } = await import('#agents/load-agent.ts')
  const { parsePlaybook } = await import('#plan-language/playbook.ts')
  const folder = resolve(config.AGENTS_DIR)
  if (!existsSync(folder)) return [broken('Agents', words.noFolder(folder), words.agentsTodo)]
  // The example shop's address is known only once npm start has started it.
  const reference = (name: string): string | undefined =>
    config.reference(name) ??
    (name === 'SHOP_MCP_URL' ? 'http://127.0.0.1/mcp' : name === 'SHOP_MCP_TOKEN' ? 'example' : undefined)
  const loaded = await loadAgents(folder, { reference, parsePlaybook })
  if (loaded.ok) {
    const warned = loaded.agents.flatMap(({ name, warnings }) => warnings.map((warning) => `${name}/${warning}`))
    return [
      ok('Agents', loaded.agents.map((agent) => agent.name).join(', ')),
      ...warned.map((warning) => look('Agents', warning, null)),
    ]
  }
  return [broken('Agents', `${words.agentProblems(loaded.problems.length)}\n${formatProblems(loaded.problems)}`, null)]
}

async function checkSandbox(config: Config, { signal }: CommandContext): Promise<readonly Finding[]> {
  const { openSandbox } = await import('#plan-language/sandbox.ts')
  const { createLogger } = await import('#core/log.ts')
  try {
    await using sandbox = await openSandbox({
      log: createLogger('silent'),
      size: 1,
      socket: config.SANDBOX_SOCKET ?? null,
      production: config.NODE_ENV === 'production',
      networkAccepted: config.SANDBOX_NETWORK === 'accepted',
      signal,
    })
    const { ok: isThere, detail } = sandbox.state()
    if (!isThere) return [broken('Sandbox', detail, null)]
    const { warnings } = sandbox.isolation
    return warnings.length === 0
      ? [ok('Sandbox', words.walled)]
      : warnings.map((warning) => look('Sandbox', warning, null))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return [broken('Sandbox', error.message, error.code === 'sandbox-start' ? words.buildTodo : null)]
  }
}

async function checkModel(config: Config): Promise<readonly Finding[]> {
  const isConfigured = config.OPENAI_API_KEY !== undefined || config.OPENAI_BASE_URL !== undefined
  if (!isConfigured) return [look('Model', words.noModel, words.modelTodo)]
  return [
    ok(
      'Model',
      config.OPENAI_BASE_URL === undefined ? config.OPENAI_MODEL : `${config.OPENAI_MODEL}, ${config.OPENAI_BASE_URL}`,
    ),
  ]
}

// Whether it answers in form is what everything hangs on, so it is asked once.
async function checkEntailment(
  { ENTAILMENT_BASE_URL: baseUrl, ENTAILMENT_API_KEY: apiKey }: Config,
  { signal }: CommandContext,
): Promise<readonly Finding[]> {
  if (baseUrl === undefined) return []
  const { openEntailment } = await import('#models/entailment-endpoint.ts')
  try {
    const pairs = [{ premise: 'The lamp is red.', hypothesis: 'The lamp is red.' }]
    await openEntailment({ baseUrl, apiKey: apiKey ?? null }).follow(pairs, { signal })
    return [ok('Entailment', baseUrl)]
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return [look('Entailment', error.message, words.entailmentTodo)]
  }
}

// What it calls a harmless text is what the rest is told from.
async function checkClassifier(
  { ATTACK_CLASSIFIER_BASE_URL: baseUrl, ATTACK_CLASSIFIER_API_KEY: apiKey }: Config,
  { signal }: CommandContext,
): Promise<readonly Finding[]> {
  if (baseUrl === undefined) return []
  const { openAttackClassifier } = await import('#models/classifier-endpoint.ts')
  try {
    await openAttackClassifier({ baseUrl, apiKey: apiKey ?? null }).areAttacks(['The lamp is red.'], { signal })
    return [ok('Attacks', baseUrl)]
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return [look('Attacks', error.message, words.classifierTodo)]
  }
}
