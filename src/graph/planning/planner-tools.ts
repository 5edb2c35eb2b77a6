import type { ToolDeclaration } from '#agents/contract.ts'
import { declareTools, type DeclaredTool } from '#models/tool-declarations.ts'
import { ifAvailable } from '../if-available.ts'
import { likenessOf } from '../likeness.ts'
import { declarationOf, definitionOf, planTools, toolsToPlanWith, type LiveAgent } from '../live-agent.ts'
import type { Services } from '../services.ts'

/**
 * Characters of declarations that a planner is shown. At four to a token some 6,000 tokens: about sixty tools of the size
 * of the example's.
 */
const DECLARATIONS_LENGTH = 24_000

/**
 * Those tools as TypeScript. Where they are too many to show, the ones nearest to what the requester typed, each with the
 * reads that its owner is checked by.
 */
export async function declareToolsFor(
  services: Services,
  live: LiveAgent,
  typed: string,
  signal: AbortSignal,
): Promise<string> {
  const tools = declaredTools(live)
  const all = declareTools(tools)
  if (all.length <= DECLARATIONS_LENGTH) return all
  return declareTools(await nearestTools(services, live, { tools, typed }, signal))
}

interface Narrowing {
  readonly tools: readonly DeclaredTool[]
  readonly typed: string
}

async function nearestTools(
  services: Services,
  live: LiveAgent,
  { tools, typed }: Narrowing,
  signal: AbortSignal,
): Promise<readonly DeclaredTool[]> {
  const ranked = await rankTools(services, { tools, typed }, signal)
  const chosen = new Set<DeclaredTool>()
  let length = 0
  for (const tool of ranked) {
    const more = [tool, ...neededBy(live, tool, tools)].filter((each) => !chosen.has(each))
    const added = more.reduce((sum, each) => sum + declareTools([each]).length, 0)
    if (length + added > DECLARATIONS_LENGTH) continue
    for (const each of more) chosen.add(each)
    length += added
  }
  // In the folder's order, so that the same choice is the same text.
  return tools.filter((tool) => chosen.has(tool))
}

// Without vectors the folder's order has to do: an operator lists what matters first.
async function rankTools(
  services: Services,
  { tools, typed }: Narrowing,
  signal: AbortSignal,
): Promise<readonly DeclaredTool[]> {
  const texts = tools.map(({ tool, description }) => `${tool.replaceAll(/[^\p{L}\p{N}]+/gu, ' ')}: ${description}`)
  const embedded = await ifAvailable(services, { event: 'embedding-unavailable', during: 'plan', signal }, () =>
    services.embedder.embed([typed, ...texts], { signal }),
  )
  if (!embedded) return tools
  const [wanted = [], ...vectors] = embedded
  const likeness = new Map(tools.map((tool, index) => [tool, likenessOf(wanted, vectors[index] ?? [])]))
  return tools.toSorted((left, right) => (likeness.get(right) ?? 0) - (likeness.get(left) ?? 0))
}

function neededBy(live: LiveAgent, { tool }: DeclaredTool, tools: readonly DeclaredTool[]): readonly DeclaredTool[] {
  const { owner } = declarationOf(live, tool)
  return owner.kind === 'from' ? tools.filter((other) => other.tool === owner.tool) : []
}

function declaredTools(live: LiveAgent): readonly DeclaredTool[] {
  const inPlans = planTools(live)
  return toolsToPlanWith(live).flatMap((tool) => {
    const plan = inPlans[tool]
    if (!plan) return []
    const declaration = declarationOf(live, tool)
    const { kind, argsSchema, resultSchema, later } = plan
    return {
      tool,
      kind,
      argsSchema,
      resultSchema,
      later,
      description: definitionOf(live, tool).description,
      maybeNull: kind === 'read' && declaration.owner.kind === 'result' && declaration.owner.each === null,
      money: moneyOf(declaration),
      condition: conditionOf(declaration),
      trusted: declaration.trust.trusted,
    }
  })
}

function moneyOf({ money }: ToolDeclaration): DeclaredTool['money'] {
  return Object.fromEntries(
    Object.entries(money).map(([name, { currency, unit }]) => [
      name,
      unit === 'minor' ? `whole minor units of ${currency}` : `decimal text in ${currency}`,
    ]),
  )
}

function conditionOf({ owner }: ToolDeclaration): string | null {
  switch (owner.kind) {
    case 'argument':
      return `${owner.argument} must be the person's own ${owner.is === 'principal.email' ? 'mail address' : 'id'}`
    case 'from':
      return `${owner.argument} must be one that ${owner.tool} gave in this program`
    case 'result':
    case 'none':
      return null
  }
}
