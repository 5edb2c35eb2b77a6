import type { ActLanguage } from './act-language.ts'
import { ENGLISH_CLASSES } from './english-classes.ts'
import { ENGLISH_REFUSALS } from './english-refusals.ts'
import { ENGLISH_REQUESTS } from './english-requests.ts'

/** English. */
export const ENGLISH: ActLanguage = {
  classes: ENGLISH_CLASSES,
  openers: `honestly seriously frankly look listen or please pls plz plese pleas plase plz1 kindly hi hello hey hii yo dear team all sir madam ok okay so well and but
    then now just also oh ah anyway again actually rather sorry btw right alright good morning evening afternoon there folks guys
    first second third next lastly finally yes yeah yep sure & plus instead simply today hm um no_worries besides cool great
    therefore hence thus bro mate dude man yo quick_one madam_or_sir sir_or_madam later_on go_ahead_and make_sure_you make_sure_that_you make_sure_to be_sure_to lets let_us
    do_me_a_favour_and do_me_a_favor_and either still really immediately urgent urgently attention`,
  closers: `please pls plz plese pleas plase thanks thank you thx ty tyvm cheers now asap then ok okay already today immediately
    so much in advance kindly regards again too as well for me us all soon quickly right away lol and first thanku tia ta tyyyy ty
    after_all mate guys team at_once man tnx u bro sir bye ta`,
  polite: `pls|plz|plese|pleas|plase|plz1|kindly
    would you be so kind as_to|and|to
    be so kind as_to|and
    it? would|itd be <very>? great|nice|good|lovely|kind|helpful|awesome|super|wonderful if <you> could|can|would|will
    i? would|id <very>? appreciate|love|like it? if <you> could|can|would
    i? would|id <very>? appreciate it if <you> !dont|didnt|never|not|havent|hadnt|left|kept|stopped|told|explained|asked
    would|youd|itd|it_would be doing me|us a great|big|huge|massive? favour|favor if <you> !dont|didnt|never|not|could|would|can|left|kept|stopped|told|explained
    id|i_would|we_would|wed be <very>? grateful|glad|happy|thankful|pleased|delighted|obliged if <you> could|can|would
    i? was|am|im|were just? hoping|wondering that|if|whether? <you> could|can|would|might !have
    i|we? hope <you> can|could|will !have
    is|was there? any|a chance|way|possibility that? <you> could|can|would|might !have
    do <you> think <you> could|can|would|might !have
    would it be possible for_you to
    i|we|id|wed would? hereby|kindly|politely|like_to|want_to? ask <you> to
    would kindly? ask|request <you> to
    what i|we|id|wed want|need|would_like|like is
    can|could|would|will? <you>? do me|us a favour|favor|kindness and|please?
    will|would|could|can|wont <you> $
    would be <very>|much|greatly? appreciated|great|nice|lovely|good|wonderful|welcome $
    if you could|would please|kindly
    could|may|might|can i trouble|bother you to|for
    would you ever
    might you !have|be|not
    reckon <you> could|can|would
    could|can|would|might <you> possibly|perhaps|maybe
    would you be so good|kind|nice as_to|and
    you_would|youd|itd|it_would be doing me|us a great|big|huge|massive? favour|favor if <you> could|can|would?
    would you be a|an angel|star|dear|sweetheart|love|legend and
    would|do|wouldnt <you> mind !if
    i|we should be <very>? grateful|glad|happy|thankful|pleased|delighted|obliged if <you> could|can|would|will
    perhaps|maybe? <you> would|could|might be so? kind|good|nice enough? as_to|to|and
    may|might|could|can i|we ask|beg|request|persuade|convince|invite of? <you> to
    please to !be`,
  transparent: `if possible|thats_ok|that_is_ok|you_can|you_could|you_dont_mind|i_may|you_please|at_all_possible|thats_okay|you_would
    if you dont|do_not mind
    as soon as possible|you_can|u_can|poss
    as discussed|agreed|promised|requested|instructed|announced
    just? letting_you_know|to_let_you_know|writing_to_say|wanted_to_say that?
    when you get_a_sec|get_a_second|get_a_minute|get_a_moment|have_a_sec|have_a_minute|have_a_second|are_free
    when you can|get_a_chance|have_time|have_a_moment|get_the_chance
    once more|again
    unfortunately|sadly|regrettably
    at once
    as|like i said|wrote|mentioned|told_you
    order no|nr|num|number #
    i am|was writing|contacting|messaging|emailing you? to
    im writing|contacting you? to
    no matter what
    have a nice|good|great|lovely|wonderful day|evening|weekend|one|time
    heaven|god|heavens forbid
    whoever|whomever|anyone|to_whoever|to_anyone reading|reads this
    it|tracking|status|app|website|#|parcel|order|system just|only? says|shows|reads delivered
    oh no|noo|nooo
    than anything|something else
    it|tracking|status|app|website|site|page|courier|carrier|dhl|ups|gls|system|#|parcel|order says|shows|claims|reads|states that? it|#|they|this|that|parcel|order|package|item? was|is|has_been|were|been|got? delivered|handed|left|arrived|collected|signed_for
    i? hope|hoping this|you|youre|all find|finds|is|are|having? <pronoun>? a? well|good|fine|lovely|great monday|day|week|weekend?
    according to the|your|my|their? tracking|app|website|site|page|courier|carrier|driver|postman|post|dhl|ups|gls|system|account|status information|info|page|app|number? my|the|this? order|parcel|package|delivery|it|#? #? has_been|was|is|were|got delivered|arrived|left|handed|signed_for|shipped|dispatched|still|being
    driver|courier|postman|dhl|ups|gls|post|carrier|app|tracking says|said|claims|claimed he|she|they|it? delivered|left_it|handed
    when|whenever its|it_is|theyre|they_are on|lit|burning|switched_on|turned_on
    i|we used|gave|had|entered when|while ordering|buying|paying|checking_out
    my|the|our bank told|informed|tells me|us that? my|the|our old|new|other? account|card|iban was|is|has|had|will
    no longer than
    at no charge|cost|extra_cost|additional_cost|extra_charge
    no rush|hurry|pressure|stress
    without charge|delay|further_delay|undue_delay
    cant|cannot|can_not wait
    if its|it_is not|no too_much? trouble|bother|hassle
    respectfully|formally|cordially|ngl|tbh
    not|aint gonna|going_to lie
    not_yet|yet_to_be|as_yet been? shipped|dispatched|sent|unshipped`,
  connectives: 'and then plus also',
  alternatives: 'or nor',
  turns: 'but however though although whereas while yet',
  reasons:
    'as_nobody as_there as_my as_our as_the as_this as_i as_it as_we as_they as_its because since cause cos coz cuz bc becuase for_the_reason due',
  binders: `in on at that which who whom whose what when where why how whether if to of for with from about without than unless until
    like as because since`,
  starters: `i dont|do_not|want|need|would|cant|am|was|have|had|never|no_longer|changed|will|didnt|wanna
    id|im|ive|ill
    so|therefore|hence i|we want|need|would|wish|demand|wanna
    so|therefore|hence id|wed|im|please
    so|therefore|hence can|could|would <you>
    so|therefore|hence please <verb>
    it|this|that is|isnt|was|wasnt|doesnt|didnt|does|did|has|hasnt|wont|came|arrived|broke
    it|this|that|they never came|arrived|worked|turned
    its|they !own
    can|could|would|will <you>
    please <verb>
    please <nounverb>
    where|wheres|how is|are|do|does|can|my
    instead of
    rather than
    thanks|thank_you|thx for`,
  carriers: `somebody someone anybody anyone if that what how whether who which where why when because said say says think know hope wish ask asks asked tell
    sure do did does can could will would should is are was were have has had may might must shall am cant dont didnt and or
    but so to not never please pls plz the a an my your this then also hi hello hey now since as before after until unless
    once whatever than lets let i you u we they he she it of just believe guess suppose so soon long far well much`,
  bound: '',
  ...ENGLISH_REFUSALS,
  conditions: `if
    unless
    provided|providing|assuming|supposing that?
    in case|the_event
    on condition
    as|so long as !on|in|shown|described|pictured
    as soon as
    once|when ... have|has|ive|weve|theyve|youve|its
    after <pronoun> ... have|has
    after ive|weve|theyve|youve|its
    whenever
    suppose
    depending|conditional on
    subject to
    the moment|minute|day|second|instant <pronoun>|#|the|my
    by the time
    before <you>|<gerund>
    ask|check|talk|confirm ... first|before
    ^ first ask|check|talk|wait|confirm
    ^ it|this|that is|was just|only? a|an? test|joke|joking|kidding|hypothetical|example
    its|this_is|thats|just|only just|only? a|an? test|joke|joking|kidding|hypothetical|example
    ^ were|had|should <pronoun>|the|my|#|your
    only|just when|after|once`,
  times: `until|till
    once <pronoun>|the|my|your|#|its|approved|that|everything
    after <pronoun>
    when !will|is|are|do|does|did|can|could|was|were|shall|should|would|exactly`,
  past: `was were came got broke fell had did saw found arrived opened went gave sent ordered bought tried unpacked delivered
    received looked turned plugged dropped started stopped took put worked happened asked called noticed moved`,
  comparisons: `last thing ... want|need|wanted|needed|like is|was|be
    anything|everything|something else|other? but|than
    rather|sooner|prefer|preferably|better !than ... ... than
    prefer|preferring|favour|favor ... over
    prefer|preferring|favour|favor ... to a|an|the|any|another|being|having|getting? <wanted>|<noun>|<pp>
    over|versus|vs a|an|the|any? <wanted>|<noun>`,
  doubts: `maybe|perhaps|possibly|probably|potentially|presumably
    might|hypothetically|theoretically|ideally|someday
    in theory|principle
    i|we may|could|might
    may|could want|wish|need|like
    wonder|wondering|wonderd|wondered
    wish|wishing i|you|we|they|it|that|there|someone|he|she !to
    think|thinking of|about
    thinking|considering|contemplating|pondering|debating|tempted|unsure|undecided
    not sure|certain|decided
    decide|decided|deciding whether|about|if
    would|could|should|might have|of|ve
    wouldve|couldve|shouldve
    what|how if|about
    lets|let_us|just say|imagine|suppose|pretend|assume
    ^ say i|we|you
    imagine|suppose|pretend
    i|we guess|suppose|think|hope|assume|reckon|fear
    i|we was|were|am going to <verb>|<nounverb>
    was|were going|about|planning|hoping to
    i|we could
    one|some|another day|time
    ready|prepared to <verb>|<nounverb>
    email|mail|text|message|ping|notify|inform|tell|call me|us ... after|once|before|as_soon_as
    speed_up|expedite|accelerate|hasten|track|trace|chase the|my|this|that? <noun>
    on|upon|at my|our signal|command|word|cue|say_so
    it|that depends
    ^ before i|we
    id|i_would !like|love|appreciate|rather|prefer|really_like|please|want|need|also|really|still|liek|now|just|be|been|bought|ordered|got|had|never`,
  reporting: `said|says|wrote|writes|reads|types|texted|texts|tells|states|stated|suggested|suggests|answered|replied|claims|claimed|insists|advised|advises|demands|instructed|recommends|recommended|instructs|shouted|yelled
    typed !the|my|a|an|in|it|wrong
    told|tell|tells|asked|asks|advised|instructed|ordered|wants|want|begged|urged|wanted|expects|allowed|paid|forced me|us to
    told|asks|asked|instructed me|us|him|her|them|my
    was|were|been|got|am told|asked|advised|instructed|ordered|recommended to|that|i
    was|were|been|am|im supposed to !be|have|come|arrive|work|last|fit
    thinks|believes|reckons
    according to
    for example|instance
    e.g|eg|i.e
    in|on|to ... mail|letter|note|email|page|message|box|card ... it says|said|reads|stands
    mail|letter|note|email|message|text|instruction|button|sign|page|label was|is to
    mail|email|letter|note|text|message|flyer|leaflet goes|went
    as|like they|he|she|people|you say|says|said|put
    you|they|people say in|on|at
    type|write|typing|writing|say|saying <verb>|<nounverb>|i_want|please
`,
  speakers: `user customer client agent assistant system bot ai human test subject re fwd fw example chatbot operator support him
    her he she wife husband boss`,
  reports: `^ there is|are|was|were|has|will|should !any|a_way|a_chance
    ^ thanks|thank|thx|thankyou|ty|cheers|tnx you? so? much? for|that
    ^ thanks|thank|thx you? ... refund|refunding|refunded|reply|help
    ^ <pronoun> already|just|also|have|ve|had|then|finally|recently|once|really|even|never|both|all|did|has|was|were|used ... <pp>|<past>
    ^ <pronoun> ... already|just|did <pp>|<past>
    ^ <pronoun> <past>
    ^ ive|youve|theyve|hes|shes|weve|its|hed|shed|youd|theyd ... <pp>
    ^ ive|youve|theyve|weve
    ^ my|your|his|her|their|our|the|some|someone|somebody|a|one|# ... <past>|has|have|always|arrived|is
    ^ # ... was|were|has|had|been|is|are|should|will|would
    ^ got|received|had|bought|ordered|returned|sent|refunded|cancelled|canceled
    been|was|were|be|being <pp>
    yesterday|ago|earlier`,
  ...ENGLISH_REQUESTS,
  deeds: `sent refund reimb money cancel annul change resend send ship replac addres iban account bank return exchan credit pay deliver
    dispatch update book order_ transf delet clos mail repla`,
  consequences: 'so therefore hence thus',
  kinds: `refund reimb money credit pay return transf
    sent send resend ship dispatch deliver replac repla exchan addres mail change update book
    iban account bank addres change update transf pay money
    cancel annul return delet clos order_`,
  undoings: 'cancel cancl withdraw annul',
  unneeded: `dont|do_not|no_longer want the|my|this|that|these|those !one|other|second|new
    no_longer|dont|doesnt|didnt|do_not|never need|needs|like|likes|liked|fit|fits|suit|suits the|my|this|that|these|those !one
    no_longer|dont|do_not want|need|like order? any_of_it|any_of_them|any_of_this|any_of_that|#
    no_longer need|want|require it|them|this
    no use|need for
    no use|good to|for me|us
    dont|do_not|no_longer want|need it|them now|any_longer|any_more|anymore
    it|they|thats is|are? not|no_longer required|needed|wanted
    ^ not|no_longer needed|wanted|required`,
  turnedDown: `dont|do_not|no_longer|never want|need|require a|an|any|your|another|new !one|of`,
  anotherOne: `dont|do_not|no_longer want|need another|a_new|a_different|new one|ones`,
  presuming: `^ when|where|who|whos
    ^ how long|soon|many_days
    ^ and? confirm the|my? cancellation|refund|change to_me|by
    ^ just|and|please? tell|let me|us know? where|when|how_long
    ^ do|will i|we get|receive an|a|any? email|mail|confirmation|receipt|message
    ^ will it|they still? get|arrive|come|reach|make_it
    ^ should|must|do i|we have_to|need_to? bring|send|return|keep|throw|bin|post the|my? broken|old|damaged|box|packaging`,
  there: 'there thither',
  dictated: 'please type types write writes enter say paste copy following words tell tells ask',
  spoken: 'said says told tells claims claimed thinks',
  stops: 'stop halt stopp',
  sendings: 'send sent resend ship dispatch deliver',
  givingBack: 'refund reimb money cancel cancl return credit',
  keepings: 'keep',
  later: `tomorrow|later|someday|eventually
    next week|month|year|time`,
  secondThoughts: 'changed|change my mind',
}
