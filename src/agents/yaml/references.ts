import type { FileProblem } from '#core/file-problem.ts'
import type { YamlFile, YamlPath } from './yaml-file.ts'

const REFERENCE = /\$\{([^}]*)\}/g
const NAME = /^[A-Z][A-Z0-9_]*$/

/** The variable that a text is a reference to, as a whole: `${SHOP_MCP_TOKEN}`. Null for anything else. */
export function referenceName(text: string): string | null {
  const name = /^\$\{([^}]*)\}$/.exec(text)?.[1]
  return name !== undefined && NAME.test(name) ? name : null
}

/** Puts variables' values in place of `${NAME}`. A problem names the variable, never a value. */
export function resolveReferences(
  text: string,
  at: { readonly yaml: YamlFile; readonly path: YamlPath; readonly problems: FileProblem[] },
  reference: (name: string) => string | undefined,
): string | null {
  let ok = true
  const resolved = text.replaceAll(REFERENCE, (_, name: string) => {
    const value = NAME.test(name) ? reference(name) : undefined
    if (value !== undefined) return value
    ok = false
    const [message, hint] = NAME.test(name)
      ? [`${name} isn’t set.`, 'Set this environment variable, or write its value here if it is no secret.']
      : ['A reference is a variable’s name alone.', 'Such as ${SHOP_MCP_URL}: capitals, digits and underscores.']
    at.problems.push(at.yaml.problem(at.path, message, hint))
    return ''
  })
  return ok ? resolved : null
}
