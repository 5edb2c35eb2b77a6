import type { Label } from '#plan-language/values/label.ts'
import type { JsonObject } from '#core/json.ts'
import { pointerToken } from '#core/json-pointer.ts'
import type { ReadRequest } from '#plan-language/contract.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import { effectTitle } from '#cards/titles/effect-title.ts'
import { viewedTool } from '#cards/titles/viewed-agent.ts'

/**
 * A read's sentence while it is made: its tool's `title` with the arguments that come from people, the operator, the
 * clock or the planner, which saw nothing else. What a record gave is left out as `…`.
 */
export function readTitle(
  live: Pick<AgentRuntime, 'declarations'>,
  request: Pick<ReadRequest, 'tool' | 'args' | 'labels'>,
) {
  const shown = Object.entries(request.args).filter(([name]) => labelsOf(request, name).every(isOursToShow))
  const args: JsonObject = Object.fromEntries(shown)
  return effectTitle(viewedTool(live, request.tool), args)
}

function labelsOf({ labels }: Pick<ReadRequest, 'labels'>, name: string): readonly (Label | undefined)[] {
  const pointer = `/${pointerToken(name)}`
  const own = Object.entries(labels).filter(([place]) => place === pointer || place.startsWith(`${pointer}/`))
  return own.length === 0 ? [labels['']] : own.map(([, label]) => label)
}

function isOursToShow(label: Label | undefined): boolean {
  return label !== undefined && label.data.every((source) => SHOWN.test(source))
}

const SHOWN = /^(?:user:|approver:|operator$|clock$|model$)/
