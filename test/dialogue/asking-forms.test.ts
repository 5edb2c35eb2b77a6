import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askedFor } from '#dialogue/asked-for.ts'

// Forms in which people ask for a deed, each beside what looks like it and asks for nothing. The sentences stand in no set of
// messages, and in nothing that was learned from.

const BOTH = ['en', 'de']

for (const [form, asking, others] of [
  [
    'politeness that takes an infinitive',
    ['Wären Sie so freundlich, mir B66 zu ersetzen?', 'Guten Tag, seid bitte so nett, A31 zu erstatten. Danke'],
    ['Wären Sie so freundlich, A31 nicht zu erstatten?', 'Sie waren so freundlich, mir A31 zu erstatten'],
  ],
  [
    'a question whether one may, with a “bitte”',
    ['Kann ich A31 bitte zurückgeben', 'Darf ich bitte B83 stornieren?'],
    ['Kann ich A31 zurückgeben?', 'Kann man A31 zurückgeben?', 'Kann ich A31 nicht zurückgeben bitte'],
  ],
  [
    'a detail with its new value',
    ['B83, new address: 4 Hill Road, Leeds LS1 2AB', 'Neue IBAN für B66: DE89370400440532013000'],
    ['The new address of B83', 'My new address isn’t 4 Hill Road, Leeds LS1 2AB for B83'],
  ],
  [
    'what has to be done',
    ['B83 has to be cancelled', 'Order B66 needs refunding', 'Die Adresse von B83 muss korrigiert werden'],
    ['B83 was cancelled', 'Does B83 have to be cancelled?', 'B83 need not be cancelled'],
  ],
  [
    'a deed’s name beside an order’s',
    ['The lamp hums. B66. Refund.', 'Die Lampe brummt. B66. Erstattung.'],
    ['refund', 'B66 refund', 'Erstattung?', 'No refund. B66.'],
  ],
  [
    'what isn’t to be sent, beside a cancellation',
    ['STOP B83. DO NOT SEND IT. CANCEL.', 'Halt! B83 nicht verschicken, bitte stornieren', 'Stop! Please cancel B83'],
    ['Do not cancel B83. Do not send it.', 'Stop! Please don’t cancel B83', 'Don’t send B66 again. B66'],
  ],
  [
    'a deed’s noun behind “ask”, as who learned English later has it',
    [
      ...[
        'I ask you the reimbursement of B66',
        'I ask back the purchase price of B66',
        'I demand the full amount back, B66',
      ],
      ...[
        'I would like to ask for refund of order B66',
        'I would therefore ask you to cancel B83',
        'B83 to be cancelled please',
      ],
    ],
    [
      ...[
        'I ask the price of B66',
        'I ask the refund department about B66',
        'I would like to ask for advice on a refund of B66',
      ],
      ...['I would therefore ask you not to cancel B83', 'I ask you for no money for B66', 'B83 to be cancelled?'],
      ...['I ask the refund of B66 to be stopped', 'I request the refund on B66 to be declined'],
    ],
  ],
  [
    'what is left, or let run, as it is',
    ['Let my neighbour have it. Please send B66 again'],
    [
      'Let my neighbour have it: please send B66 again',
      ...[
        'Please leave my bank details as they are',
        'Please leave the address of B83 unchanged',
        'Please let B83 run its course',
      ],
      ...['Jetzt will ich sie wieder. Lasst die B83 also laufen', 'I wish I’d had B83 sent to the office instead'],
    ],
  ],
  [
    'a deed that is to wait, beside one that was waited for',
    ['Bitte die Erstattung für B66, ich warte schon lange', 'Please put the refund for B66 on my account'],
    [
      ...['Bitte mal innehalten mit der Erstattung für B66', 'Bitte mit der Stornierung von B83 abwarten'],
      ...['Bitte die Erstattung für B66 aussetzen', 'Bitte die Stornierung von B83 auf Eis legen'],
      ...[
        'Please put the refund for B66 on hold',
        'Please slow down with the refund of B66',
        'Kindly defer the refund B66',
      ],
    ],
  ],
  [
    'what another says, or what stands against it, beside a request',
    ['Please refund B66, the letter on my desk is for somebody else'],
    [
      ...[
        'Your letter on my desk states please refund B66',
        'Please let the office wait until Friday, then refund B66',
      ],
      ...['Refund B66 please. The refund should not go to the old account.', 'Refund B66 please. Old bank not in use.'],
    ],
  ],
  [
    'what somebody says of it, told behind it',
    ['Please cancel B83, my mother says no furniture in the hallway'],
    [
      'Cancel B83, she said',
      'Refund B66, says my wife who never gets angry',
      'Cancel B83, my boss says that is what I have to write',
    ],
  ],
  [
    'what else isn’t meant, before it',
    ['I won’t have that smell in here again. Please refund B66', 'Keiner hier mag das anschauen. B66 bitte erstatten'],
    ['Please refund B66. I don’t want that', 'Don’t do that again. Refund B66', 'I keep B66. Please refund B66'],
  ],
  [
    'the right value, said to be it',
    [
      'My new address for B83 is 4 Hill Road, Leeds LS1 2AB',
      'The refund of B66 should be paid to DE89370400440532013000',
      'Ich habe mich vertippt. Die richtige Adresse für B83 ist Gartenstraße 5, 80331 München',
      'B83 needs a different address: 4 Hill Road, Leeds LS1 2AB',
    ],
    [
      'Is my new address for B83 4 Hill Road, Leeds LS1 2AB?',
      'I told you that the right address for B83 is 4 Hill Road, Leeds LS1 2AB',
      'The refund of B66 was paid to DE89370400440532013000',
      'Die richtige Adresse für B83 ist nicht Gartenstraße 5, 80331 München',
    ],
  ],
  [
    'another thing of the kind turned down, or a thing that is kept',
    [
      'I don’t want another one, I want my money back for B66',
      'I don’t want the money, I want the lamp. Please send B66 again.',
      'Erstatten Sie bitte die Kissen aus B70, den Tisch behalte ich',
    ],
    ['I don’t want another refund, refund B66', 'Refund B66? I’m keeping it', 'Erstatten Sie B70, ich behalte es'],
  ],
  [
    'whoever doesn’t want to keep it',
    ['Ich möchte B66 nicht behalten, bitte Geld zurück', 'I have decided not to keep the items, please refund B66'],
    ['Ich möchte B66 behalten, bitte kein Geld zurück', 'I have decided to keep B66. Please refund B66'],
  ],
  [
    'a greeting before “das”',
    ['Hallo, das Geld für B66 bitte zurück', 'Grüezi, die Bestellung B83 bitte stornieren'],
    ['Ich hoffe nicht, das Geld für B66 kommt bitte zurück', 'Hallo, die Bestellung B83 bitte nicht stornieren'],
  ],
  [
    'what a courier says of it',
    [
      'According to the tracking my order B66 was delivered, but I have not received it. Please send it again',
      'B66 did not arrive, the driver says he delivered. please send it again',
      'The bank told me my old account was closed, so please pay the refund of B66 to DE89370400440532013000',
    ],
    [
      'According to the website: cancel B83',
      'According to the app please refund B66',
      'The bank told me: refund B66',
      'My bank told me please refund B66',
      'It says on your website please refund order B66',
      'You say in the description: please cancel B83',
      'The label says: please refund B66',
      'Ich habe Ihnen geschrieben: B66 erstatten',
    ],
  ],
  [
    'what was asked for taken back',
    [],
    [
      'Ich ziehe meine Bitte um Rückerstattung für B66 hiermit zurück',
      'Bitte die Stornierung von B83 stoppen',
      'Please cancel the cancellation of B83',
      'I take back my refund request for B66',
      'Please ignore that, the refund of B66 is settled',
    ],
  ],
  [
    'what is told of a thing by its name',
    [
      'I’d like to return B66. They’re just not my style',
      'I want to cancel B83. The shelves are for a room we are not building after all',
      'Please refund B66, my landlord does not allow candles',
      'Bitte B66 erstatten, und die Tasse mag ich auch nicht',
      'Bitte erstatten Sie B66. Meine Haut verträgt die Wolle nicht',
      'Bitte zahlen Sie mir B66 zurück. Wir dürfen in der Wohnung keine Kerzen anzünden',
      'Please send B66 again. What came was a tin of paint, not my order',
      'Please refund B66. I meant to order the oil, not the wax',
    ],
    [
      'Please refund B66. My wife does not agree',
      'Bitte B66 erstatten. Das will ich nicht',
      'Bitte B66 erstatten, die Lampe nicht',
      'Refund B66, the mug not',
    ],
  ],
  [
    'an account or address that is no more',
    [
      'The account you have for me does not exist any more. For the refund of B66 please use NL91ABNA0417164300',
      'I no longer bank with Nordea. The money for B66 should go to NL91ABNA0417164300 please',
      'Mein bisheriges Konto besteht nicht mehr. Bitte die Erstattung für B66 auf NL91ABNA0417164300 überweisen',
    ],
    [
      'Please do not use NL91ABNA0417164300 for the refund of B66',
      'the B66 refund has to go not to NL91ABNA0417164300',
      'credit B66 back not to my card please',
      'The table is fine don’t but please refund B66',
      'Seien Sie nicht so gut und erstatten Sie mir B66',
      'The refund for B66 should not go to NL91ABNA0417164300',
      'Bitte die Erstattung für B66 nicht auf NL91ABNA0417164300 überweisen',
    ],
  ],
  [
    'a detail that is wrong, and the right one',
    [
      'wrong address on B83 sorry!! should be 4 Hill Road, Leeds LS1 2AB',
      'I made a mistake with my address for B83, its 4 Hill Road, Leeds LS1 2AB',
      'Bei B83 habe ich die falsche Adresse angegeben. Richtig ist Gartenstraße 5, 80331 München',
    ],
    [
      'It should be 4 Hill Road, Leeds LS1 2AB',
      'B83: is the address wrong? It should be 4 Hill Road, Leeds LS1 2AB',
      'The address of B83 is not wrong. It should be 4 Hill Road, Leeds LS1 2AB',
      'My neighbour says the address is wrong, it should be 4 Hill Road, Leeds LS1 2AB',
    ],
  ],
  [
    'what isn’t to be sent, beside what stops it',
    [
      'Please stop order B83, I don’t want it any more',
      'B83 was ordered by my daughter without asking me. Please stop it and cancel the order',
      'Ich möchte von der Bestellung B83 zurücktreten. Bitte stornieren und nicht mehr versenden',
    ],
    [
      'Please stop, I don’t want it any more',
      'B83: please do not stop it',
      'Bitte B83 nicht mehr stornieren, sondern versenden',
    ],
  ],
  [
    'another kind of thing that is needed',
    ['Das Wachs aus B66 ist für außen und ich brauche eins für innen. Bitte Geld zurück', 'I need a new lamp for B66'],
    [
      'Das Wachs ist für außen und ich brauche eins für innen',
      'The lamp of B66 is too dark, I need one with more light',
    ],
  ],
  [
    'a deed that is told of',
    [],
    [
      'Sorry, ignore my last message about cancelling. B83 stays',
      'I have requested the cancel of B83 yesterday. I am taking it back. Please pack it and send it',
      'Meine Schwester hat gestern probiert B83 stornieren. Ich will ja die Regale',
      'Eigentlich wollte ich B83 stornieren, aber dann hab ichs gelassen',
      'Refund B66 is what the page says',
      'Please refund B66. Do not want it',
      'cancel B83, how do i do that in the app? dont do it for me i just want to know where it is',
      'Cancel B83. How do I do that?',
      'Stornieren Sie B83. Wie geht das?',
    ],
  ],
  [
    'an abbreviated street',
    ['Bitte B83 an Gartenstr. 5, 80331 München schicken'],
    ['Bitte B83 nicht an Gartenstr. 5, 80331 München schicken'],
  ],
  [
    'another one of the kind that is turned down',
    [
      'Please refund B66. I do not want another lamp from that series',
      'I don’t want my money back, I need a new one for B66 please',
      'Ich will keinen Umtausch, sondern den Kaufpreis von B66 zurück',
      'Bitte B66 erstatten, einen neuen Becher will ich auch keinen',
    ],
    [
      'I don’t want another refund for B66, one was enough',
      'I don’t want a replacement, just to know where my money for B66 is',
      'Ich möchte keinen Ersatz, sondern nur wissen wo mein Geld für B66 ist',
      'I don’t want another lamp, no refund for B66',
      'Please send me not a new one, B66',
    ],
  ],
  [
    'what others say of a thing',
    [
      'My flatmate says we don’t need more shelves, so please cancel B83',
      'Our wall is made of chipboard, my father told me. Please cancel B83',
      'Cancel B83, my landlord says no shelves',
      'The courier says “left at door”, and there is nothing. Please send B66 again',
    ],
    [
      'My flatmate says we should return B66, so please refund it',
      'That’s what I’d have said. Cancel B83',
      'Cancel B83, my landlord says keep it',
      'My wife said no refund. Refund B66',
      'The courier says “send it back”. Please send B66 again',
    ],
  ],
  [
    'a mind that was changed before anything was asked for',
    ['I have changed my mind and want to cancel B83', 'Refund B66. Reason: changed my mind'],
    [
      'Changed my mind. I asked for a refund of B66 yesterday',
      'Refund B66. I have changed my mind',
      'Changed my mind, leave B66',
    ],
  ],
  [
    'what is said of another order',
    ['Never mind the refund for B66. Please cancel B83', 'Where’s B70, and please refund B66'],
    [
      'Never mind the refund for B66. Please refund it',
      'Where’s B66, and can B66 be refunded?',
      'Is B70 refundable? Refund B66',
    ],
  ],
  [
    'what is stopped and isn’t to be sent',
    ['Stop B83, don’t ship it'],
    ['Stop B83. Don’t send it back.', 'Don’t ship it. B83', 'Stop! Don’t send B83 back, I’ll keep it'],
  ],
  [
    'what is asked of a deed as of one that is done',
    ['Please refund B66. How long until it is on my card?', 'What do I want? I want my money back for B66'],
    [
      'Please refund B66 once it is on my card',
      'What do I want? To keep B66',
      'Refund B66. How long does it take? Or leave it',
    ],
  ],
  [
    'a question whether it may go somewhere, with the place',
    [
      'Can B83 go to my sister’s? 14 Mill Lane, 5000 Odense',
      'Kann B83 bitte zu meiner Tante? Mühlweg 3, 04109 Leipzig',
    ],
    [
      'Can B83 go to my sister’s?',
      'Can B83 go to another address? The current one is 14 Mill Lane, 5000 Odense',
      'Can my refund for B66 go to another account? My old one DE89370400440532013000 is closed',
      'Can B83 go to my sister’s? How much is it to 5000 Odense?',
    ],
  ],
  [
    'what is told right behind the order',
    ['please refund B66 the switch doesnt work', 'pls refund B66 it came without a bulb'],
    ['please refund B66 the refund isnt wanted'],
  ],
  [
    'a time that is told',
    ['Please send B83 to my uncle at 14 Mill Lane, 5000 Odense. I’m living there until the spring'],
    ['Please send B83 to my uncle at 14 Mill Lane, 5000 Odense. Not until the spring', 'Refund B66. Only until Friday'],
  ],
  [
    'what is wrong of an order, with what is right',
    ['The address of B83 is not correct. Correct is 14 Mill Lane, 5000 Odense'],
    ['The address of B83 is not correct', 'The address of B83 is not wrong. Correct is 14 Mill Lane, 5000 Odense'],
  ],
  [
    'an account that is gone',
    ['Please refund B66 to DE89370400440532013000. My old account is closed'],
    ['Please refund B66. My old account is closed', 'Bitte B66 erstatten, meine Karte ist gesperrt'],
  ],
  [
    'words behind it that may take it back',
    [
      'Refund B66 please. The parcel was behind schedule, and the lamp is broken.',
      'Erstattet mir bitte B66. Die Lampe brennt nicht, alles andere ist gut.',
      'I’d like to return B66 to you and have my money back. Please go ahead.',
    ],
    [
      'Refund B66 please! My nephew typed that, he got hold of the phone.',
      'Please send B66 again. Strike that, the neighbour has it.',
      'Cancel B83. No, carry on. I was only rehearsing.',
      'I want B66 refunded, or rather I thought so: we found it behind the couch.',
      'I’d like to return to your answer on B66, the wax.',
      'Please send again... the manual for B66, I lost it.',
      'Bitte erstattet mir B66. Unsinn, falscher Chat.',
      'B66 bitte nochmal schicken. Hab das Paket grad gefunden.',
      'Storniert bitte B83, diesen Satz hat mein Neffe diktiert, bitte nichts veranlassen.',
      'Ich möchte B66 erstattet haben. Aber wartet noch, bis meine Frau da ist.',
      'Erstattung B66 bitte ignorieren.',
      'Ich dachte, ich storniere B83 und nehme die größere.',
      'Zahlt mir B66 aus. War nur eine Wette.',
    ],
  ],
] as const) {
  for (const said of asking) test(`${form} asks: ${said}`, () => assert.equal(askedFor(said, BOTH), 'yes'))
  for (const said of others) test(`${form}: so does not ${said}`, () => assert.notEqual(askedFor(said, BOTH), 'yes'))
}
