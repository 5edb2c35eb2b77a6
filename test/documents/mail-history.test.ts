import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { mailWords } from '#documents/mail-words.ts'
import { openDocumentParser } from '#documents/parser.ts'
import { createLogger } from '#core/log.ts'
import '../helpers/built.ts'

const { signal } = new AbortController()
const parser = openDocumentParser({ log: createLogger('silent'), signal })
after(() => parser[Symbol.asyncDispose]())

const HEAD =
  'From: Ana <ana@site.example>\r\nTo: b@site.example\r\nSubject: Re: Returns\r\nDate: Tue, 3 Nov 2026 10:00:00 +0000\r\nIn-Reply-To: <1@site.example>\r\nMIME-Version: 1.0\r\n'
const mail = (type: string, body: string) =>
  Buffer.from(`${HEAD}Content-Type: text/${type}; charset=utf-8\r\n\r\n${body}`)

/** Bodies in which Ana writes “Thirty days.” and quotes Ben's “Fourteen days.” */
const BODIES: readonly (readonly [program: string, type: 'plain' | 'html', body: string])[] = [
  [
    'Gmail',
    'plain',
    'Thirty days.\n\nOn Mon, Nov 2, 2026 at 9:00 AM Ben <ben@site.example> wrote:\n> Fourteen days.\n',
  ],
  [
    'Apple Mail in German',
    'plain',
    'Thirty days.\n\nAm 02.11.2026 um 09:00 schrieb Ben <ben@site.example>:\n\nFourteen days.\n',
  ],
  [
    'Outlook',
    'plain',
    'Thirty days.\n\n-----Original Message-----\nFrom: Ben <ben@site.example>\nSent: Monday\n\nFourteen days.\n',
  ],
  [
    'Outlook in German',
    'plain',
    'Thirty days.\n\nVon: Ben <ben@site.example>\nGesendet: Montag\nAn: Ana\n\nFourteen days.\n',
  ],
  [
    'Gmail',
    'html',
    '<div>Thirty days.</div><div class="gmail_quote"><div class="gmail_attr">On Mon, Ben &lt;ben@site.example&gt; wrote:<br></div><div><ul><li>Fourteen days.</li></ul></div></div>',
  ],
  [
    'Apple Mail',
    'html',
    '<div>Thirty days.</div><div>On 2 Nov 2026, at 09:00, Ben &lt;ben@site.example&gt; wrote:</div><blockquote type="cite"><table><tr><td>Fourteen days.</td><td>a</td></tr></table></blockquote>',
  ],
  [
    'Outlook on the web',
    'html',
    '<div>Thirty days.</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Ben &lt;ben@site.example&gt;<br><b>Sent:</b> Monday</div><div><p>Fourteen days.</p></div>',
  ],
  [
    'Outlook for Windows',
    'html',
    '<p>Thirty days.</p><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p><b>From:</b> Ben &lt;ben@site.example&gt;<br><b>Sent:</b> Monday<br><b>To:</b> Ana</p></div><p>Fourteen days.</p>',
  ],
]

for (const [program, type, body] of BODIES) {
  test(`what ${program} quotes in ${type} stands below whose it is, marked, and isn’t its sender’s`, async () => {
    const { text } = await parser.parse({ name: 'a.eml', bytes: mail(type, body) }, signal)
    const [own = '', history = ''] = text.split(/^## /mu)
    assert.match(own, /Thirty days\./)
    assert.doesNotMatch(own, /Fourteen/)
    assert.match(history, /^[^\n]*Ben/)
    assert.match(history, /^> .*Fourteen days\./mu)
    // As the channel reads it: plain text as it came, a page as the parser writes it.
    const read =
      type === 'plain' ? body : (await parser.parse({ name: 'mail.html', bytes: Buffer.from(body) }, signal)).text
    assert.equal(mailWords(read, { isAnswer: true }).own, 'Thirty days.')
  })
}

test('what is written between quoted lines is its sender’s, below their name', async () => {
  const body =
    'Hello.\n\nOn Mon, Ben <ben@site.example> wrote:\n> How long?\n\nThirty days.\n\n> And the price?\n\nFree.\n'
  const { text } = await parser.parse({ name: 'a.eml', bytes: mail('plain', body) }, signal)
  assert.match(
    text,
    /## On Mon, Ben[^]*> How long\?\n\n## Ana [^\n]*\n\nThirty days\.\n\n[^]*> And the price\?\n\n## Ana [^\n]*\n\nFree\./,
  )
})
