/** What a language in Latin letters is known by. */
export interface Profile {
  /** Its frequent words, and those that people write to a shop, in small letters without apostrophes. */
  readonly words: ReadonlySet<string>
  /** Pieces that its words are made of and others' seldom are; `^` and `$` are a word's ends. */
  readonly pieces: RegExp
}

/** By code. A language that an agent is to speak, and that isn't here, is added with a line. */
export const PROFILES: Readonly<Record<string, Profile>> = {
  en: profile(
    `the a an and or but if of to in on at for from with without by about into is are was were be been am do does did
    done have has had can could will would shall should may might must not no yes i me my mine you your yours he she it
    its we us our they them their this that these those there here what which who whom whose when where why how im ive
    id dont doesnt didnt cant wont isnt wasnt please thanks thank hello hi hey want need get got give take make send
    sent back money order orders refund refunded return parcel arrived broken cancel change address still never any
    some all just only also too again now then than very much many more most out up down off over after before
    because so as like ordered bought paid pay got wrong new another one two first last order yet today tomorrow
    yesterday account bank damaged late help somebody person whats wheres hasnt havent lets instead next week monday
    tuesday wednesday thursday friday saturday sunday january february march june july october december sorry who`,
    '^th th$ wh ght ing$ tion ould oo ee^ ck$ ^sh ^y ly$ ment$ ow$ ea ed$ ay$',
  ),
  de: profile(
    `der die das den dem des ein eine einen einem einer eines und oder aber wenn ob dass daß von zu zum zur in im an am
    auf für aus mit ohne bei nach vor über unter um ist sind war waren bin bist sein wäre habe hab hast hat haben hatte
    kann kannst können könnte könnten könntest konnte wird werden wurde wurden würde würden soll sollte muss muß darf
    mag möchte möchten will willst wollen nicht kein keine keinen keiner nein ja ich mich mir mein meine meinen meinem
    meiner du dich dir dein deine er sie es wir uns unser unsere ihr ihre ihnen ihm sich dies diese diesen dieser dieses
    jener da dort hier was welche welcher welches wer wen wem wann wo warum wieso wie bitte danke dank vielen hallo guten
    gute tag morgen abend moin servus brauche bekommen bekomme geben gib nehmen machen mach schicken geschickt zurück
    geld bestellung bestellungen bestellt erstatten erstattung erstatte rückgabe paket angekommen kaputt stornieren
    storniere ändern ändere adresse noch nie nichts etwas alle nur auch wieder jetzt dann als sehr viel mehr schon
    gestern heute übermorgen doch denn weil also damit mal konto beschädigt defekt spät hilfe jemand mensch lieber
    statt sondern rückerstattung nächste nächsten nächster woche montag dienstag mittwoch donnerstag freitag samstag
    sonntag januar februar märz mai juni juli oktober dezember storno gekauft bezahlt zahlen falsch neue neuen andere anderen eins zwei erste letzte ab fuer koennen
    moechte zurueck aendern`,
    'ung$ ungen$ heit$ keit$ lich$ isch$ sch ch$ cht ^ge ^ver ^be ^zu pf tz ä ö ü ß ^ein eit$ ück ieren$ iere$ stell nde$ ach$ ig$ rück tt$ ^auf ^aus',
  ),
  fr: profile(
    `le la les l un une des du de d et ou mais si que qui quoi dont où a à au aux en dans sur sous pour par avec sans
    chez est sont était suis es être été ai as avons avez ont avait peux peut pouvez pourriez voudrais veux veut vais va
    aller faire fait ne pas plus jamais rien non oui je me moi mon ma mes tu te toi ton ta tes il elle nous notre nos
    vous votre vos ils elles leur leurs ce cet cette ces ça cela ci y quand comment pourquoi combien quel quelle quels
    quelles merci bonjour salut svp plaît plait commande commandes colis rembourser remboursement retour argent livraison
    toujours encore très aussi bien reçu arrivé cassé annuler changer adresse aujourdhui demain hier est-ce jai nai cest
    quil quelle jaimerais lampe compte`,
    'eux$ ement$ tion$ eau ç ê è œ ^qu oir$ ez$ aux$ ^d ier$ ais$',
  ),
  es: profile(
    `el la los las un una unos unas de del y e o u pero si que qué quien quién cual cuál donde dónde cuando cuándo cómo
    como por para con sin sobre en entre desde hasta a al es son era fue soy eres estoy está están estaba ser estar he has
    ha hemos han había puedo puede pueden podría quiero quiere quisiera quería necesito hacer hago no sí ni nunca nada
    yo me mi mis mí tú te tu tus él ella nosotros nos nuestro ustedes usted su sus lo le les se este esta estos estas ese
    esa eso esto gracias hola buenos buenas días tardes favor pedido pedidos paquete reembolso devolver devolución dinero
    llegado llegó roto cancelar cambiar dirección todavía aún también muy más ya hoy mañana ayer cuenta lámpara`,
    'ción$ ñ ¿ ¡ dad$ mente$ ll ado$ ido$ ero$ ^qu uen ie^ á í ó',
  ),
  it: profile(
    `il lo la i gli le un uno una di del dello della dei degli delle e o ma se che chi cosa quale quali dove quando come
    perché perche per con senza su sul sulla in nel nella da dal dalla a al alla ai è sono era sei siamo essere ho hai ha
    abbiamo avete hanno avevo posso può puoi potete potrei vorrei voglio vuole devo fare fatto non mai niente nulla sì no
    io mi me mio mia miei mie tu ti tuo tua lui lei noi ci nostro voi vi vostro loro suo sua questo questa questi queste
    quello quella grazie ciao buongiorno salve prego favore ordine ordini pacco rimborso rimborsare restituire soldi
    arrivato arrivata rotto rotta annullare cambiare indirizzo ancora anche molto più già oggi domani ieri conto lampada`,
    'zione$ gli cch ggi zz ità$ ^qu are$ ere$ ato$ ata$ uto$ mente$ à$ ò$',
  ),
  pt: profile(
    `o a os as um uma uns umas de do da dos das e ou mas se que quem qual quais onde quando como por porque para com sem
    sobre em no na nos nas entre desde até ao à é são era foi sou está estão estava ser estar tenho tem têm temos tinha
    posso pode podem poderia quero quer queria gostaria preciso fazer faço não sim nunca nada eu me meu minha meus minhas
    tu te teu ele ela nós nosso você vocês vós seu sua seus suas isto isso este esta esse essa obrigado obrigada olá bom
    dia boa tarde favor encomenda pedido pedidos pacote reembolso devolver devolução dinheiro chegou quebrado cancelar
    mudar alterar endereço morada ainda também muito mais já hoje amanhã ontem conta candeeiro`,
    'ção$ ções$ ã õ lh nh ç ê$ ^qu inho$ dade$ ou$ eiro$ mente$',
  ),
  nl: profile(
    `de het een en of maar als dat die dit deze van voor naar met zonder bij op in uit aan om over onder door is zijn was
    waren ben bent heb hebt heeft hebben had kan kunt kunnen kon zou zouden zal wil wilt willen moet moeten mag graag niet
    geen nooit niets ja nee ik mij me mijn jij je jou jouw u uw hij zij ze wij we ons onze jullie hun wat welke wie waar
    wanneer waarom hoe alstublieft aub dank bedankt hallo goedendag bestelling bestellingen bestelde pakket terug
    terugbetaling geld terugsturen aangekomen kapot annuleren wijzigen adres nog ook weer nu dan zeer veel meer al
    vandaag morgen gisteren rekening lamp er hier daar`,
    'ij oe^ aa uu ^ge ing$ heid$ lijk$ oor$ eren$ sch ijk oo^ dt$ ^ver cht',
  ),
  pl: profile(
    `i a w z na do od za po przy dla bez przed o u że czy ale lub jak co kto gdzie kiedy dlaczego jest są był była było
    być mam masz ma mamy mają mogę może możesz chcę chce chciałbym chciałabym proszę nie tak nigdy nic ja mnie mi mój
    moja moje mojego mojej ty ciebie twój on ona my nas nasz wy pan pani ten ta to tego tej te się sobie dzień dobry
    dziękuję cześć zamówienie zamówienia zamówieniu paczka paczki zwrot zwrócić pieniądze pieniędzy przyszła uszkodzona
    anulować zmienić adres jeszcze już też także bardzo więcej dziś jutro wczoraj konto konta lampa`,
    'ł ż ą ę ś ć ź ń sz cz rz ^prz owa ego$ ie$',
  ),
  sv: profile(
    `och att det den en ett i på av för med till från om utan vid är var vara har hade kan kunde vill skulle ska måste
    får inte ingen aldrig ja nej jag mig min mitt mina du dig din ditt han hon vi oss vår ni er de dem som vad vilken vem
    var när varför hur tack snälla hej beställning beställningen paket paketet återbetalning pengar tillbaka kommit trasig
    avbeställa ändra adress än också mycket mer nu idag imorgon igår konto här där detta`,
    'å ä^ ö^ ^å skj ning$ ningen$ ck ör$ ar$ ^åter igt$',
  ),
  da: profile(
    `og at det den en et i på af for med til fra om uden ved er var være har havde kan kunne vil ville skal skulle må få
    ikke ingen aldrig ja nej jeg mig min mit mine du dig din dit han hun vi os vores i jer de dem som hvad hvilken hvem
    hvor hvornår hvorfor hvordan tak venligst hej bestilling ordre pakke pakken refusion refundering penge tilbage
    ankommet ødelagt annullere ændre adresse endnu også meget mere nu dag morgen går konto her der dette gerne`,
    'æ ø å hv ^gen ende$ igt$ elsen$ ning$',
  ),
  nb: profile(
    `og at det den en et ei i på av for med til fra om uten ved er var være har hadde kan kunne vil ville skal skulle må
    få ikke ingen aldri ja nei jeg meg min mitt mine du deg din ditt han hun vi oss vår dere de dem som hva hvilken hvem
    hvor når hvorfor hvordan takk vennligst hei bestilling bestillingen ordre pakke pakken refusjon penger tilbake kommet
    ødelagt avbestille endre adresse ennå også mye mer nå dag morgen går konto her der dette gjerne`,
    'æ ø å hv sjon$ ende$ igt$ elsen$ ning$ kj',
  ),
  fi: profile(
    `ja tai mutta jos että on ovat oli olivat olen olet olla en et ei emme eivät minä minun minut minulle sinä sinun hän
    me meidän te teidän tämä tuo se ne mikä mitä kuka missä milloin miksi miten kuinka kiitos hei moi ole hyvä voi voiko
    voitteko voin haluan haluaisin pitää tilaus tilaukseni tilauksen paketti pakettini palautus palauttaa rahat takaisin
    saapunut rikki peruuttaa muuttaa osoite vielä myös hyvin enemmän nyt tänään huomenna eilen tili`,
    'ää yy uu aa ii ssa$ ssä$ lla$ llä$ sta$ stä$ ksi$ nen$ ön$',
  ),
  cs: profile(
    `a i v ve na do od z ze za po pro bez před o u s se si že zda ale nebo jak co kdo kde kdy proč je jsou byl byla bylo
    být mám máš má máme mají mohu můžu můžete může chci chce chtěl chtěla bych prosím ne ano nikdy nic já mě mi můj moje
    mou ty tebe tvůj on ona my nás náš vy vás váš ten ta to toho této dobrý den děkuji díky ahoj objednávka objednávku
    objednávky balík vrátit vrácení peníze zpět přišel rozbitá rozbitý zrušit změnit adresu ještě už také velmi více dnes
    zítra včera účet`,
    'ě ř ů ž č š ý ^př ou$ ní$ ého$',
  ),
  tr: profile(
    `ve veya ama ile için gibi kadar bir bu şu o ne nasıl neden niçin nerede nereye kim hangi ne zaman var yok değil mi mı
    mu mü ben benim bana beni sen senin siz sizin biz bizim evet hayır lütfen teşekkürler teşekkür ederim merhaba selam
    istiyorum istiyor isterim olabilir yapabilir misiniz edebilir sipariş siparişim siparişimi siparişi paket para paramı
    iade geri gelmedi geldi kırık iptal değiştirmek adres hala henüz da de çok daha şimdi bugün yarın dün hesap`,
    'ş ğ ı ^iç yor iyor ler$ lar$ ^öz ım$ im$ dım$ mek$ mak$',
  ),
  ro: profile(
    `și si sau dar dacă că de la în pe pentru cu fără din despre este sunt era fost fi am ai are avem aveți au pot poate
    puteți vreau vrea aș dori trebuie nu da niciodată nimic eu mă mie meu mea mei tu tău el ea noi nostru voi vă
    dumneavoastră lor acest această acesta asta ce care cine unde când cum cât mulțumesc bună ziua salut rog comanda
    comandă comenzi comenzii colet coletul ramburs rambursare banii înapoi ajuns spart stricat anula anulez schimba
    adresa încă și foarte mai acum azi mâine ieri cont`,
    'ț ș ă â î ului$ ește$ esc$ are$ ^în',
  ),
  hu: profile(
    `a az egy és vagy de ha hogy nem igen nincs van vannak volt volna lesz lenne vagyok én engem nekem te neked ő mi
    nekünk ti ön önök ez azt ezt ezek azok mit melyik ki hol hová mikor miért hogyan köszönöm kérem szeretném szeretnék
    akarom tudok tudom lehet kell szia jó napot rendelés rendelésem rendelést csomag csomagom visszatérítés pénzt
    vissza pénzem megérkezett törött lemondani módosítani cím még is nagyon több most ma holnap tegnap számla`,
    'ő ű gy sz ny ^meg ^vissza ás$ és$ nak$ nek$ ban$ ben$',
  ),
}

/** Languages that are known by their letters; the more particular first. */
export const SCRIPTS: readonly { readonly language: string; readonly letters: RegExp }[] = [
  { language: 'ja', letters: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu },
  { language: 'ko', letters: /\p{Script=Hangul}/gu },
  { language: 'zh', letters: /\p{Script=Han}/gu },
  { language: 'uk', letters: /[іїєґІЇЄҐ]/gu },
  { language: 'ru', letters: /\p{Script=Cyrillic}/gu },
  { language: 'el', letters: /\p{Script=Greek}/gu },
  { language: 'ar', letters: /\p{Script=Arabic}/gu },
  { language: 'he', letters: /\p{Script=Hebrew}/gu },
  { language: 'hi', letters: /\p{Script=Devanagari}/gu },
  { language: 'th', letters: /\p{Script=Thai}/gu },
]

function profile(words: string, pieces: string): Profile {
  return { words: new Set(words.trim().split(/\s+/)), pieces: new RegExp(pieces.replaceAll(' ', '|'), 'u') }
}
