import { z } from 'zod'
import { SHARED } from './shared-agents.ts'

/** The name of an agent: lower-case words joined by hyphens. */
const AgentName = z
  .string()
  .max(200)
  .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, 'must be the name of an agent, or shared')

/** Which agents a document belongs to: those that are named, or `shared` alone. */
export const DocumentAgents = z
  .array(AgentName)
  .min(1, 'must name an agent, or shared')
  .max(100)
  .refine(
    (agents) => agents.length === 1 || !agents.includes(SHARED),
    'must be shared alone, which is all agents, or names',
  )
