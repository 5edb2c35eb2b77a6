import { phrases, words } from './lists.ts'
import type { FormWords } from './form-words.ts'

export const GERMAN_FORMS: FormWords = {
  asks: phrases(`
    ich moechte, moechte ich, ich will, will ich, ich haette, haette ich, ich wuerde, wuerde ich, ich brauche,
    brauche ich, ich benoetige, ich braeuchte, ich bitte um, bitte um, um, ich bitte sie, ich wuensche,
    ich verlange, ich beantrage, beantrage ich, wir moechten, moechten wir, wir haetten, wir wollen,
    wir brauchen, gib mir, geben sie mir, gebt mir`),
  askingYou: phrases(`
    koennen sie, koennten sie, kannst du, koenntest du, koennt ihr, koenntet ihr, wuerden sie, wuerdest du,
    wuerdet ihr`),
  hopes: phrases('kann ich, koennte ich, kriege ich, bekomme ich, koennen wir, koennten wir, darf ich'),
  please: words('bitte pls plz'),
  before: phrases(`
    hallo, hi, hey, guten tag, guten morgen, guten abend, moin, servus, gruess gott, gruezi, sehr geehrte,
    sehr geehrter, liebe, lieber, liebes, ja, ok, okay, also, so, und, dann, entschuldigung, mahlzeit`),
  after: phrases(`
    danke, danke schoen, vielen dank, besten dank, herzlichen dank, danke sehr, merci, danke dir,
    vielen lieben dank, danke im voraus, vielen dank im voraus, danke vorab, gruss, gruesse, tschuess, lg, mfg,
    vg, viele gruesse, liebe gruesse, mit freundlichen gruessen, freundliche gruesse, beste gruesse,
    danke fuer die muehe, vielen dank fuer die muehe, danke fuer ihre hilfe, vielen dank fuer ihre hilfe,
    schoenen tag, schoenen tag noch, ihnen, euch, dir`),
  greeted: words('team damen und herren herr frau zusammen leute alle ihr support kundenservice kundendienst shop'),
  soon: phrases(`
    jetzt, sofort, gleich, heute, umgehend, schnell, mal, einfach, gern, gerne, direkt,
    so schnell wie moeglich, schnellstmoeglich`),
  small: words(`
    der die das den dem des ein eine einen einem einer eines mein meine meinen meinem meiner meines unser
    unsere unseren unserer diese diesen dieser dieses mir mich uns es ihn sie ihnen du ihr fuer von zu zum zur
    aus auf in im an am mit bei nach ueber bestellung bestellungen nummer nr nr. bestellnummer order auftrag
    haben werden lassen`),
  articles: words(`
    der die das den dem des ein eine einen einem einer mein meine meinen meinem meiner unser unsere unseren
    diese diesen dieser dieses`),
  indefinite: words('ein eine einen einem einer eines'),
  of: words('aus von in bei'),
  joins: phrases('und, sowie, &, ausserdem, und dann, und auch, und ausserdem'),
  denies: words(`
    nicht kein keine keinen keinem keiner keines nie niemals nichts ohne nein ne nee noe doch weder niemand
    stopp halt`),
  wonders: words(`
    wenn falls sofern sobald ob bis solange oder entweder vielleicht eventuell evtl womoeglich sollte sollten
    koennte wuerde waere wuerden angenommen sonst gegebenenfalls ggf kostenlos gratis umsonst`),
  limits: words('nur bloss haelfte teil teilweise rest'),
  turns: words(`
    aber jedoch allerdings statt anstatt stattdessen sondern ausser andere anderen anderes anderer anders
    lieber doppelt zweimal vergiss ignoriere ignorieren`),
  speaks: words(`
    uebersetze uebersetzen korrigiere korrigieren fasse schreibe schreiben lies lesen sagt sagte sagen
    erklaeren fragen gefragt nachricht text`),
  tells: words(`
    ich wir er man ist sind war waren bin wurde wurden worden hat habe hatte hatten haben wird kam kamen ging
    bekam bekommen erhielt erhalten kaufte bestellt bezahlt weil denn da was wer welche welcher welches schon
    bereits noch gestern morgen spaeter naechste letzte vorher nachher muss soll sollen seine ihre ihren deren`),
  questions: words(`
    wie was wann wo woher wohin warum wieso weshalb wer wessen welche welcher welches gibt ist sind war kann
    koennen darf geht muss habt haben hat liefert liefern bekomme kriege`),
  factual: phrases(`
    wie lange, wie viel, wieviel, wie viele, wie schnell, wie oft, wie kann ich, wie geht, wann, wo, welche,
    welcher, welches, was kostet, was kosten, was ist, was sind, was passiert, gibt es, habt ihr, haben sie,
    liefert ihr, liefern sie, versendet ihr, muss ich, kann ich`),
  yes: phrases(`
    ja, j, jo, jep, jup, jawohl, joa, jap, ok, okay, klar, genau, richtig, korrekt, stimmt, passt, sicher,
    gerne, gern, in ordnung, einverstanden, natuerlich, freilich, selbstverstaendlich, so ist es,
    auf jeden fall, unbedingt, bestaetigt, ich bestaetige, ich stimme zu, bin dabei, mach das, machen sie das,
    mach es, machen sie, tu das, tun sie das, los, los gehts, nur zu, mach, so machen, bitte so, ausfuehren,
    durchfuehren, leg los, legen sie los, einfach machen, machen sie nur, mach nur, abgemacht, bestaetige ich, stimme ich zu, alles klar,
    geht klar, nichts dagegen, keine einwaende, kein einwand, waere gut, waere super, waere toll, waere nett,
    waere schoen, waere prima, koennen sie machen, kannst du machen, koennen sie so machen, meinetwegen,
    von mir aus, genehmigt, freigegeben, freigabe erteilt`),
  heard: phrases('ok, okay, klar, passt, richtig, stimmt, in ordnung'),
  no: phrases('nein, ne, nee, noe, lieber nicht, besser nicht, nicht jetzt, bloss nicht, auf keinen fall, doch nicht'),
  takesBack: phrases(`
    vergiss es, vergessen sie es, vergiss das, lass es, lassen sie es, lass gut sein, lass mal, lass das,
    anders ueberlegt, hat sich erledigt, behalte sie, behalte ihn, behalte es, nicht mehr noetig, doch nicht,
    lassen wir das, lassen sie das, abbrechen, stopp, schon gut, nicht machen`),
  hesitates: words('warte oh ach eigentlich moment'),
  soft: phrases(`
    ich, habe, habs, ist, das, so, alles, bin, damit, genau, richtig, korrekt, ok, gut, es, machen, sie, doch,
    dann, passt, stimmt, ordnung, geht, klar, betrag, wie, beschrieben, sehr, eigentlich, sorry, moment, warte,
    ach, oh, lieber, behalte, will, moechte, wollte, mir, waere, recht, super, nett, also, endlich, soll, hin,
    mal, prima, perfekt, gut so, schon, wir, sind, mich, gemeint, hatte, meine, wie geschrieben, nur zu`),
  asksToTell: phrases('sag mir, sagen sie mir, wissen sie, weisst du'),
  isVerbLast: true,
  past: /^(?:\p{L}*ge\p{L}{3,}(?:t|en)|\p{L}{3,}iert|\p{L}{3,}tet|\p{L}{4,}(?:kt|zt))$/u,
  endings: words('e en n er es em s t et est st'),
}
