import { referenceName } from '#agents/yaml/references.ts'
import { Secret } from '#core/secret.ts'
import type { YamlPath } from '#agents/yaml/yaml-file.ts'
import type { ChannelConfig } from '../inbound/channel-config.ts'
import { keyOf } from './signature.ts'

/** The keys of an entry's secrets, each in a variable. One that isn't a secret of Standard Webhooks is a problem. */
export function readKeys(
  secrets: readonly string[],
  path: YamlPath,
  { yaml, problems, reference }: ChannelConfig,
): readonly Buffer[] {
  return secrets.flatMap((text, index) => {
    const at = [...path, index]
    const variable = referenceName(text)
    if (variable === null) {
      const hint = 'Such as "${HELPDESK_SECRET}".'
      problems.push(yaml.problem(at, 'A secret must name a variable, never stand here.', hint))
      return []
    }
    const value = reference(variable)
    const key = value === undefined ? null : keyOf(new Secret(value))
    if (key !== null) return [key]
    const why = value === undefined ? 'isn’t set' : 'is no secret of Standard Webhooks'
    const hint = 'It is whsec_ and 24 to 64 random bytes in base64: echo whsec_$(openssl rand -base64 32).'
    problems.push(yaml.problem(at, `${variable} ${why}.`, hint))
    return []
  })
}
