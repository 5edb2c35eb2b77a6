import { z } from 'zod'
import type { DevPeople } from '../../dev-people.ts'
import { publicRoute } from '../route.ts'
import type { WebServices } from '../services.ts'
import { SESSION_COOKIE } from '../sign-in.ts'
import { AppError, notFound } from '#errors.ts'
import type { Principal } from '#principal.ts'

const Person = z
  .object({ id: z.string(), name: z.string(), roles: z.array(z.string()).readonly() })
  .meta({ id: 'DevPerson', description: 'Somebody to be in development.' })

export const listPeople = publicRoute({
  method: 'GET',
  path: '/dev/people',
  summary: 'List the example people of development',
  success: 'Who one can be. Their keys are in DATA_DIR/dev-people.json, and never here.',
  result: z.object({ people: z.array(Person).readonly() }),
  handle: async ({ services }) => {
    const devPeople = peopleOf(services)
    const found = await Promise.all(devPeople.ids.map((id) => services.operations.readPerson(devPeople.tenantId, id)))
    return { people: found.filter((person) => person !== null).map(shown) }
  },
})

export const openDevSession = publicRoute({
  method: 'POST',
  path: '/dev/session',
  summary: 'Be one of the example people',
  description: 'Sets a cookie that pages of this server act with. Writes with it must come from such a page.',
  body: z.strictObject({ person: z.string().min(1).max(100) }).meta({ id: 'NewDevSession' }),
  success: 'You are that person now.',
  result: Person,
  handle: async ({ body, services }) => {
    const devPeople = peopleOf(services)
    const session = devPeople.sessionFor(body.person)
    const person = session === null ? null : await services.operations.readPerson(devPeople.tenantId, body.person)
    if (person === null) throw notFound('person')
    return new Response(JSON.stringify(shown(person)), {
      headers: {
        'content-type': 'application/json',
        'set-cookie': `${SESSION_COOKIE}=${session}; Path=/; HttpOnly; SameSite=Strict`,
      },
    })
  },
})

function peopleOf({ devPeople }: WebServices): DevPeople {
  if (devPeople !== null) return devPeople
  throw new AppError('The example people of development don’t exist here.', { code: 'internal' })
}

function shown({ id, name, roles }: Principal): z.input<typeof Person> {
  return { id, name, roles }
}
