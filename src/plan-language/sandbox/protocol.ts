import { z } from 'zod'

/**
 * The lines that server and child send each other: one JSON object each, over the child's standard input and output, or
 * over a connection to the sandbox host, which hands them on as they are.
 * Not Node's own IPC channel, which buffers a line of any length before anyone may count it: a child that was taken
 * over could fill the server's memory with one line.
 */

/** The longest line either side takes, in UTF-16 units. A staged effect may repeat a read's whole result. */
export const LINE_LENGTH = 8_000_000

/** From the server. The child bundles no zod and takes these as they are: they come from us. */
export const ToChild = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('run'),
    plan: z.int(),
    /** `PlanProgram` as JSON. */
    program: z.string(),
    /** Its tree as JSON, where it is parsed already. */
    tree: z.string().nullable(),
    limits: z.strictObject({ wallMs: z.number(), cpuMs: z.number(), memoryMb: z.number(), reads: z.number() }),
  }),
  /** `json`: a `ReadAnswer`. */
  z.strictObject({ type: z.literal('answer'), plan: z.int(), index: z.int(), json: z.string() }),
])
export type ToChild = z.infer<typeof ToChild>

/** From the child: parsed as if from an enemy. What stands in `json` is checked by validate.ts. */
export const FromChild = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  /** `json`: a `ReadRequest`. */
  z.strictObject({ type: z.literal('read'), plan: z.int(), json: z.string() }),
  /** `json`: a `PlanOutcome`. */
  z.strictObject({ type: z.literal('done'), plan: z.int(), cpuMs: z.number().min(0), json: z.string() }),
  /** The isolate was ended, by a guard or by itself. */
  z.strictObject({
    type: z.literal('stopped'),
    plan: z.int(),
    why: z.enum(['wall', 'cpu', 'memory', 'fault']),
  }),
])
export type FromChild = z.infer<typeof FromChild>

/** The longest greeting that a server takes from a sandbox host, in UTF-16 units. */
export const GREETING_LENGTH = 1_000

/** What a server says once it has read the greeting: from here on the connection is that of one child. */
export const BEGIN = 'begin\n'

/** A sandbox host's own words, one line before its child's: parsed as if from an enemy, too. */
export const Greeting = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('host'),
    version: z.string().regex(/^[\w.+-]{1,50}$/),
    isolation: z.strictObject({
      permissionModel: z.boolean(),
      networkNamespace: z.boolean(),
      ownRoot: z.boolean(),
      droppedUser: z.boolean(),
      resourceLimits: z.boolean(),
    }),
  }),
  /** As many children run as it holds. */
  z.strictObject({ type: z.literal('full') }),
])
export type Greeting = z.infer<typeof Greeting>
