import { saysJson, type ModelReply } from './model-server.ts'

/** The model sends a message there. */
export const routesTo = (route: string, playbook: string | null = null): ModelReply => saysJson({ route, playbook })

/** The model writes a program, and says which of the requester's words are in its slots. */
export function writes(program: string, slots: Readonly<Record<string, string>> = {}): ModelReply {
  return saysJson({ program, slots: Object.entries(slots).map(([name, text]) => ({ name, text })), reason: null })
}
