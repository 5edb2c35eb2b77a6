import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { DocumentPage, DocumentView } from '#contract/document.ts'
import { deep } from '../helpers/depth.ts'
import { goodFiles } from '../fixtures/documents/good-files.ts'
import { startDesk } from '../helpers/desk-agent.ts'
import { startParley } from '../helpers/parley.ts'
import { startResourceServer, type OfferedResource } from '../helpers/resource-server.ts'
import { until } from '../helpers/until.ts'
import { patient } from '../helpers/patient.ts'

const guide: OfferedResource = {
  uri: 'docs://guide/returns.md',
  mimeType: 'text/markdown',
  content: '# Returns\n\nA wombat is returned within nine days.',
}
const page: OfferedResource = {
  uri: 'docs://guide/hours.html',
  mimeType: 'text/html',
  title: 'Opening hours',
  content: '<h1>Hours</h1><p>The numbat desk opens at eleven.</p><p hidden>secret</p>',
}
const docx: OfferedResource = { uri: 'docs://files/report.docx', content: fileCalled('.docx') }
const staff: OfferedResource = { uri: 'docs://staff/pay.md', content: 'The quokka bonus is forty euros.' }
const others: readonly OfferedResource[] = [
  { uri: 'mail://inbox/1', content: 'The potoo mail is nobody’s business.' },
  { uri: 'docs://files/broken.pdf', mimeType: 'application/pdf', content: '%PDF-1.7 and nothing more' },
  { uri: 'docs://files/huge.md', size: 10_000_000, content: 'huge' },
  { uri: 'docs://files/lost.md', content: null },
]
const server = await startResourceServer({ after }, [guide, page, docx, staff, ...others])
const desk = await startDesk({ after })
await desk.write('tools.yaml', toolsYaml())
await desk.write('agent.yaml', agentYaml('role:finance'))
const parley = await startParley(
  { after },
  { shop: { url: desk.server.url, token: 'none' }, environment: { AGENTS_DIR: desk.dir } },
)

function fileCalled(ending: string): Uint8Array {
  return goodFiles(1).find(({ name }) => name.endsWith(ending))?.bytes ?? assert.fail(`there is no ${ending}`)
}

function toolsYaml(): string {
  return `servers:
  desk: { url: '${desk.server.url}', as: service }
  handbook: { url: '${server.url}', as: service, timeout: 2s }
tools:
  desk/notes.get: { effect: read, title: 'Look up note {id}', owner: { result: owner, is: principal.email }, trust: { trusted: [shape, id] } }
  desk/notes.put: { effect: write, title: 'Put note {id} into {place}', owner: { arg: id, from: desk/notes.get }, trust: { trusted: [id] } }
`
}

function agentYaml(staffMayRead: string): string {
  return `name: desk
title: The desk
languages: [en]
greeting: Hello.
knowledge:
  - { mcp: handbook, uri: 'docs://staff/*', acl: ['${staffMayRead}'], class: confidential }
  - { mcp: handbook, uri: 'docs://**', acl: [public], class: public, keep: 90d }
`
}

async function stored(): Promise<ReadonlyMap<string, DocumentView>> {
  const path = '/v1/documents?all=true&source=mcp:desk/handbook/&limit=1000'
  const { body } = await parley.as('operator').request<DocumentPage>('GET', path)
  return new Map(
    body.documents.map((document) => [document.source.replace('mcp:desk/handbook/', ''), document] as const),
  )
}

async function finds(person: string, words: string): Promise<boolean> {
  const { body } = await parley.as(person).request('GET', `/v1/search?q=${encodeURIComponent(words)}`)
  return JSON.stringify(body).includes(words)
}

test('resources are read page by page, by their kind, for whoever the folder names', patient, async () => {
  await until(() => finds('customer', 'returned within nine days'))
  await until(async () => (await stored()).size === 4)
  const documents = await stored()
  assert.deepEqual([...documents.keys()].sort(), [docx.uri, page.uri, guide.uri, staff.uri].sort())
  assert.ok(server.pages >= 4)
  const html = documents.get(page.uri)
  assert.deepEqual([html?.title, html?.format, html?.origin, html?.class], ['Opening hours', 'html', 'mcp', 'public'])
  assert.equal(documents.get(docx.uri)?.format, 'docx')
  assert.deepEqual([await finds('finance', 'quokka bonus'), await finds('customer', 'quokka bonus')], [true, false])
  assert.equal(await finds('finance', 'potoo mail'), false)
  assert.ok(!server.read.includes('mail://inbox/1') && !server.read.includes('docs://files/huge.md'))
  for (const uri of ['broken.pdf', 'huge.md', 'lost.md']) {
    await until(async () => new RegExp(`document-skipped.*${uri}`).test(parley.log()))
  }
})

deep(
  'what a server says of a change is brought in, what didn’t change stays, what is gone leaves',
  patient,
  async () => {
    const changed = { ...guide, content: '# Returns\n\nA wombat is returned within twelve days.' }
    server.offer([changed, page, docx, staff], 'updated')
    await until(() => finds('customer', 'within twelve days'))
    assert.equal(await finds('customer', 'within nine days'), false)
    server.offer([changed, staff], 'list')
    await until(async () => (await stored()).get(page.uri)?.status === 'removed')
    const documents = await stored()
    assert.deepEqual([documents.get(guide.uri)?.version, documents.get(staff.uri)?.version], [2, 1])
    assert.equal(await finds('customer', 'numbat desk'), false)
    assert.notEqual(documents.get(page.uri)?.kept?.keepUntil, null)
  },
)

deep('it is removed at its server, and nobody else brings it', patient, async () => {
  const operator = parley.as('operator')
  const { id } = (await stored()).get(guide.uri) ?? assert.fail('the guide is there')
  const removed = await operator.request('DELETE', `/v1/documents/${id}`)
  assert.deepEqual([removed.status, removed.body.code], [422, 'source-reserved'])
  const mine = { title: 'Mine', text: 'Mine.', source: `mcp:desk/handbook/${guide.uri}`, acl: ['public'] }
  const handedIn = await operator.request('POST', '/v1/documents', mine)
  assert.deepEqual([handedIn.status, handedIn.body.code], [422, 'source-reserved'])
})

deep('a server that is down takes nothing with it, and other readers count all the same', patient, async () => {
  server.goDown()
  await parley.stop()
  await desk.write('agent.yaml', agentYaml('role:support-lead'))
  await parley.start()
  await until(async () => /resources-not-read.*resources-unreachable/.test(parley.log()))
  assert.ok(await finds('customer', 'within twelve days'))
  assert.equal(await finds('finance', 'quokka bonus'), false, 'what other readers may read now isn’t theirs any more')
  server.comeBack()
  await parley.stop()
  await parley.start()
  await until(() => finds('support-lead', 'quokka bonus'))
  assert.equal((await stored()).get(guide.uri)?.version, 2)
  await parley.stop()
  await desk.write('agent.yaml', agentYaml('role:finance').replace(/knowledge:[^]*/, ''))
  await parley.start()
  assert.equal(await finds('customer', 'within twelve days'), false, 'a folder that names it no more')
})
