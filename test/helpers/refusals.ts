import { randomNumbers } from './random-numbers.ts'

/** A deed in the forms that a sentence needs. */
interface EnglishDeed {
  readonly base: string
  readonly gerund: string
  readonly noun: string
  readonly passive: string
}

const ENGLISH_DEEDS: readonly EnglishDeed[] = [
  deed('refund A12', 'refunding A12', 'a refund for A12', 'A12 refunded'),
  deed('refund order A12', 'refunding order A12', 'the refund of order A12', 'order A12 refunded'),
  deed(
    'give me my money back for A12',
    'giving me my money back for A12',
    'my money back for A12',
    'my money for A12 returned',
  ),
  deed('reimburse me for A12', 'reimbursing me for A12', 'a reimbursement for A12', 'A12 reimbursed'),
  deed('pay me back for A12', 'paying me back for A12', 'any payment for A12', 'A12 paid back'),
  deed('cancel A58', 'cancelling A58', 'the cancellation of A58', 'A58 cancelled'),
  deed('cancel my order A58', 'cancelling my order A58', 'my order A58 to be cancelled', 'my order A58 cancelled'),
  deed(
    'change the address of A58',
    'changing the address of A58',
    'another address for A58',
    'the address of A58 changed',
  ),
  deed('send A58 to Elm Street 4', 'sending A58 to Elm Street 4', 'A58 at Elm Street 4', 'A58 sent to Elm Street 4'),
  deed('change my bank account', 'changing my bank account', 'a new bank account', 'my bank account changed'),
  deed(
    'use DE89370400440532013000 for A17',
    'using DE89370400440532013000 for A17',
    'a new IBAN for A17',
    'the IBAN of A17 changed',
  ),
  deed('send A17 again', 'sending A17 again', 'a replacement for A17', 'A17 sent again'),
  deed('replace A17', 'replacing A17', 'a new lamp for A17', 'A17 replaced'),
]

function deed(base: string, gerund: string, noun: string, passive: string): EnglishDeed {
  return { base, gerund, noun, passive }
}

const ENGLISH_REFUSALS: readonly ((deed: EnglishDeed) => string)[] = [
  ...[
    ...["don't", 'do not', 'never', "you mustn't", 'you must not', "you shouldn't", 'you should never', 'you can not'],
    ...[
      "I don't want you to",
      'I do not want you to',
      "I didn't want you to",
      "I wouldn't want you to",
      "I won't want you to",
    ],
    ...['I never asked you to', 'I have never asked you to', "I'm not asking you to", 'I was not asking you to'],
    ...['I no longer want you to', 'I no longer need you to', "I'd rather you didn't", 'I would prefer that you not'],
    ...[
      'there is no need to',
      'no need to',
      "it isn't necessary to",
      "it wasn't necessary to",
      "it won't be necessary to",
    ],
    ...[
      'can you not',
      'could you not',
      'would you not',
      "let's not",
      'under no circumstances',
      'on no account',
      'by no means',
    ],
    ...[
      "whatever you do, don't",
      'I have decided not to',
      "I've asked you not to",
      'make sure you do not',
      'be sure never to',
    ],
    ...["you don't have to", "you needn't", 'you need not', 'nobody should', 'nobody needs to', 'I forbid you to'],
    ...["I don't think you should", "I'm not saying you should", "I don't remember asking you to", "don't you dare"],
    ...[
      "I hope you don't",
      "I hope you won't",
      'I would hate for you to',
      "I can't let you",
      "I don't ever want you to",
    ],
  ].map(
    (words) =>
      ({ base }: EnglishDeed) =>
        `${words} ${base}`,
  ),
  ...[
    ...[
      'refrain from',
      'avoid',
      'stop',
      'hold off on',
      'no',
      'I am against',
      'I am not interested in',
      "I don't insist on",
    ],
    ...[
      'forget about',
      'leave it be without',
      "I'm not in favour of",
      'there is no point in',
      "I don't agree to",
      'not',
    ],
  ].map(
    (words) =>
      ({ gerund }: EnglishDeed) =>
        `${words} ${gerund}`,
  ),
  ...[
    ...[
      "I don't want",
      'I do not want',
      "I didn't want",
      'I never wanted',
      'I have never wanted',
      "I won't want",
      "I wouldn't like",
    ],
    ...[
      'I no longer want',
      'I no longer need',
      "I don't need",
      "I didn't need",
      "I won't need",
      'I need no',
      'I decline',
    ],
    ...[
      'I refuse',
      'I reject',
      "I haven't asked for",
      "I wasn't asking for",
      "I'm not requesting",
      'I have no interest in',
    ],
    ...['anything but', 'not', 'never', 'forget', "I'm not after", "I didn't ask for", 'I do not wish for', "I'd hate"],
    ...["I'd rather have a voucher than", 'I would sooner have a cup of tea than', 'I prefer a voucher over'],
  ].map(
    (words) =>
      ({ noun }: EnglishDeed) =>
        `${words} ${noun}`,
  ),
  ...[
    ...["I'd rather keep it than have", 'better to wait and see than to have'],
    'I would sooner keep everything as it is than get',
    ...[
      "I don't want",
      'I do not want',
      "I didn't want",
      'I never wanted',
      "I'd rather not have",
      'I would rather not have',
    ],
    ...['I do not wish to have', "I wouldn't like to have", 'I no longer want', 'I no longer need', "I don't need"],
  ].map(
    (words) =>
      ({ passive }: EnglishDeed) =>
        `${words} ${passive}`,
  ),
  // What was asked for before is taken back.
  ...[
    ...['I withdraw my request to', 'I take back my request to', 'please disregard my request to'],
    ...['please drop my request to', 'please ignore my request to', 'I want to cancel my request to'],
    ...['I would like to withdraw my earlier request to', 'please cancel my request to', 'forget my wish to'],
  ].map(
    (words) =>
      ({ base }: EnglishDeed) =>
        `${words} ${base}`,
  ),
]

const ENGLISH_BEFORE = [
  '',
  'please ',
  'Please ',
  'hello, ',
  'sorry, but ',
  'Hi team, ',
  'ok so ',
  'Dear all,\n',
  'I said: ',
  'thanks. ',
]
const ENGLISH_AFTER = [
  ...['', ' please', ', thanks', '!', '.', ' 🙏', ', I want to keep it', ' thank you so much', ' anymore', ', ok?'],
  ...[', it is fine', ' because I like it', ' right now', ' today please', ' - thank you'],
]

interface GermanDeed {
  readonly object: string
  readonly infinitive: string
  readonly withZu: string
  readonly noun: string
  readonly polite: string
  readonly familiar: string
}

const GERMAN_DEEDS: readonly GermanDeed[] = [
  germanDeed('A12', 'erstatten', 'zu erstatten', 'Erstattung für A12', 'Erstatten Sie', 'Erstatte'),
  germanDeed('mir A12', 'zurückzahlen', 'zurückzuzahlen', 'Rückzahlung für A12', 'Zahlen Sie', 'Zahl'),
  germanDeed('die Bestellung A58', 'stornieren', 'zu stornieren', 'Stornierung von A58', 'Stornieren Sie', 'Storniere'),
  germanDeed('die Adresse von A58', 'ändern', 'zu ändern', 'Änderung der Adresse', 'Ändern Sie', 'Ändere'),
  germanDeed('mein Konto', 'ändern', 'zu ändern', 'Änderung meines Kontos', 'Ändern Sie', 'Ändere'),
  germanDeed('A17', 'noch einmal schicken', 'noch einmal zu schicken', 'neue Lampe für A17', 'Schicken Sie', 'Schick'),
]

function germanDeed(
  object: string,
  infinitive: string,
  withZu: string,
  ...rest: readonly [string, string, string]
): GermanDeed {
  const [noun, polite, familiar] = rest
  return { object, infinitive, withZu, noun, polite, familiar }
}

const GERMAN_NO = [
  'nicht',
  'nie',
  'niemals',
  'auf keinen Fall',
  'bloß nicht',
  'keinesfalls',
  'nicht mehr',
  'unter keinen Umständen',
]

const GERMAN_REFUSALS: readonly ((deed: GermanDeed) => string)[] = [
  ...GERMAN_NO.flatMap((no): ((deed: GermanDeed) => string)[] => [
    ({ object, infinitive }) => `${object} ${no} ${infinitive}`,
    ({ object, infinitive }) => `Ich möchte ${object} ${no} ${infinitive}`,
    ({ object, infinitive }) => `Ich will ${object} ${no} ${infinitive} lassen`,
    ({ object, infinitive }) => `Ich wollte ${object} ${no} ${infinitive}`,
    ({ object, infinitive }) => `Ich würde ${object} ${no} ${infinitive}`,
    ({ object, infinitive }) => `Können Sie ${object} ${no} ${infinitive}`,
    ({ object, infinitive }) => `Sie sollen ${object} ${no} ${infinitive}`,
    ({ object, infinitive }) => `du darfst ${object} ${no} ${infinitive}`,
    ({ object, infinitive }) => `Ich habe ${no} gewollt, dass Sie ${object} ${infinitive}`,
    ({ object, infinitive }) => `Ich möchte ${no}, dass Sie ${object} ${infinitive}`,
    ({ object, polite }) => `${polite} ${object} ${no}`,
    ({ object, familiar }) => `${familiar} ${object} ${no}`,
  ]),
  ...['keine', 'nie eine', 'keinesfalls eine', 'nicht mehr eine', 'ganz sicher keine'].flatMap(
    (no): ((deed: GermanDeed) => string)[] => [
      ({ noun }) => `Ich möchte ${no} ${noun}`,
      ({ noun }) => `Ich will ${no} ${noun}`,
      ({ noun }) => `Ich brauche ${no} ${noun}`,
      ({ noun }) => `Ich habe ${no} ${noun} verlangt`,
      ({ noun }) => `Ich hatte ${no} ${noun} gewollt`,
      ({ noun }) => `${no} ${noun}`,
    ],
  ),
  ({ withZu, object }) => `Sie brauchen ${object} nicht ${withZu}`,
  ({ withZu, object }) => `Es ist nicht nötig, ${object} ${withZu}`,
  ({ withZu, object }) => `Ich habe Sie nie gebeten, ${object} ${withZu}`,
  ({ withZu, object }) => `Sehen Sie davon ab, ${object} ${withZu}`,
  ({ withZu, object }) => `Es ist unnötig, ${object} ${withZu}`,
  ({ noun }) => `Ich verzichte auf die ${noun}`,
  ({ noun }) => `Ich hätte lieber einen Gutschein als die ${noun}`,
  ({ noun }) => `Lieber warte ich noch etwas als eine ${noun}`,
  ({ noun }) => `Ich bevorzuge einen Gutschein gegenüber der ${noun}`,
  ({ noun }) => `Ich lehne die ${noun} ab`,
  ({ noun }) => `Lassen Sie die ${noun} sein`,
  ({ noun }) => `Die ${noun} hat sich erledigt`,
  // What was asked for before is taken back.
  ({ noun }) => `Ich ziehe meine Bitte um ${noun} zurück`,
  ({ noun }) => `Ich ziehe hiermit meinen Antrag auf ${noun} zurück`,
  ({ noun }) => `Ich nehme meinen Wunsch nach ${noun} zurück`,
  ({ noun }) => `Ich möchte meinen Antrag auf ${noun} zurückziehen`,
  ({ noun }) => `Ich widerrufe meinen Wunsch nach ${noun}`,
  ({ noun }) => `Ignorieren Sie meine Bitte um ${noun}`,
  ({ noun }) => `Löschen Sie meine Anfrage zur ${noun}`,
]

const GERMAN_BEFORE = [
  '',
  'bitte ',
  'Bitte ',
  'Hallo, ',
  'Guten Tag,\n',
  'Entschuldigung, aber ',
  'also ',
  'Nein, ',
  'danke, aber ',
]
const GERMAN_AFTER = [
  '',
  ' bitte',
  ', danke',
  '!',
  '.',
  ' 🙏',
  ', ich behalte es',
  ' vielen Dank',
  ', ja?',
  ', weil sie mir gefällt',
  ' - danke',
]

const TYPED: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.toLowerCase(),
  (text) => text.toUpperCase(),
  (text) => text.replaceAll("'", ''),
  (text) => text.replaceAll("'", '’'),
  (text) => text.replaceAll(/[,.!?]/gu, ''),
  (text) => text.replaceAll('ß', 'ss').replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue'),
]

export interface Refusal {
  readonly said: string
  readonly language: 'en' | 'de'
}

/** Refusals made up of a negation, a deed, a tense, politeness and a way of typing, as many as asked for. */
export function refusals(count: number, seed: number): readonly Refusal[] {
  const random = randomNumbers(seed)
  const one = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(random() * items.length)]
    if (item === undefined) throw new Error('There is nothing to choose from.')
    return item
  }
  return Array.from({ length: count }, (_, index) => {
    const isGerman = index % 3 === 2
    const said = isGerman
      ? one(GERMAN_BEFORE) + one(GERMAN_REFUSALS)(one(GERMAN_DEEDS)) + one(GERMAN_AFTER)
      : one(ENGLISH_BEFORE) + one(ENGLISH_REFUSALS)(one(ENGLISH_DEEDS)) + one(ENGLISH_AFTER)
    return { said: one(TYPED)(said), language: isGerman ? 'de' : 'en' }
  })
}
