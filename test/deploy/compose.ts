import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { ROOT } from '../docs/page.ts'

const Service = z.looseObject({
  image: z.string(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  user: z.string().optional(),
  read_only: z.boolean().optional(),
  cap_drop: z.array(z.string()).optional(),
  cap_add: z.array(z.string()).optional(),
  privileged: z.boolean().optional(),
  security_opt: z.array(z.string()).optional(),
  network_mode: z.string().optional(),
  networks: z.array(z.string()).optional(),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.union([z.string(), z.looseObject({ source: z.string(), target: z.string() })])).default([]),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z.looseObject({ test: z.array(z.string()).optional(), disable: z.boolean().optional() }).optional(),
})
const Compose = z.looseObject({
  services: z.record(z.string(), Service),
  networks: z.record(z.string(), z.looseObject({ internal: z.boolean().optional() }).nullable()),
})

export type Service = z.infer<typeof Service>
export type Compose = z.infer<typeof Compose>

/** deploy/compose.yaml, with `${…}` as it stands there. */
export function readCompose(): Compose {
  return Compose.parse(parse(readFileSync(join(ROOT, 'deploy/compose.yaml'), 'utf8'), { merge: true }))
}

/** A service's variables as its process gets them, with those that an operator sets. Throws for one that must be set. */
export function environmentOf(service: Service, set: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(service.environment).map(([name, text]) => [name, interpolate(String(text), set)]),
  )
}

function interpolate(text: string, set: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$\{(\w+)(?::([-+?])([^}]*))?\}/g, (_, name: string, sign?: string, rest?: string) => {
    const value = set[name]
    if (sign === '+') return value ? (rest ?? '') : ''
    if (value) return value
    if (sign === '-') return rest ?? ''
    throw new Error(`${name} ${rest ?? 'is not set'}`)
  })
}
