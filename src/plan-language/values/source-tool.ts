import type { Source } from './label.ts'

/**
 * The tool that a source is of, among these: `cal/events.list` might be a field of `cal/events`, and is the tool of that
 * name where there is one. Undefined where it is of none of them.
 */
export function toolOf(source: Source, tools: Iterable<string>): string | undefined {
  let found: string | undefined
  for (const tool of tools) {
    const isOf = source === `tool:${tool}` || source.startsWith(`tool:${tool}.`)
    if (isOf && tool.length > (found?.length ?? 0)) found = tool
  }
  return found
}
