import { phrases, words } from './lists.ts'
import type { FormWords } from './form-words.ts'

export const ENGLISH_FORMS: FormWords = {
  asks: phrases(`
    i want, i want to, i want you to, i would like, i would like to, i would like you to, id like, id like to,
    id like you to, i should like, i should like to, i need, i need to, i need you to, i wish to,
    i wish to have, i demand, i request, we want, we want to, we would like, we would like to, wed like,
    wed like to, we need, we need to, give me, gimme, let me have`),
  askingYou: phrases(`
    can you, could you, would you, can u, could u, would you mind, would you be able to,
    would you be so kind as to, could you be so kind as to`),
  hopes: phrases('can i get, can i have, could i get, could i have, may i have, can we have, could we have'),
  please: words('please pls plz kindly'),
  before: phrases(`
    hi, hello, hey, dear, good morning, good afternoon, good evening, greetings, hi there, hello there,
    hey there, yes, ok, okay, well, so, um, uh, and, also, then, sorry, excuse me`),
  after: phrases(`
    thanks, thank you, thx, ty, cheers, thank you very much, thanks a lot, many thanks, bye, thank you so much,
    thanks so much, thank you kindly, thanks in advance, thank you in advance, regards, kind regards,
    thanks for your help, thank you for your help, best regards, best, best wishes, have a nice day, have a good day, yours sincerely, sincerely`),
  greeted: words('there team support sir madam all everyone everybody folks customer service dear or and guys'),
  soon: phrases(
    'now, today, asap, immediately, right now, right away, at once, quickly, straight away, as soon as possible',
  ),
  small: words(`
    a an the this that these those my our me us it them of for on to in from at with by into onto order orders
    number nr your be`),
  articles: words('a an the this that my our its your'),
  indefinite: words('a an'),
  of: phrases('of, from, in, out of'),
  joins: phrases('and, plus, &, also, then, as well as, and also, and then'),
  denies: words(`
    not dont doesnt didnt wont cant cannot couldnt wouldnt shouldnt isnt wasnt arent havent hasnt never none
    nothing neither nor without nope nah nvm nevermind no nobody`),
  wonders: words(`
    if unless until till once when whenever whether provided assuming suppose supposing otherwise depending
    might may maybe perhaps possibly should would could or either wonder wondering guess hypothetically imagine free`),
  limits: words('only just half part partial partially some most rest'),
  turns: words(`
    but however though although except instead rather than another other others else different minus twice
    double withdraw undo revoke retract scrap ignore forget disregard drop`),
  speaks: words(`
    translate proofread title summarise summarize rewrite write spell pronounce say says said tell tells told
    read explain ask asks asked message text`),
  tells: words(`
    i we he she they is are was were am im been being has have had ive did does got came went arrived received
    bought ordered wanted hoped lost found because since as which who so yet already still ago before after
    later tomorrow yesterday next last must do his her him their its`),
  questions: words(`
    how what whats when whens where wheres why who whos whose which do does did is are am was were will can
    could may should must has have`),
  factual: phrases(`
    how long, how much, how many, how soon, how fast, how often, how far, how do i, how does, how can i, when,
    where, which, what is, whats, what are, what does, what do, what time, what happens, do you, does,
    is there, are there, are you, can i, can you tell me, do i have to, will`),
  yes: phrases(`
    yes, y, ye, yep, yeah, yup, yea, ya, aye, ok, okay, okey, sure, right, correct, exactly, of course,
    absolutely, definitely, certainly, indeed, affirmative, agreed, fine, perfect, confirm, confirmed,
    i confirm, i agree, i approve, approved, i accept, i consent, sounds good, looks good, go ahead, go on,
    go for it, do it, do that, please do, do so, proceed, carry on, make it so, fire away, thats it, all good,
    good to go, deal, alright, all right, very well, by all means, no objection, no objections, nothing against it,
    i would like that, id like that, would be great, would be good, would be nice, would be lovely, granted,
    you have my ok, you have my okay, you have my consent, you have my approval, please proceed, okey dokey`),
  heard: phrases('ok, okay, okey, right, fine, all good, perfect'),
  no: phrases('no, nope, nah, dont, do not, rather not, better not, not now, id rather not, no way'),
  takesBack: phrases(`
    never mind, nevermind, nvm, forget it, forget that, forget about it, leave it, keep it, drop it,
    changed my mind, change of mind, scrap that, scrap it, call it off, scratch that, dont do it, do not do it,
    dont do that, ill keep it, i will keep it, stop`),
  hesitates: words('wait oh actually moment'),
  soft: phrases(`
    i, ive, i have, is, thats, its, it is, that is, looks, sounds, me, all, very, much, just, then, with that,
    by me, go, ahead, do, done, order, everything, actually, after all, exactly, correct, right, good, fine,
    great, perfect, ready, amount, what i want, what i wanted, want, happy, am, im, as, shown, described, said,
    so, oh, sorry, wait, really, instead, ah, lovely, thing, hereby, use, please, and, need, would, like,
    would be, sir, what i meant, what i mean, what i had in mind, as you wrote, as you say, as it says,
    as written, you may, back, too, that one, mine`),
  asksToTell: phrases('tell me, please tell me, can you tell me, do you know, let me know'),
  isVerbLast: false,
  past: /^\p{L}{2,}ed$/u,
  endings: words('s es ed d ing led ling ment'),
}
