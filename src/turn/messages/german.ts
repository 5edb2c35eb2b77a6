import { GERMAN_ANSWER_MESSAGES } from './german-answers.ts'
import { GERMAN_CARD_MESSAGES } from './german-cards.ts'
import { GERMAN_OUTCOME_MESSAGES } from './german-outcomes.ts'

/** `GERMAN_MESSAGES` of requests that wait, where no more may. */
const GERMAN_LIMIT_MESSAGES = {
  '{waiting} of your requests wait for a decision already, and no more may':
    '{waiting} Ihrer Anliegen warten bereits auf eine Entscheidung, und mehr dürfen es nicht sein',
  'These wait, the newest first:': 'Diese warten, das neueste zuerst:',
  'And {count} more.': 'Und {count} weitere.',
  'Taking one back makes room.': 'Wenn Sie eines zurücknehmen, ist wieder Platz.',
  'Take one back where you asked for it.': 'Nehmen Sie eines dort zurück, wo Sie es gesagt haben.',
  'A request to {agent}': 'Ein Anliegen an {agent}',
  '{plan} (in another conversation)': '{plan} (in einem anderen Gespräch)',
  'Take one back': 'Eines zurücknehmen',
  'Cancel that': 'Brich das ab',
  'Take back all of this conversation': 'Alle aus diesem Gespräch zurücknehmen',
  'Cancel all of them': 'Brich alles ab',
} as const

/**
 * German for what we say, by the English of it. What is left out in another language is said in English; a value stands
 * as `{name}`, and may be left out or moved.
 */
export const GERMAN_MESSAGES = {
  'Nothing was done': 'Es wurde nichts getan',
  'Nothing more was done': 'Weiter wurde nichts getan',
  'This can’t be done: {reasons}': 'Das geht nicht: {reasons}',
  'it isn’t allowed here': 'es ist hier nicht erlaubt',
  '{who} said no ({reason}).': '{who} hat abgelehnt ({reason}).',
  '{who} said no.': '{who} hat abgelehnt.',
  'This was turned down.': 'Das wurde abgelehnt.',
  'There was no yes from you in time.': 'Sie haben nicht rechtzeitig zugestimmt.',
  'All right, I’ve left it.': 'In Ordnung, ich habe es gelassen.',
  'What did you mean?': 'Was haben Sie gemeint?',
  'Nobody asked for this in so many words, so whoever wrote says yes to it first':
    'Ausdrücklich gewünscht hat das niemand; wer geschrieben hat, stimmt deshalb zuerst zu',
  'The planner had read this before it wrote the plan': 'Der Planer hatte das gelesen, bevor er den Plan schrieb',
  'What it goes by was looked up before it was written anew, and is looked up again with this yes':
    'Was ihm zugrunde liegt, wurde nachgesehen, bevor er neu geschrieben wurde, und wird mit diesem Ja noch einmal nachgesehen',
  'The planner read {what} before it wrote this': 'Der Planer hat {what} gelesen, bevor er das schrieb',
  'what it looked up': 'was er nachgesehen hat',
  '{count} more': '{count} weitere',
  'some of it reads like orders to a model': 'manches darin liest sich wie ein Befehl an ein Modell',
  'Talk to a person': 'Mit einem Menschen sprechen',
  'What our documents say about it': 'Was unsere Unterlagen dazu sagen',
  'Whoever asked for this says yes to it first': 'Wer das gewünscht hat, stimmt zuerst zu',
  'Nobody knows any more what was asked for, so whoever asked says yes to it first':
    'Was gewünscht war, weiß niemand mehr; wer es gewünscht hat, stimmt deshalb zuerst zu',
  'Nobody answered in time.': 'Niemand hat rechtzeitig geantwortet.',
  'Not everybody who was asked answered in time.': 'Nicht alle Gefragten haben rechtzeitig geantwortet.',
  'Ask again if you still need it.': 'Bitte fragen Sie noch einmal, wenn Sie es weiterhin brauchen.',
  'You took this back.': 'Sie haben das zurückgenommen.',
  'This no longer applies.': 'Das trifft nicht mehr zu.',
  'This isn’t finished yet.': 'Das ist noch nicht abgeschlossen.',
  'I stopped at step {step} of {of}: {why}.': 'Ich habe bei Schritt {step} von {of} angehalten: {why}.',
  'I stopped at step {step} of {of}. {why}': 'Ich habe bei Schritt {step} von {of} angehalten. {why}',
  'Nothing of it stays done.': 'Nichts davon bleibt bestehen.',
  'This was done:': 'Das wurde getan:',
  'This was done and taken back:': 'Das wurde getan und zurückgenommen:',
  'This was not done:': 'Das wurde nicht getan:',
  'What I tried to take back and couldn’t, stays done: {why}.':
    'Was ich zurücknehmen wollte und nicht konnte, bleibt getan: {why}.',
  'What I tried to take back and couldn’t, stays done. {why}':
    'Was ich zurücknehmen wollte und nicht konnte, bleibt getan. {why}',
  'Nobody knows yet whether this happened:': 'Noch weiß niemand, ob das geschehen ist:',
  'number {id}': 'Nummer {id}',
  'it didn’t work': 'es hat nicht funktioniert',
  'it was refused there': 'es wurde dort abgelehnt',
  'nobody answered there': 'dort hat niemand geantwortet',
  'there was too much to do there': 'dort war zu viel zu tun',
  'nobody has answered there for a while': 'dort antwortet seit einer Weile niemand',
  'its tool isn’t the one that was approved any more': 'das Werkzeug ist nicht mehr das, das genehmigt wurde',
  'it needs the rights of who asked, and their sign-in has ended':
    'es braucht Ihre eigenen Rechte, und Ihre Anmeldung ist abgelaufen',
  'it needs the rights of who asked, and none were given':
    'es braucht Ihre eigenen Rechte, und ich habe keine bekommen',
  'the people who run this have stopped it for now': 'es wurde vom Betreiber vorerst angehalten',
  'the people who run this have to look at a change of its tool first':
    'der Betreiber muss erst eine Änderung an seinem Werkzeug ansehen',
  'its tool doesn’t take what it was to be called with':
    'das Werkzeug nimmt nicht an, womit es aufgerufen werden sollte',
  'its tool isn’t offered any more': 'das Werkzeug wird nicht mehr angeboten',
  'what it needs from the step before isn’t there': 'was es vom Schritt davor braucht, ist nicht da',
  'what the step before returned may not be used for it':
    'was der Schritt davor ergeben hat, darf dafür nicht verwendet werden',
  'it didn’t happen': 'es ist nicht geschehen',
  'a person has taken this conversation': 'ein Mensch hat dieses Gespräch übernommen',
  'it isn’t what was approved any more': 'es ist nicht mehr das, was genehmigt wurde',
  'The plan for this is gone.': 'Den Plan dafür gibt es nicht mehr.',

  // Several wishes in one message.
  'I take these one after the other: {wishes}.': 'Ich nehme mir das nacheinander vor: {wishes}.',
  'Next: {wish}.': 'Weiter geht es mit {wish}.',
  'I have no procedure for that, so nothing was done.': 'Dafür habe ich kein Verfahren, deshalb wurde nichts getan.',
  'I haven’t done this: {wishes}. Say it again if you still want it.':
    'Das habe ich nicht getan: {wishes}. Bitte sagen Sie es noch einmal, wenn Sie es weiterhin möchten.',
  'This may ask for {what}.': 'Damit ist vielleicht {what} gemeint.',
  'What is longer than {most} characters counts as a text that you pass on, so I take no order from it.':
    'Was länger als {most} Zeichen ist, zählt als Text, den Sie weitergeben; daraus nehme ich keinen Auftrag.',
  'If these are your own words, send them in fewer, or press “This is my own request” where you see it.':
    'Wenn es Ihre eigenen Worte sind: Schreiben Sie es kürzer, oder drücken Sie „Das ist mein eigener Auftrag“, wo Sie es sehen.',
  'That is between you and me, so it isn’t answered where others read it. Write to me directly.':
    'Das bleibt zwischen Ihnen und mir und wird nicht beantwortet, wo andere mitlesen. Schreiben Sie mir direkt.',
  'I can’t tell whether this mail comes from whom it names, so by mail I only say what everybody may read. Sign in and ask me there.':
    'Ob diese Mail von dem kommt, der darin steht, kann ich nicht erkennen; deshalb sage ich per Mail nur, was alle lesen dürfen. Melden Sie sich an, und fragen Sie mich dort.',
  'That is more at once than I can keep apart. Nothing was done. Please say it in several messages, ten things at most in each.':
    'Das ist mehr auf einmal, als ich auseinanderhalten kann. Es wurde nichts getan. Bitte teilen Sie es auf mehrere Nachrichten auf, mit höchstens zehn Dingen in jeder.',

  // What is said of a plan that is open in the thread.
  'There is no plan of yours that waits here.': 'Hier wartet kein Plan von Ihnen.',
  'Several of your requests are open here. Which one do you mean?':
    'Hier sind mehrere Ihrer Anliegen offen. Welches meinen Sie?',
  'I’ve taken this back, and nothing of it was done: {plan}.':
    'Das habe ich zurückgenommen, und nichts davon wurde getan: {plan}.',
  'This can’t be taken back any more: {plan}.': 'Das lässt sich nicht mehr zurücknehmen: {plan}.',
  'I haven’t begun the other instead of it.': 'Das andere habe ich nicht begonnen.',
  'I’ve left that out. What waits now is: {plan}.': 'Das habe ich weggelassen. Jetzt wartet: {plan}.',
  'I’ve left that out.': 'Das habe ich weggelassen.',
  'The rest needs it, so it can’t be left out by itself. As before, this waits: {plan}.':
    'Der Rest braucht es, deshalb lässt es sich nicht allein weglassen. Wie vorher wartet: {plan}.',
  'This waits for an answer: {plan}.': 'Das wartet auf eine Antwort: {plan}.',
  'All of them': 'Alle',
  'Several of your requests wait for your yes here. Which one do you say yes to?':
    'Hier warten mehrere Ihrer Anliegen auf Ihr Ja. Welchem stimmen Sie zu?',
  'Several of your requests wait for your yes here. Which one do you say no to?':
    'Hier warten mehrere Ihrer Anliegen auf Ihr Ja. Welches lehnen Sie ab?',
  'I take this as your yes to: {plan}.': 'Das nehme ich als Ihr Ja dazu: {plan}.',
  'I take this as your no to: {plan}.': 'Das nehme ich als Ihr Nein dazu: {plan}.',
  'Somebody else is asked about it, too.': 'Dazu wird noch jemand anderes gefragt.',
  'This isn’t what you saw any more. What waits for your yes or no now is: {plan}.':
    'Das ist nicht mehr, was Sie gesehen haben. Auf Ihr Ja oder Nein wartet jetzt: {plan}.',
  'Your yes wasn’t taken: {why}. As before, this waits: {plan}.':
    'Ihr Ja zählt noch nicht: {why}. Wie vorher wartet: {plan}.',
  'This waits for your yes or no: {plan}.': 'Das wartet auf Ihr Ja oder Nein: {plan}.',
  'Your yes has a condition, so I haven’t taken it. As before, this waits: {plan}.':
    'An Ihrem Ja hängt eine Bedingung, darum habe ich es nicht genommen. Es wartet weiter: {plan}.',
  'Nothing has been done yet.': 'Noch ist nichts geschehen.',
  'Read it and say yes or no here: {link}': 'Lesen Sie es und sagen Sie hier Ja oder Nein: {link}',
  'How it stands is here: {link}': 'Wie es steht, sehen Sie hier: {link}',
  'Others are asked about this, and it waits for them: {plan}. To take it back, say “cancel that”.':
    'Dazu sind andere gefragt, und es wartet auf sie: {plan}. Wenn Sie es zurücknehmen möchten, sagen Sie „brich das ab“.',
  'You asked for this already, and it waits: {plan}. If you want it once more, say so with “again”.':
    'Darum haben Sie schon gebeten, und es wartet: {plan}. Wenn Sie es ein weiteres Mal möchten, sagen Sie es mit „noch einmal“.',

  // Why a plan came to nothing.
  'The rule that I go by for this isn’t in our documents as I know it. Nothing was done. The people who run this have to look at it first.':
    'Die Regel, nach der ich hier vorgehe, steht nicht so in unseren Unterlagen, wie ich sie kenne. Es wurde nichts getan. Der Betreiber muss das zuerst ansehen.',
  'What I need for this can’t be used as it is. Nothing was done. Trying again won’t help; the people who run this have been told.':
    'Was ich dafür brauche, ist so nicht verwendbar. Es wurde nichts getan. Es noch einmal zu versuchen hilft nicht; wer das hier betreibt, weiß Bescheid.',
  'I couldn’t look up what I needed just now. Nothing was done. Please try again in a little while.':
    'Ich konnte gerade nicht nachsehen, was ich brauche. Es wurde nichts getan. Bitte versuchen Sie es in einer Weile noch einmal.',
  'I would have to look at something that a person must allow first. Nothing was done.':
    'Dafür müsste ich etwas ansehen, was erst ein Mensch erlauben muss. Es wurde nichts getan.',
  'I would have to look at something that I’m not allowed to see. Nothing was done.':
    'Dafür müsste ich etwas ansehen, was ich nicht sehen darf. Es wurde nichts getan.',
  'This took more steps than I’m allowed to take. Nothing was done.':
    'Das hat mehr Schritte gebraucht, als ich machen darf. Es wurde nichts getan.',
  'The procedure for this stopped itself. Nothing was done.':
    'Das Verfahren dafür hat sich selbst angehalten. Es wurde nichts getan.',
  'For this I need your e-mail address, and none is verified for your account. Nothing was done.':
    'Dafür brauche ich Ihre E-Mail-Adresse, und für Ihr Konto ist keine bestätigt. Es wurde nichts getan.',
  'Something went wrong while I worked this out. Nothing was done.':
    'Beim Ausarbeiten ist etwas schiefgegangen. Es wurde nichts getan.',
  'What I need for this has been stopped for now by the people who run this. Nothing was done.':
    'Was ich dafür brauche, hat der Betreiber vorerst angehalten. Es wurde nichts getan.',
  'What I need for this works differently now, and the people who run this have to look at it first. Nothing was done.':
    'Was ich dafür brauche, arbeitet jetzt anders, und der Betreiber muss das zuerst ansehen. Es wurde nichts getan.',
  'What this needs works differently now, and the people who run this have to look at it first. Nothing was done.':
    'Was dafür gebraucht wird, arbeitet jetzt anders, und der Betreiber muss das zuerst ansehen. Es wurde nichts getan.',
  'For this I act with your own rights, and your sign-in has ended. Nothing was done. Sign in again, then ask again.':
    'Dafür handle ich mit Ihren eigenen Rechten, und Ihre Anmeldung ist abgelaufen. Es wurde nichts getan. Bitte melden Sie sich neu an und fragen Sie dann noch einmal.',
  'For this I act with your own rights, and I was given none. Nothing was done. Please tell the people who run this.':
    'Dafür handle ich mit Ihren eigenen Rechten, und ich habe keine bekommen. Es wurde nichts getan. Bitte sagen Sie dem Betreiber Bescheid.',
  'For this I need a model to read a text, and none is set up here. Nothing was done.':
    'Dafür brauche ich ein Sprachmodell, das einen Text liest, und hier ist keines eingerichtet. Es wurde nichts getan.',
  'I couldn’t make out what I needed from a text. Nothing was done. A person can look at it.':
    'Aus einem Text konnte ich nicht herauslesen, was ich brauche. Es wurde nichts getan. Ein Mensch kann es ansehen.',
  'For this a model would have to read what is kept from models. Nothing was done.':
    'Dafür müsste ein Sprachmodell lesen, was Sprachmodellen nicht gegeben wird. Es wurde nichts getan.',
  'A text that I have to read for this is too long for me. Nothing was done.':
    'Ein Text, den ich dafür lesen muss, ist zu lang für mich. Es wurde nichts getan.',
  'This took more questions to a model than I may ask. Nothing was done.':
    'Das hat mehr Fragen an ein Sprachmodell gebraucht, als ich stellen darf. Es wurde nichts getan.',
  'The model that reads texts for me doesn’t answer just now. Nothing was done. Please try again in a little while.':
    'Das Sprachmodell, das für mich Texte liest, antwortet gerade nicht. Es wurde nichts getan. Bitte versuchen Sie es in einer Weile noch einmal.',
  'Our documents don’t say what I went by. Nothing was done. A person can look at it.':
    'In unseren Dokumenten steht nicht, wonach ich mich gerichtet habe. Es wurde nichts getan. Ein Mensch kann es sich ansehen.',
  'What I went by isn’t in our documents, or isn’t yours to see. Nothing was done.':
    'Wonach ich mich gerichtet habe, steht nicht in unseren Dokumenten, oder es ist nicht für Sie bestimmt. Es wurde nichts getan.',
  'I have nothing to do that with. Nothing was done.': 'Dafür habe ich kein Werkzeug. Es wurde nichts getan.',
  'That isn’t something I may do. Nothing was done.': 'Das darf ich nicht tun. Es wurde nichts getan.',
  'I couldn’t tell what to do. Nothing was done. Please say it in other words.':
    'Ich habe nicht verstanden, was ich tun soll. Es wurde nichts getan. Bitte sagen Sie es in anderen Worten.',
  'I found no {noun} with {what}.': 'Nichts gefunden ({noun}) mit {what}.',
  'I found no {noun} that fits.': 'Nichts Passendes gefunden ({noun}).',
  'I found no {noun}.': 'Nichts gefunden ({noun}).',
  'I found nothing where I looked: “{title}”.': 'Dort war nichts zu finden: „{title}“.',
  'I looked here: “{title}”.': 'Gesucht wurde hier: „{title}“.',
  'I looked, and found nothing to do. Nothing was done.':
    'Ich habe nachgesehen und nichts zu tun gefunden. Es wurde nichts getan.',
  'I tried to work out how to do this, and couldn’t.':
    'Ich habe versucht, einen Weg zu finden, und es ist mir nicht gelungen.',
  'It failed at “{title}”.': 'Gescheitert ist es hier: „{title}“.',
  'What I wrote down for it wasn’t in order.': 'Was ich dafür aufgeschrieben hatte, war nicht in Ordnung.',
  'Something that I needed wasn’t there.': 'Etwas, das ich brauchte, war nicht da.',
  'A list that I needed something of was empty.': 'Eine Liste, aus der ich etwas brauchte, war leer.',
  'What I needed as a number was none.': 'Was ich als Zahl brauchte, war keine.',
  'What I needed as a date was none.': 'Was ich als Datum brauchte, war keines.',
  'I was refused there.': 'Dort wurde ich abgewiesen.',
  'It took more steps than I’m allowed to take.': 'Es hätte mehr Schritte gebraucht, als ich machen darf.',
  'Nothing was done.': 'Es wurde nichts getan.',
  'I tried to work out how to do this, and couldn’t. Nothing was done.':
    'Ich habe versucht herauszufinden, wie das geht, und konnte es nicht. Es wurde nichts getan.',
  'I can’t work this out just now. Nothing was done. What I have a set procedure for still works.':
    'Das kann ich gerade nicht ausarbeiten. Es wurde nichts getan. Wofür ich ein festes Verfahren habe, das geht weiterhin.',
  'You can try again later.': 'Sie können es später noch einmal versuchen.',
  'If you ask for a person, a {role} will take it from here.':
    'Wenn Sie nach einem Menschen fragen, übernimmt: {role}.',
  'If you ask for a person, I pass it on to a {role}.':
    'Wenn Sie nach einem Menschen fragen, gebe ich es weiter an: {role}.',
  'The plan isn’t the one that was judged any more ({field} differs).':
    'Der Plan ist nicht mehr der, der geprüft wurde ({field} ist anders).',
  "The plan isn't the one that was judged ({field} differs). Nothing was done.":
    'Der Plan ist nicht der, der geprüft wurde ({field} ist anders). Es wurde nichts getan.',
  'What this was approved with was changed meanwhile by the people who run this, so I went no further.':
    'Womit das genehmigt wurde, hat der Betreiber inzwischen geändert, deshalb bin ich nicht weitergegangen.',
  'What I would have done this by has been taken away by the people who run this. Nothing was done.':
    'Wonach ich das getan hätte, hat der Betreiber inzwischen entfernt. Es wurde nichts getan.',
  'This is done in another way now and needs to know other things. Nothing was done. Please ask for it again.':
    'Das geht inzwischen anders und braucht andere Angaben. Es wurde nichts getan. Bitte sagen Sie es noch einmal.',
  'Whoever approved this may not approve it any more.': 'Wer das genehmigt hat, darf es nicht mehr genehmigen.',
  'What would take a step back isn’t what was approved any more ({field} differs).':
    'Was einen Schritt zurücknehmen würde, ist nicht mehr das, was genehmigt wurde ({field} ist anders).',
  'Something changed while this waited, so it no longer applies. Nothing was done.':
    'Während das wartete, hat sich etwas geändert, deshalb trifft es nicht mehr zu. Es wurde nichts getan.',
  'This can’t be done here': 'Das geht hier nicht',
  'A step touches something that isn’t yours': 'Ein Schritt betrifft etwas, das nicht Ihnen gehört',
  ...GERMAN_LIMIT_MESSAGES,
  ...GERMAN_OUTCOME_MESSAGES,
  ...GERMAN_ANSWER_MESSAGES,

  // What may be said in the place of what wasn't meant: its button, and the message that it sends.
  'What do your documents say about {words}?': 'Was steht in Ihren Unterlagen zu {words}?',
  'I want to talk to a person': 'Ich möchte mit einem Menschen sprechen',

  ...GERMAN_CARD_MESSAGES,
} as const
