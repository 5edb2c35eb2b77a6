import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { deep } from '../helpers/depth.ts'
import { conformanceOf, type McpMessage } from '../helpers/mcp-conformance.ts'
import { connectMcp } from '../helpers/mcp-client.ts'
import { MANY_MESSAGES, startShop } from '../helpers/parley.ts'

// The protocol's official suite against a running server, scenario by scenario. It is written for a server that exists
// to be tested: its tools, prompts and resources have fixed names, so ours answer to those names here.
const { parley } = await startShop({ after }, { limits: MANY_MESSAGES })
const maya = parley.as('customer')
const question = 'How long do I have to return an unused item?'

/** What holds, and what of ours is meant by the suite's name in it. */
const HOLDS: Readonly<Record<string, string>> = {
  'server-initialize': 'initialize',
  ping: 'ping',
  'tools-list': 'every tool that a person has',
  'tools-call-simple-text': 'search_documents',
  'tools-call-error': 'status of a run that isn’t there',
  'tools-call-with-progress': 'ask',
  'resources-list': 'none are listed',
  'resources-read-text': 'a passage',
  'prompts-list': 'each exposed playbook',
  'prompts-get-simple': 'support.my-orders',
  'prompts-get-with-args': 'support.refund',
  'completion-complete': 'the reasons of support.refund',
  'dns-rebinding-protection': 'Host and Origin',
  // Of these the suite looks at servers with sessions alone: it warns, and no check fails.
  'server-sse-polling': 'no session',
  'server-sse-multiple-streams': 'no session',
}

/** What we don't have, and say at `initialize` that we don't; each fails, since the suite asks for it all the same. */
const NOT_OFFERED: Readonly<Record<string, string>> = {
  'logging-set-level': 'no capability `logging`: a server’s log is its operator’s',
  'tools-call-with-logging': 'no capability `logging`',
  'tools-call-image': 'answers are texts and values',
  'tools-call-audio': 'answers are texts and values',
  'tools-call-embedded-resource': 'passages are named by their id and read',
  'tools-call-mixed-content': 'answers are texts and values',
  'tools-call-sampling': 'we ask no client’s model',
  'tools-call-elicitation': 'a form decides nothing: a person answers on our page',
  'elicitation-sep1034-defaults': 'no forms',
  'elicitation-sep1330-enums': 'no forms',
  'json-schema-2020-12': 'a fixture tool’s schema; ours are draft 7, as the SDK writes them',
  'resources-read-binary': 'passages are text',
  'resources-templates-read': 'wants the id in the text; passages are read by their template in resources-read-text',
  'resources-subscribe': 'no capability `subscribe`: nothing is kept between messages',
  'resources-unsubscribe': 'no capability `subscribe`',
  'prompts-get-embedded-resource': 'prompts are texts',
  'prompts-get-with-image': 'prompts are texts',
}

const TOOLS: Readonly<Record<string, { readonly name: string; readonly arguments: object }>> = {
  test_simple_text: { name: 'search_documents', arguments: { query: question } },
  test_error_handling: { name: 'status', arguments: { run: '00000000-0000-4000-8000-000000000000' } },
  test_tool_with_progress: { name: 'ask', arguments: { question } },
}

let results: ReadonlyMap<string, readonly string[]> = new Map()

before(async () => {
  const { key } = maya
  const client = await connectMcp({ after }, parley.url, maya)
  const { structuredContent } = await client.callTool({ name: 'search_documents', arguments: { query: question } })
  const uri = `parley://passages/${String(Object(structuredContent).passages[0].passageId)}`
  const translate = (message: McpMessage) => translated(message, uri)
  results = await conformanceOf({ after }, { url: parley.url, key, revision: '2025-11-25', translate })
})

test('every scenario that applies holds', () => {
  const failed = [...results].filter(([name, checks]) => checks.length > 0 && !(name in NOT_OFFERED))
  assert.deepEqual(failed, [])
})

deep('each scenario of the revision is one that holds or one of something that we don’t offer', () => {
  assert.deepEqual([...results.keys()].toSorted(), Object.keys({ ...HOLDS, ...NOT_OFFERED }).toSorted())
  const unexpected = Object.keys(NOT_OFFERED).filter((name) => results.get(name)?.length === 0)
  assert.deepEqual(unexpected, [], 'these hold now')
})

deep('what isn’t offered isn’t claimed', async (t) => {
  const client = await connectMcp(t, parley.url, maya)
  const { logging, resources } = client.getServerCapabilities() ?? {}
  assert.deepEqual([logging, resources?.subscribe], [undefined, undefined])
})

function translated(message: McpMessage, passage: string): McpMessage {
  const { method, params = {} } = message
  const { name, uri, ref, argument } = params
  if (method === 'tools/call' && typeof name === 'string' && name in TOOLS)
    return { ...message, params: { ...params, ...TOOLS[name] } }
  if (method === 'resources/read' && uri === 'test://static-text')
    return { ...message, params: { ...params, uri: passage } }
  if (method === 'prompts/get' && name === 'test_simple_prompt')
    return { ...message, params: { ...params, name: 'support.my-orders', arguments: {} } }
  if (method === 'prompts/get' && name === 'test_prompt_with_arguments') {
    const { arg1, arg2 } = Object(params['arguments'])
    return { ...message, params: { ...params, name: 'support.refund', arguments: { orderId: arg1, reason: arg2 } } }
  }
  if (method === 'completion/complete' && Object(ref).name === 'test_prompt_with_arguments') {
    const asked = { ref: { ...Object(ref), name: 'support.refund' }, argument: { ...Object(argument), name: 'reason' } }
    return { ...message, params: { ...params, ...asked } }
  }
  return message
}
