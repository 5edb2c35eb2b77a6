import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { mailIds } from '#channels/mail/message-ids.ts'
import { readMailMessage } from '#channels/mail/inbound.ts'
import { mailRate } from '#channels/mail/rate-limit.ts'
import { openFakeMail, OURS, type WrittenMail } from '../../helpers/fake-mail.ts'
import { reading, rulesFor } from './reading.ts'

const world = await openFakeMail({ after })
const OUTGOING = '01a20f3f-36ad-748f-89d5-1c62a977fa60-4'
const SENT = mailIds(OURS).sentAs('AAAAAAAAAAAAAAAAAAAAAA|p', OUTGOING)

const read = async (mail: WrittenMail) => readMailMessage(await world.compose(mail), rulesFor(world), reading)

for (const [title, mail, why] of [
  ['an out-of-office', { headers: { 'Auto-Submitted': 'auto-replied' } }, 'automatic'],
  ['a notification', { headers: { 'Auto-Submitted': 'auto-generated; x=y' } }, 'automatic'],
  ['bulk', { headers: { Precedence: 'bulk' } }, 'automatic'],
  ['an old responder’s answer', { headers: { 'X-Autoreply': 'yes' } }, 'automatic'],
  ['an address that takes no answers', { from: 'no-reply@example.com' }, 'automatic'],
  ['a list’s mail', { headers: { 'List-Id': '<all.example.com>' } }, 'list'],
  ['a newsletter', { headers: { 'List-Unsubscribe': '<https://x.example>' } }, 'list'],
  ['our own mail, come back', { messageId: SENT }, 'loop'],
  ['a mail of ours to ourselves', { from: OURS, signedBy: null }, 'loop'],
  ['a mail of another agent of ours', { from: 'other@shop.example', signedBy: null }, 'loop'],
  ['a mail of a mail server', { from: 'MAILER-DAEMON@example.com' }, 'bounce'],
  ['a mail that wants no answer to its envelope', { onTop: ['Return-Path: <>'] }, 'bounce'],
] satisfies readonly (readonly [string, WrittenMail, string])[]) {
  test(`${title} is answered by nobody`, async () => {
    assert.deepEqual(await read({ text: 'Refund order A12', ...mail }), { type: 'nothing', body: null, why })
  })
}

test('“Auto-Submitted: no” is a person’s mail', async () => {
  assert.equal((await read({ text: 'hello', headers: { 'Auto-Submitted': 'no' } })).type, 'message')
})

const bounce = (status: string, messageId: string, action = 'failed') =>
  Buffer.from(
    [
      'From: Mail Delivery System <MAILER-DAEMON@mx.example.com>',
      `To: ${OURS}`,
      'Auto-Submitted: auto-replied',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'Your mail was not delivered. Refund order A12',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.example.com',
      '',
      'Final-Recipient: rfc822; maya@example.com',
      `Action: ${action}`,
      `Status: ${status}`,
      '--b',
      'Content-Type: text/rfc822-headers',
      '',
      `Message-ID:`,
      ` ${messageId}`,
      'Subject: Re: x',
      '--b--',
      '',
    ].join('\r\n'),
  )

test('a bounce says which of our mails didn’t arrive, and why', async () => {
  const inbound = await readMailMessage(bounce('5.1.1', SENT), rulesFor(world), reading)
  assert.deepEqual(inbound, { type: 'undelivered', threadId: OUTGOING.slice(0, 36), seq: 4, code: 'bounced-5.1.1' })
})

for (const [title, raw] of [
  ['of a mail that is delayed', bounce('4.4.1', SENT, 'delayed')],
  ['that says delayed and 5.x', bounce('5.1.1', SENT, 'delayed')],
  ['of somebody else’s mail', bounce('5.1.1', '<x@elsewhere.example>')],
  ['of a mail of another domain that looks like ours', bounce('5.1.1', SENT.replace('shop.example', 'evil.example'))],
] as const) {
  test(`a bounce ${title} changes nothing and isn’t answered`, async () => {
    assert.deepEqual(await readMailMessage(raw, rulesFor(world), reading), {
      type: 'nothing',
      body: null,
      why: 'bounce',
    })
  })
}

test('so many mails of an address are taken in an hour; the same one again isn’t one more', () => {
  let now = Date.now()
  const spend = mailRate({ known: 3, strangers: 1 }, () => new Date(now))
  const taken = ['a', 'a', 'b', 'c', 'd', 'a'].map((message) => spend('maya@example.com', message, true))
  assert.deepEqual(taken, [true, true, true, true, false, true])
  assert.deepEqual(
    ['a', 'b'].map((message) => spend('maya@example.com', message, false)),
    [true, false],
  )
  now += 3_600_001
  assert.equal(spend('maya@example.com', 'e', true), true)
})

test('a mail that isn’t one any more is refused in words', async () => {
  const nested = `${Array.from({ length: 80 }, (_, depth) => `Content-Type: multipart/mixed; boundary="b${depth}"\r\n\r\n--b${depth}\r\n`).join('')}\r\nx`
  await assert.rejects(readMailMessage(Buffer.from(`From: a@b.example\r\n${nested}`), rulesFor(world), reading), {
    code: 'mail-broken',
    status: 422,
  })
})

test('answers find their conversation, however their program names it; another’s mail has one of its own', async () => {
  const ids = mailIds(OURS)
  const of = async (mail: WrittenMail) => {
    const inbound = await read({ text: 'hello', ...mail })
    assert.equal(inbound.type, 'message')
    return inbound.type === 'message' ? inbound.conversation : ''
  }
  const root = await of({ messageId: '<root@example.com>' })
  const ours = ids.sentAs(`${root}|somebody`, OUTGOING)
  assert.equal(await of({ references: ['<root@example.com>', ours], answers: ours }), root)
  assert.equal(await of({ answers: ours }), root)
  assert.equal(await of({ references: ['<other@example.com>', ours, '<later@example.com>'] }), root)
  assert.equal(await of({ answers: '<root@example.com>' }), root)
  assert.notEqual(await of({}), root)
})
