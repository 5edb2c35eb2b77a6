import { z } from 'zod'
import { Scope } from '#core/principal.ts'
import { endpoint } from './endpoint.ts'

export const Me = z
  .object({
    id: z.string(),
    name: z.string(),
    tenantId: z.string(),
    roles: z.array(z.string()).readonly(),
    groups: z.array(z.string()).readonly(),
    scopes: z.array(Scope).readonly(),
    authenticatedBy: z.enum(['session', 'key', 'token']),
  })
  .meta({ id: 'Me' })
export type Me = z.infer<typeof Me>

export const readMe = endpoint({
  method: 'GET',
  path: '/v1/me',
  actions: ['me.read'],
  summary: 'Who you are, with the roles that you hold and the groups that you are in now',
  success: 'You.',
  result: Me,
})

export const Readiness = z
  .object({
    ready: z.boolean(),
    dependencies: z.record(
      z.string(),
      z.object({ ok: z.boolean(), detail: z.string(), warnings: z.array(z.string()).readonly().optional() }),
    ),
  })
  .meta({ id: 'Readiness' })

export const healthz = endpoint({
  method: 'GET',
  path: '/healthz',
  actions: 'public',
  summary: 'Is the process alive?',
  success: 'It is.',
  result: z.object({ alive: z.literal(true) }),
})

export type Readiness = z.infer<typeof Readiness>

export const readyz = endpoint({
  method: 'GET',
  path: '/readyz',
  actions: 'public',
  summary: 'Can it take work?',
  success: 'It can. Each dependency and its state.',
  result: Readiness,
  problems: [{ status: 503, code: 'not-ready', when: 'it can’t yet, or no more; `dependencies` says which' }],
})

export const DevPerson = z
  .object({ id: z.string(), name: z.string(), roles: z.array(z.string()).readonly() })
  .meta({ id: 'DevPerson', description: 'Somebody to be in development.' })

export type DevPerson = z.infer<typeof DevPerson>

export const DevPeople = z.object({ people: z.array(DevPerson).readonly() })

const NewDevSession = z
  .strictObject({
    person: z.string().min(1).max(100),
    beside: z
      .boolean()
      .default(false)
      .describe('Also be this person, without leaving whoever you are: for a page that shows two at once.'),
  })
  .meta({ id: 'NewDevSession' })

export const listPeople = endpoint({
  method: 'GET',
  path: '/dev/people',
  actions: 'public',
  summary: 'List the example people of development',
  success: 'Who one can be. Their keys are in DATA_DIR/dev-people.json, and never here.',
  result: DevPeople,
})

export const openDevSession = endpoint({
  method: 'POST',
  path: '/dev/session',
  actions: 'public',
  summary: 'Be one of the example people',
  description:
    'Sets a cookie that pages of this server act with. Writes with it must come from such a page. Who has chosen several people acts as the last, or as the one that the header `Parley-Person` names.',
  headers: z.object({ cookie: z.string().optional() }),
  body: NewDevSession,
  success: 'You are that person now.',
  result: DevPerson,
})
