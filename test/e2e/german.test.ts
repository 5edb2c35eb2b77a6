import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { deep } from '../helpers/depth.ts'
import { copyAgents } from '../helpers/agents.ts'
import { COLLECTION } from '../helpers/collection-playbook.ts'
import { startParley } from '../helpers/parley.ts'
import { startTestShop } from '../helpers/shop.ts'

// What a requester says and reads in German, through the door that everybody comes in by.
const shop = await startTestShop({ after })
const agents = await copyAgents({ after })
const PLAYBOOKS = join(agents.dir, 'support/playbooks')
await writeFile(join(PLAYBOOKS, 'collection.js'), COLLECTION)
await writeFile(
  join(PLAYBOOKS, 'collection.de.yaml'),
  `title: Eine Abholung buchen
examples: [ich möchte eine Abholung buchen, Abholung für A17 buchen]
confirm: Ich lasse die Bestellung {orderId} am {day} abholen
slots:
  orderId: { ask: Welche Bestellung ist es?, label: Bestellung, expects: 'ein Buchstabe und eine Zahl, wie A17' }
  day: { ask: An welchem Tag? }
  worth: { ask: Was ist sie wert?, label: Wert }
  reason:
    ask: Was war damit nicht in Ordnung?
    label: Grund
    of: { damaged: [beschädigt, kaputt], late: [zu spät], other: [anderes] }
  bags: { label: Taschen }
  contact: { ask: Wohin sollen wir schreiben? }
says: {}
`,
)
const parley = await startParley({ after }, { shop, environment: { AGENTS_DIR: agents.dir } })

const ORDER = 'Welche Bestellung ist es? Ein Buchstabe und eine Zahl, zum Beispiel A17.'
const CANCELLED = 'In Ordnung, ich lasse es. Es wurde nichts getan.'
const DONE = /^Erledigt\.\n- 24,90 EUR für Bestellung A12 erstatten \(Nummer R\d+\)\n- E-Mail an Sie zur Erstattung/

type Turn = readonly [says: string, answer: string | RegExp]

/** Says one thing after the other in a thread, and compares what comes of each. */
async function converse(turns: readonly Turn[]): Promise<string> {
  const client = parley.as('customer')
  let thread: string | undefined
  for (const [says, expected] of turns) {
    const { threadId: id } = await client.ask(says, thread)
    thread = id
    const answer = (await client.answers(id)).at(-1) ?? ''
    if (typeof expected === 'string') assert.equal(answer, expected, `to “${says}”`)
    else assert.match(answer, expected, `to “${says}”`)
  }
  assert.ok(thread)
  return thread
}

test('a refund is asked for, its order asked and answered, and what came of it told, all in German', async () => {
  await converse([
    ['Ich möchte mein Geld zurück', ORDER],
    ['Guten Tag', `Guten Tag. Was kann ich für Sie tun?\n${ORDER}`],
    ['A12', DONE],
  ])
})

deep('days, money and choices are read as they are said in German, corrected, and confirmed', async () => {
  await converse([
    ['ich möchte eine Abholung buchen', 'Welche Bestellung ist es?'],
    ['A17', 'An welchem Tag?'],
    ['am 12. März 2098', 'Was ist sie wert?'],
    ['1.234,56 €', /^1234,56 EUR ist mehr, als ich annehmen kann/],
    ['12,50 Euro', 'Was war damit nicht in Ordnung?'],
    ['sie ist kaputt', 'Wohin sollen wir schreiben?'],
    [
      'keine Angabe',
      'Ich lasse die Bestellung A17 am 12. März 2098 abholen, Wert 12,50 EUR, Grund beschädigt. Soll ich?',
    ],
    ['nein, A12', /^Geändert: .*A12\. Ich lasse die Bestellung A12 am 12\. März 2098 abholen/],
    ['lieber am 13.3.2098', /^Geändert: .*13\. März 2098\. Ich lasse die Bestellung A12 am 13\. März 2098 abholen/],
    ['vielleicht', /^Bitte sagen Sie Ja oder Nein, oder was anders sein soll\./],
    ['ja bitte', /\["A12","2098-03-13",\{"amount":1250,"currency":"EUR"\},"damaged",null,null\]/],
  ])
})

deep('a request is taken back, and nothing was done', async () => {
  await converse([
    ['Ich will mein Geld zurück', ORDER],
    ['Vergiss es bitte', CANCELLED],
    ['Ich will mein Geld zurück', ORDER],
    ['stop', CANCELLED],
  ])
})

deep('each message is answered in its own language, and one that says none in that of the thread', async () => {
  await converse([
    ['I want my money back', 'Which order is it? A letter and a number, such as A17.'],
    ['Wie hoch ist der Eiffelturm in Paris?', /^Das weiß ich nicht\..*\nWelche Bestellung ist es\? Ein Buchstabe/s],
    ['never mind', 'All right, I’ve left it. Nothing was done.'],
  ])
  await converse([
    ['Ich möchte mein Geld zurück', ORDER],
    ['Z99', 'Die Bestellung Z99 finde ich nicht unter Ihren.'],
    ['Please refund order Z98', /^I can't find order Z98 among yours\.$/],
  ])
})

deep('what isn’t in the documents, and who takes over, is told in German', async () => {
  await converse([
    [
      'Wie hoch ist der Eiffelturm in Paris?',
      /^Das weiß ich nicht\. Es steht nicht in unseren Unterlagen\..*gebe ich es weiter an: die Leitung des Kundendienstes\.$/s,
    ],
    ['Ich möchte mit einem Menschen sprechen', 'Ab hier übernimmt: die Leitung des Kundendienstes.'],
  ])
})

deep('a language that the agent doesn’t have is told so in that language, and the open question stays', async () => {
  await converse([
    [
      'Je voudrais un remboursement pour ma commande',
      'Je ne comprends pas cette langue. Langues possibles: anglais (English), allemand (Deutsch).',
    ],
    ['Ich möchte mein Geld zurück', ORDER],
    [
      'Où est mon colis, s’il vous plaît ?',
      `Je ne comprends pas cette langue. Langues possibles: anglais (English), allemand (Deutsch).\n${ORDER}`,
    ],
    ['Z99', 'Die Bestellung Z99 finde ich nicht unter Ihren.'],
  ])
})

deep(
  'a plan that waits is shown to its requester in German, and to whoever decides in the operator’s words',
  async () => {
    const { run } = await parley.as('customer').ask('Bitte die Bestellung A17 erstatten')
    assert.equal(run.status, 'waiting')
    const [mine] = (await parley.as('customer').waitingPlans()).filter(({ runId }) => runId === run.id)
    assert.equal(mine?.language, 'de')
    assert.equal(mine.title, '129,00 EUR für Bestellung A17 erstatten, dann E-Mail an Sie zur Erstattung')
    assert.equal(mine.deed, '129,00 EUR erstatten und E-Mail senden')
    assert.deepEqual(mine.totals, ['Sie bekommen 129,00 EUR zurück', '1 E-Mail', 'lässt sich nicht rückgängig machen'])
    const [theirs] = (await parley.as('support-lead').waitingPlans()).filter(({ runId }) => runId === run.id)
    assert.equal(theirs?.deed, 'Refund 129.00 EUR and mail')
    assert.equal(theirs.digest, mine.digest)
  },
)
