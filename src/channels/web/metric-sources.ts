import { Gauge, type Registry } from 'prom-client'

/** Asked at each look at the numbers. */
export type ToolServerStates = () => readonly {
  readonly agent: string
  readonly server: string
  readonly isResting: boolean
}[]

/** Asked at each look as well; null where nobody says. */
export type StorageState = () => Promise<{ readonly leftBytes: number; readonly totalBytes: number } | null>

/** Asked at each look as well; null where the database doesn't say. */
export type RunsState = () => Promise<{ readonly resting: number; readonly setAside: number } | null>

/** Asked at each look as well. */
export type OutletStates = () => Promise<
  readonly { readonly channel: string; readonly pending: number; readonly failed: number }[]
>

/** What the numbers are asked of that are no event's. */
export interface MetricSources {
  readonly toolServers: ToolServerStates
  readonly storage: StorageState
  readonly heldRuns: RunsState
  readonly outlets: OutletStates
}

/** Adds the numbers that are asked for at each look. */
export function measureSources(registry: Registry, { toolServers, storage, heldRuns, outlets }: MetricSources): void {
  measureToolServers(registry, toolServers)
  measureStorage(registry, storage)
  measureRuns(registry, heldRuns)
  measureOutbox(registry, outlets)
}

function measureToolServers(registry: Registry, toolServers: ToolServerStates): void {
  new Gauge({
    name: 'parley_tool_server_resting',
    help: '1 while this process leaves a tool server alone, since its calls failed; 0 else.',
    labelNames: ['agent', 'server'],
    registers: [registry],
    collect() {
      this.reset()
      for (const { agent, server, isResting } of toolServers()) this.set({ agent, server }, isResting ? 1 : 0)
    },
  })
}

function measureStorage(registry: Registry, storage: StorageState): void {
  const volume = new Gauge({
    name: 'parley_storage_bytes',
    help: 'The volume that the database writes to, where its size is known: what is left of it, and all of it.',
    labelNames: ['of'],
    registers: [registry],
    async collect() {
      this.reset()
      const state = await storage()
      if (state === null) return
      volume.set({ of: 'left' }, state.leftBytes)
      volume.set({ of: 'total' }, state.totalBytes)
    },
  })
}

function measureRuns(registry: Registry, heldRuns: RunsState): void {
  const held = new Gauge({
    name: 'parley_runs_held',
    help: 'Runs of all tenants that nobody works on now: resting ones go on by themselves, those set aside once an operator lets them.',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      this.reset()
      const counted = await heldRuns()
      if (counted === null) return
      held.set({ state: 'resting' }, counted.resting)
      held.set({ state: 'set-aside' }, counted.setAside)
    },
  })
}

function measureOutbox(registry: Registry, outlets: OutletStates): void {
  const outbox = new Gauge({
    name: 'parley_outbox_messages',
    help: 'Messages to outside channels that aren’t delivered: pending ones are tried again, failed ones were given up.',
    labelNames: ['channel', 'state'],
    registers: [registry],
    async collect() {
      this.reset()
      for (const { channel, pending, failed } of await outlets()) {
        outbox.set({ channel, state: 'pending' }, pending)
        outbox.set({ channel, state: 'failed' }, failed)
      }
    },
  })
}
