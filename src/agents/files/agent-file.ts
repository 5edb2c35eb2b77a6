import { REQUESTER } from '#auth/roles.ts'
import { z } from 'zod'
import { AccessEntry } from '#memory/documents/access-list.ts'
import { DataClass } from '#core/data-class.ts'
import { DocumentAgents } from '#core/document-agents.ts'
import { SHARED } from '#core/shared-agents.ts'
import type { AgentApprovals, AgentLimits, ExposedPlaybook } from '../contract.ts'
import { Cost, Duration, FailedTurns } from '../yaml/amounts.ts'
import { Hours } from '../yaml/hours.ts'
import { TimeZone } from '../time-zone.ts'
import { DirectoryForm } from './directory-form.ts'
import { ContextForm } from './context-form.ts'
import { ConversationForm } from './conversation-form.ts'
import { SynonymsForm } from './synonyms-form.ts'

/** A role, and whatever else is named by us: lower-case words joined by hyphens. */
export const Name = z.string().regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens')
const Text = z.string().trim().min(1)

const DEFAULT_LIMITS: AgentLimits = {
  roundsPerTurn: 3,
  readsPerPlan: 50,
  effectsPerPlan: 20,
  modelCallsPerTurn: 30,
  waitingPlans: 20,
  costPerTurn: { minor: 20, currency: 'USD' },
}
const DEFAULT_APPROVALS: AgentApprovals = {
  expireAfterMs: 86_400_000,
  untrusted: null,
  rejectReasons: ['other'],
  escalate: null,
}

const NOT_A_ROLE = 'must be a role; only whoever asked is the requester'

const Limits = z.strictObject({
  roundsPerTurn: z.int().min(1).max(10).default(DEFAULT_LIMITS.roundsPerTurn),
  readsPerPlan: z.int().min(1).max(500).default(DEFAULT_LIMITS.readsPerPlan),
  effectsPerPlan: z.int().min(1).max(100).default(DEFAULT_LIMITS.effectsPerPlan),
  modelCallsPerTurn: z.int().min(1).max(1_000).default(DEFAULT_LIMITS.modelCallsPerTurn),
  waitingPlans: z.int().min(1).max(10_000).default(DEFAULT_LIMITS.waitingPlans),
  costPerTurn: Cost.optional(),
})

const Approvals = z
  .strictObject({
    expireAfter: Duration.optional(),
    untrusted: Name.optional(),
    rejectReasons: z.array(Name).min(1).optional(),
    escalate: z.strictObject({ after: Duration, to: Name.refine((role) => role !== REQUESTER, NOT_A_ROLE) }).optional(),
  })
  .refine(({ expireAfter = DEFAULT_APPROVALS.expireAfterMs, escalate }) => !escalate || escalate.after < expireAfter, {
    path: ['escalate', 'after'],
    message: 'must be shorter than expireAfter, or nobody would be left to answer',
  })

/** The planner sees what others wrote, in one more round for the same plan. */
const Shown = z.strictObject({
  rounds: z.int().min(1).max(3).default(1),
  characters: z.int().min(500).max(50_000).default(16_000),
})

/** A playbook's name, or with the slots for which the operator vouches: `refund: { trusted: [orderId] }`. */
const Exposed = z.union([
  Name.transform((name): ExposedPlaybook => ({ name, trusted: [] })),
  z
    .record(Name, z.strictObject({ trusted: z.array(Text).max(100) }))
    .refine((entry) => Object.keys(entry).length === 1, 'must name one playbook')
    .transform((entry): ExposedPlaybook => {
      const [[name, { trusted }] = ['', { trusted: [] }]] = Object.entries(entry)
      return { name, trusted }
    }),
])

/** Documents: a folder's or file's at `path`, or a tool server's resources. */
const Knowledge = z
  .strictObject({
    path: Text.optional(),
    mcp: Text.optional(),
    uri: Text.optional(),
    acl: z.array(AccessEntry).min(1),
    agents: DocumentAgents.exactOptional(),
    class: DataClass,
    keep: Duration.optional(),
    trusted: z.boolean().exactOptional(),
  })
  .refine(({ path, mcp }) => (path === undefined) !== (mcp === undefined), {
    message: 'must have either "path", or "mcp" with "uri"',
  })
  .refine(({ mcp, uri }) => (mcp === undefined) === (uri === undefined), {
    path: ['uri'],
    message: 'must stand beside "mcp", and only there, such as docs://**',
  })
  .refine(({ mcp, trusted }) => mcp === undefined || trusted === undefined, {
    path: ['trusted'],
    message: 'must stand beside "path": what a server gives is for its own authors to vouch for',
  })
  .transform(({ keep: keepMs, ...source }) => ({ ...source, keepMs }))
export type KnowledgeEntry = z.infer<typeof Knowledge>

/** It stands in the digest of every plan, so it stays readable; nothing counts what a turn costs yet. */
const COST_LIMITS_NOTHING =
  'agent.yaml: "costPerTurn" limits nothing yet: no turn is stopped for what its model calls cost. "modelCallsPerTurn" limits their number.'

const SHOWN_TO_PLANNER =
  'agent.yaml: "shownToPlanner" lets programs show the planner what they read, so it may be told what to do by whoever wrote that. Every step of such a plan is asked about, whatever "accepts" says.'

const PROGRAM_WORDS =
  'agent.yaml: "programWords: trusted" vouches for whatever a program says: of what a model plans by it nothing is untrusted, though the program may have read a stranger’s mail.'

const SHOWN_FOR_NOTHING =
  'agent.yaml: "shownToPlanner" is of no use without "untrusted" under "approvals": what hangs on untrusted text is refused, and so is every plan after it was shown.'

/** agent.yaml, as it is written. */
const AgentYaml = z
  .strictObject({
    name: Name.refine(
      (name) => name !== SHARED,
      'can’t be shared: documents of all agents are called so. Take another name',
    ),
    title: Text,
    languages: z
      .array(z.string().regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/, 'must be a language code such as en'))
      .min(1),
    greeting: Text,
    suggestions: z.array(Text).default([]),
    knowledge: z.array(Knowledge).default([]),
    intents: z
      .strictObject({ answer: z.array(Text).default([]), 'hand-over': z.array(Text).default([]) })
      .default({ answer: [], 'hand-over': [] }),
    subjects: z.array(Text).max(1_000).exactOptional(),
    conversation: ConversationForm.default({}),
    synonyms: SynonymsForm.default([]),
    context: ContextForm,
    limits: Limits.optional(),
    shownToPlanner: Shown.exactOptional(),
    approvals: Approvals.optional(),
    zone: TimeZone.exactOptional(),
    directory: DirectoryForm.exactOptional(),
    whenBusy: z.enum(['queue', 'cancel', 'join']).default('queue'),
    offer: z.array(Name).max(200).default([]),
    expose: z.array(Exposed).max(200).default([]),
    programWords: z.literal('trusted').exactOptional(),
    onFailure: z.enum(['stop', 'compensate']).default('stop'),
    handOver: z
      .strictObject({
        role: Name,
        after: FailedTurns,
        hours: z.array(Hours).min(1).exactOptional(),
        takenWithin: Duration.optional(),
        outcomes: z.array(Name).min(1).max(20).default(['solved', 'not-solved', 'nothing-to-do']),
      })
      .optional(),
  })
  .refine(({ handOver, zone }) => handOver?.hours === undefined || zone !== undefined, {
    path: ['handOver', 'hours'],
    message: 'needs "zone" in agent.yaml, such as zone: Europe/Berlin',
  })

export const AgentFile = AgentYaml.transform(({ limits, approvals, handOver, ...rest }) => ({
  ...rest,
  limits: { ...DEFAULT_LIMITS, ...limits, costPerTurn: limits?.costPerTurn ?? DEFAULT_LIMITS.costPerTurn },
  approvals: {
    expireAfterMs: approvals?.expireAfter ?? DEFAULT_APPROVALS.expireAfterMs,
    untrusted: approvals?.untrusted ?? DEFAULT_APPROVALS.untrusted,
    rejectReasons: approvals?.rejectReasons ?? DEFAULT_APPROVALS.rejectReasons,
    escalate: approvals?.escalate
      ? { afterMs: approvals.escalate.after, to: approvals.escalate.to }
      : DEFAULT_APPROVALS.escalate,
  },
  handOver: handOver ? handOverOf(handOver) : null,
  warnings: [
    ...(limits?.costPerTurn ? [COST_LIMITS_NOTHING] : []),
    ...(rest.programWords ? [PROGRAM_WORDS] : []),
    ...(rest.shownToPlanner ? [approvals?.untrusted === undefined ? SHOWN_FOR_NOTHING : SHOWN_TO_PLANNER] : []),
  ],
}))

function handOverOf({
  role,
  after,
  takenWithin,
  outcomes,
  hours,
}: NonNullable<z.output<typeof AgentYaml>['handOver']>) {
  return {
    role,
    afterFailedTurns: after,
    takenWithinMs: takenWithin ?? null,
    outcomes,
    ...(hours && { hours }),
  }
}
