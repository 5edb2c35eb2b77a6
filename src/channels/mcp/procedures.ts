import { completable } from '@modelcontextprotocol/sdk/server/completable.js'
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { z } from 'zod'
import type { ExposedProcedure } from '#contract/client-operations.ts'
import { procedureCallText } from '#plan-language/values/procedure-call.ts'
import { saying } from './conversation-tools.ts'
import type { McpCall } from './mcp-services.ts'
import { Outcome } from './outcome.ts'
import { progressOf } from './progress.ts'

/** Each procedure that an agent exposes: a tool that makes a plan of it, and a prompt that asks for that. */
export function registerProcedures(server: McpServer, call: McpCall): void {
  for (const procedure of call.services.operations.listProcedures()) {
    registerAsTool(server, call, procedure)
    registerAsPrompt(server, procedure)
  }
}

type Slot = ExposedProcedure['slots'][number]

function registerAsTool(server: McpServer, call: McpCall, { agent, name, title, isWrite, slots }: ExposedProcedure) {
  server.registerTool(
    `${agent}.${name}`,
    {
      title,
      description: isWrite
        ? `${title}. A plan is made and judged by the rules; where they ask a person, it waits, and the answer has the link.`
        : title,
      inputSchema: Object.fromEntries(slots.map((slot) => [slot.name, valueOf(slot)])),
      outputSchema: Outcome,
      annotations: { readOnlyHint: !isWrite, openWorldHint: false },
    },
    (args, extra) =>
      saying(
        call,
        { text: procedureCallText({ procedure: name, args: given(args) }), agent, thread: null },
        progressOf(extra),
      ),
  )
}

function valueOf({ words, isOptional, values }: Slot) {
  const value = values === null ? z.union([z.string().max(2_000), z.number()]) : z.enum(values)
  return (isOptional ? value.optional() : value).describe(words)
}

function given(args: Readonly<Record<string, string | number | undefined>>): Readonly<Record<string, string | number>> {
  return Object.fromEntries(
    Object.entries(args).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

function registerAsPrompt(server: McpServer, { agent, name, title, slots }: ExposedProcedure): void {
  server.registerPrompt(
    `${agent}.${name}`,
    { title, description: title, argsSchema: Object.fromEntries(slots.map((slot) => [slot.name, completed(slot)])) },
    (args: Readonly<Record<string, string | undefined>>) => ({
      messages: [
        {
          role: 'user',
          content: { type: 'text', text: `${title}: call the tool ${agent}.${name} with ${JSON.stringify(args)}.` },
        },
      ],
    }),
  )
}

function completed({ words, isOptional, values }: Slot) {
  const text = z.string().max(2_000).describe(words)
  if (isOptional) return completable(text.optional(), (begun) => beginning(values, begun ?? ''))
  return completable(text, (begun) => beginning(values, begun))
}

function beginning(values: readonly string[] | null, begun: string): string[] {
  return (values ?? []).filter((value) => value.startsWith(begun)).slice(0, 100)
}
