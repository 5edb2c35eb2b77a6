import type { NamedPlaybook } from '#agents/contract.ts'
import { sortProblems, type FileProblem } from '#core/file-problem.ts'
import { labelOf, type Label, type Labels } from '#plan-language/values/label.ts'
import { PrincipalId, Scope, TenantId, type Principal } from '#core/principal.ts'
import type { PlanFacts, PolicySet } from '#guardrails/contract.ts'
import type { ReadRequest, Sandbox } from '#plan-language/contract.ts'
import { isUntrusted } from '#cards/origins/origin.ts'
import type { PlanningAgent } from '#turn/agent-runtime.ts'
import { madeUpIdentity } from './planner/requester-identity.ts'
import { sampleRun } from './samples/sample-run.ts'
import { sampleSlots } from './samples/sample-slots.ts'

/** What a playbook is tried out with: no server of ours, and no tool that is called. */
export interface PlaybookTrial {
  readonly live: PlanningAgent & { readonly policies: PolicySet }
  readonly sandbox: Pick<Sandbox, 'dryRun'>
  readonly nowMs: number
  readonly signal: AbortSignal
}

/** The requester of a trial, whom no rule knows by name. */
const AUTHOR = 'author'

/** What trying a playbook out found. */
export interface TriedPlaybook {
  readonly mistakes: readonly FileProblem[]
  /** Its reads that people are asked about each time, since untrusted text decides them: no mistake. */
  readonly asked: readonly FileProblem[]
}

/**
 * The mistakes of a playbook's program, found as those of a model's are: over made-up answers of its tools' shapes, with
 * all of its slots filled and with the optional ones left out. Then which of its reads no plan could make, since their
 * arguments hang on untrusted text, and which wait for a yes for that.
 */
export async function tryPlaybook(trial: PlaybookTrial, playbook: NamedPlaybook): Promise<TriedPlaybook> {
  const found: FileProblem[] = []
  const reads: ReadRequest[] = []
  for (const { slots, isLikeReal } of sampleSlots(playbook, { requester: AUTHOR, nowMs: trial.nowMs })) {
    const plan = {
      id: playbook.name,
      program: playbook.source,
      literals: labelOf('operator'),
      slots,
      refs: {},
      identity: madeUpIdentity(playbook.source, `user:${AUTHOR}`),
      nowMs: trial.nowMs,
    }
    const mistake = await sampleRun({ sandbox: watched(trial.sandbox, reads) }, trial, plan, trial.live)
    // A value that nobody would say may be to blame.
    if (mistake && (isLikeReal || mistake.failure.kind !== 'runtime'))
      found.push(problemAt(playbook, mistake.failure.at, mistake.failure.message))
  }
  const judged = reads.flatMap((request) => {
    const because = decidedByText(trial, request)
    return because === null ? [] : [{ ...because, problem: problemAt(playbook, request.at, because.told) }]
  })
  const told = (decision: 'deny' | 'ask') =>
    judged.flatMap((each) => (each.decision === decision ? [each.problem] : []))
  return {
    mistakes: sortProblems(distinct([...found, ...told('deny')])),
    asked: sortProblems(distinct(told('ask'))),
  }
}

// What a program asks for is answered in the sample run, and judged afterwards.
function watched(sandbox: PlaybookTrial['sandbox'], reads: ReadRequest[]): PlaybookTrial['sandbox'] {
  return {
    dryRun: (program, options) =>
      sandbox.dryRun(program, {
        ...options,
        read: (request, signal) => {
          if (!reads.some(({ at }) => at.line === request.at.line && at.column === request.at.column))
            reads.push(request)
          return options.read(request, signal)
        },
      }),
  }
}

interface DecidedByText {
  readonly decision: 'deny' | 'ask'
  readonly told: string
}

// A read that would be made were it the operator's own words, and isn't as it stands: what differs is its labels alone.
function decidedByText({ live, nowMs }: PlaybookTrial, request: ReadRequest): DecidedByText | null {
  const untrusted = untrustedSources(live, request)
  if (untrusted.length === 0) return null
  const facts = { ...NO_FACTS, now: new Date(nowMs).toISOString(), trustedSources: live.agent.trustedSources }
  const trusted = labelOf('operator')
  const labels: Labels = Object.fromEntries(Object.keys(request.labels).map((place) => [place, trusted]))
  if (live.policies.judgeCall({ ...request, labels, because: trusted }, facts).decision !== 'allow') return null
  const { decision } = live.policies.judgeCall(request, facts)
  if (decision === 'allow') return null
  const fields = untrusted.map((source) => source.replace(/^tool:[^/]*\//u, '')).join(' and ')
  const what = `Whether ${request.tool} is looked up here, or what of, hangs on untrusted text: ${fields}.`
  const remedy = 'trust the field in tools.yaml, where it is the server’s own record.'
  return decision === 'ask'
    ? {
        decision,
        told: `${what} A rule asks people about that, so the plan will wait for a yes each time. Or ${remedy}`,
      }
    : {
        decision,
        told: `${what} No rule permits that, so the plan would fail. Look up by a trusted value; or ${remedy}`,
      }
}

function untrustedSources(live: PlaybookTrial['live'], { labels, because }: ReadRequest): readonly string[] {
  const reader = { agent: live.agent, requester: { id: AUTHOR, name: AUTHOR }, readerId: AUTHOR }
  const sources = [because, ...Object.values(labels)].flatMap(({ data, ctrl }: Label) => [...data, ...ctrl])
  return [...new Set(sources)].filter((source) => isUntrusted(source, reader))
}

const NOBODY: Principal = {
  tenantId: TenantId.parse('default'),
  id: PrincipalId.parse(AUTHOR),
  name: AUTHOR,
  email: null,
  roles: [],
  groups: [],
  authenticatedBy: 'session',
  scopes: Scope.options,
}

const NO_FACTS: Omit<PlanFacts, 'now' | 'trustedSources'> = {
  principal: NOBODY,
  channel: 'web',
  threadId: AUTHOR,
  intent: {
    playbook: null,
    procedures: [],
    basis: 'explicit',
    likeness: null,
    language: '',
    author: 'playbook',
    doubts: [],
  },
  reads: [],
  ledger: {},
}

function problemAt({ file }: NamedPlaybook, at: ReadRequest['at'] | null, message: string): FileProblem {
  return { file, line: at?.line ?? null, column: at ? at.column + 1 : null, message, hint: null }
}

function distinct(problems: readonly FileProblem[]): readonly FileProblem[] {
  const isSame = (one: FileProblem, other: FileProblem) =>
    one.line === other.line && one.column === other.column && one.message === other.message
  return problems.filter((problem, index) => problems.findIndex((other) => isSame(problem, other)) === index)
}
