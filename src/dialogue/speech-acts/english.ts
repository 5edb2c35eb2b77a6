import type { ActLanguage } from './act-language.ts'
import { ENGLISH_CLASSES } from './english-classes.ts'

/** English. */
export const ENGLISH: ActLanguage = {
  classes: ENGLISH_CLASSES,
  openers: `honestly seriously frankly look listen or please pls plz plese pleas plase plz1 kindly hi hello hey hii yo dear team all sir madam ok okay so well and but
    then now just also oh ah anyway again actually rather sorry btw right alright good morning evening afternoon there folks guys
    first second third next lastly finally yes yeah yep sure & plus instead simply today hm um no_worries besides cool great
    therefore hence thus bro mate dude man yo quick_one madam_or_sir sir_or_madam later_on go_ahead_and make_sure_you make_sure_that_you make_sure_to be_sure_to lets let_us
    do_me_a_favour_and do_me_a_favor_and either still really immediately`,
  closers: `please pls plz plese pleas plase thanks thank you thx ty tyvm cheers now asap then ok okay already today immediately
    so much in advance kindly regards again too as well for me us all soon quickly right away lol and first thanku tia ta tyyyy ty
    after_all mate guys team at_once man tnx u bro sir bye ta`,
  polite: `pls|plz|plese|pleas|plase|plz1|kindly
    would you be so kind as_to|and|to
    be so kind as_to|and
    it? would|itd be <very>? great|nice|good|lovely|kind|helpful|awesome|super|wonderful if <you> could|can|would|will
    i? would|id <very>? appreciate|love|like it? if <you> could|can|would
    id|i_would|we_would|wed be <very>? grateful|glad|happy|thankful|pleased|delighted|obliged if <you> could|can|would
    i? was|am|im|were just? hoping|wondering that|if|whether? <you> could|can|would|might !have
    i|we? hope <you> can|could|will !have
    is|was there? any|a chance|way|possibility that? <you> could|can|would|might !have
    do <you> think <you> could|can|would|might !have
    would it be possible for_you to
    i|we|id|wed would? hereby|kindly|politely|like_to|want_to? ask <you> to
    what i|we|id|wed want|need|would_like|like is
    can|could|would|will? <you>? do me|us a favour|favor|kindness and|please?
    will|would|could|can|wont <you> $
    would be <very>|much|greatly? appreciated|great|nice|lovely|good|wonderful|welcome $
    if you could|would please|kindly
    could|may|might|can i trouble|bother you to|for
    would you ever
    might you !have|be|not
    reckon <you> could|can|would
    would you be so good|kind|nice as_to|and
    you_would|youd|itd|it_would be doing me|us a great|big|huge|massive? favour|favor if <you> could|can|would?
    would you be a|an angel|star|dear|sweetheart|love|legend and
    would|do you mind !if`,
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
    i? hope|hoping this|you|youre|all find|finds|is|are|having? <pronoun>? a? well|good|fine|lovely|great monday|day|week|weekend?
    no longer than
    cant|cannot|can_not wait
    if its|it_is not|no too_much? trouble|bother|hassle
    respectfully|formally|cordially|ngl|tbh
    not|aint gonna|going_to lie
    not_yet|yet_to_be|as_yet shipped|dispatched|sent|unshipped`,
  connectives: 'and then plus also',
  alternatives: 'or nor',
  turns: 'but however though although whereas while yet',
  reasons: 'as_i as_it as_we as_they as_its because since cause cos coz cuz bc becuase for_the_reason due',
  binders: `that which who whom whose what when where why how whether if to of for with from about without than unless until
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
  negations: `not no never none nothing nobody neither nor nope nah without cannot cant dont doesnt didnt isnt arent wasnt werent
    wont wouldnt shouldnt couldnt mustnt neednt havent hasnt hadnt aint shant dnt donot dotn dont't nto nott noot nevr neber
    nver wihtout cnat wnot dosnt doesn't didn dont t nowhere refrain avoid refuse decline reject oppose against unnecessary
    needless do_not prevent abstain forbid prohibit instead_of rather_than no_longer hardly barely scarcely unwanted unwilling
    hold_off holding_off far_from except other_than anything_but nor neither lest dunno noo nah nay nix neverever noone
    don didnt mustn needn shouldn wouldn couldn wasn isn aren hasn haven hadn refusing declining rejecting avoiding opposed
    unneeded non forgo waive`,
  bareNegations: `no nope nah not never dont do_not no_thanks no_thank_you absolutely_not not_really of_course_not no_way
    certainly_not definitely_not not_at_all i_dont i_do_not actually_i_dont actually_dont wait_dont wait_no no_wait no_dont
    no_wait_dont please_dont please_no no_need not_now no_no better_not rather_not not_anymore not_any_more dont_do_it
    dont_do_that no_please no_never i_dont_want_it i_dont_want_that i_dont_want_this i_dont_want_to i_dont_want_one dont_bother
    i_do_not_want_it i_do_not_want_that`,
  interjections: 'no nope nah noo nah',
  contrasts: 'not no without',
  insteads: 'instead rather without',
  beforeNot: `is are am was were do does did has have had can could will would should shall must may might im its hes shes
    youre were theyre id ive really still just simply also certainly definitely rather prefer better lets why or and but if
    thats theres asked told perhaps probably maybe absolutely whether ought need dare here lamp its actually clearly`,
  afterNot: `happy satisfied good working ok okay acceptable impressed what as only sure quite to that very bad my_fault great
    amused pleased a_fan even`,
  complaints: `you|u|they|it|he|she|nobody|no_one|noone|someone|which|who ... havent|hasnt|didnt|hadnt|wasnt|werent|never|not_yet !want|need
    it|this|that|they|its ... isnt|doesnt|dont|wont|cant|not
    ^ i|we? cant|cannot|couldnt !let|have|allow|accept|agree|want|you
    nothing like|as|what|of_the_sort
    no|free_of extra? charge|cost|fee
    never|not|havent|hasnt|didnt|hadnt ...!it|this|that received|arrived|come|came|got|gotten|shown|showed|heard|work*|happened|seen`,
  wishes: `<want>
    want|wants|wanted|wish|like|prefer|ask|asked|asking|need|needs|needed|mean|meant|interest|interested|reason|necessary|required|intend|agree
    no|never|not ... <verb>|<nounverb>
    dont|donot|dnt|do_not ... <verb>|<nounverb>|charge|contact|bother|bill|spam|worry`,
  refusals: `isnt|not|no|wasnt|arent ... necessary|needed|required|need
    should|must|may|shall|can never|not ... <verb>|<nounverb>|be
    want|like|love|prefer|going|rather|happy|glad to? keep
    id|i rather|better keep
    i|we keep !the_rest|the_other|the_others|everything_else|all_else
    im|am keeping !the_rest|the_other|the_others|everything_else|all_else
    keep the|my|your|order|# ... !updated
    ignore|disregard|forget|scrap|withdraw|retract|undo|revoke|drop|skip|leave|pause|suspend ... <noun>
    forget|ditch !to
    leave ... alone|as_it_is|as_is|as_they_are
    take|taking back my request|question|claim|message
    stop|halt|block|cease <gerund>
    stop|halt|block|cease the|my|this|that|any|all <noun>
    cancel|cancelling|canceling the|my|this|that|any|our ... refund|request|reimbursement|return|replacement|transfer
    id|i_would hate
    it_would|itd|that_would be wrong|bad|silly|a_mistake|a_shame
    changed my mind about
    finger* off`,
  cancellations: `^ cancel $
    ^ cancel that|it|this|everything|all|them $
    ^ stop|abort|halt|quit|undo|wait_stop|stop_stop $
    ^ stop|abort|undo|drop it|that|this $
    never mind
    nevermind|nvm
    ^ no? forget it|that|this|about_it|about_that
    scratch|strike that
    ^ leave it|that $
    changed my mind !about
    just|only kidding|joking|a_joke|a_test|testing
    ^ it|this|that was|is just? a? joke|joking|kidding|test
    its|just a? joke|joking|kidding|test
    but|now|actually|then|so i|ill|id|im|lets just? keep|keeping
    i|ill|id keep it|them|this|that $
    jk|kidding`,
  conditions: `if
    unless
    provided|providing|assuming|supposing that?
    in case|the_event
    on condition
    as|so long as
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
    it|that depends
    ^ before i|we
    id|i_would !like|love|appreciate|rather|prefer|please|want|need|also|really|still|liek|now|just|be|been|bought|ordered|got|had|never`,
  reporting: `said|says|wrote|writes|reads|types|texted|texts|tells|states|stated|suggested|suggests|answered|replied|claims|claimed|insists|advised|advises|demands|instructed|recommends|recommended|instructs|shouted|yelled
    typed !the|my|a|an|in|it|wrong
    told|tell|tells|asked|asks|advised|instructed|ordered|wants|want|begged|urged|wanted|expects|allowed|paid|forced me|us to
    told|asks|asked|instructed me|us|him|her|them|my
    was|were|been|got|am told|asked|advised|instructed|ordered|recommended to|that|i
    was|were|been|am|im supposed to !be|have|come|arrive|work|last|fit
    according to
    for example|instance
    e.g|eg|i.e
    in|on|to ... mail|letter|note|email|page|message|box|card ... it says|said|reads|stands
    mail|letter|note|email|message|text|instruction|button|sign|page|label was|is to
    mail|email|letter|note|text|message|flyer|leaflet goes|went
    as|like they|he|she|people|you say|says|said|put
    type|write|typing|writing|say|saying <verb>|<nounverb>|i_want|please
`,
  speakers: `user customer client agent assistant system bot ai human test subject re fwd fw example chatbot operator support him
    her he she wife husband boss`,
  reports: `^ thanks|thank|thx|thankyou|ty|cheers|tnx you? so? much? for|that
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
  askings: `^ <wh> !a|an
    can|could|will|would <you> ... for_free|free_of_charge $
    can|could|would|will <you> please|just|also|maybe tell|explain|say|describe|clarify|remind|inform|advise|see_if|see_whether|check_if|check_whether|find_out|look_if
    can|could|would|will <you> tell|explain|say|describe|clarify|remind|inform|advise|see_if|see_whether|check_if|check_whether|find_out|check_when|check_where
    tell|inform|advise me|us <wh>|if|about
    let me|us know
    explain|clarify|describe
    <want> to <know>
    <id> like|love|prefer|want to <know>
    help <gerund>|understand*|with
    need help
    do|does anyone|somebody|someone|you know
    check|confirm|verify|track|review the|my|on|up|if|whether|order|that|#
    remind me|us
    any idea|chance|way|possibility|news|update
    question about|on|regarding|is|for
    show|send|give|get|mail|teach|help|walk|guide|remind|talk|tell ...!back how|what|why|when|where|whether|who
    send|give|get|show|want|need|like|have|mail|request ... information|info|infos|policy|conditions|terms|rules|instructions|reason|reasons|explanation|details_on|details_about
    help ... understand|decide|with
    speak|talk|chat ... about|regarding|concerning
    have|got|had|a|another|quick a? quick? question
    curious|wondering|interested
    ^ why|how come|about|not
    possible $
    is|if that|it|this possible
    will <you> !please
    are|do|did|does|have|were <you>`,
  questions: `^ <wh> !a|an
    ^ <aux>
    ^ were <pronoun>|the|my|your|these|those|# !moving|going|keeping|getting|leaving|away
    ^ can|could|may|might|shall|should|must|will|would
    <wh> <aux>|can|could|will|would|should|may|must`,
  requests: `^ i|we|we_both <want>
    ^ <id> like|love|prefer|appreciate|want|liek|need|rather_have|really_like|also_like|still_like
    ^ im|i_am|we_are|were requesting|claiming|demanding|asking|seeking|after|looking_for
    ^ requesting|claiming|demanding|seeking|asking a|an|my|for|the|<wanted>
    ^ im|i_am|we_are|were? looking|hoping to get|have|receive|return|cancel|change|exchange|refund
    ^ im|i_am|we_are|were? looking|hoping for a|an|my|the|<wanted>
    ^ <id> be <very>? grateful|thankful|happy|glad for|to_get|to_have|to_receive a|an|my|the
    all i|we want|need|ask|ask_for is
    ^ im|i_am? gonna|going_to need|want a|an|my|the|to
    please can|could|may|might i|we !ask|know|check|see
    ^ can|could|may i|we <verb>|<nounverb> ... please
    ^ can|could|may ... be|get <pp> ... please
    ^ can|could|may ... please be|get|go|come
    ^ can|could|may ... go|come ... ... please
    ^ # should|must|has_to|needs_to|need_to go|be_sent|be_delivered|be_shipped
    please can|could|may ... be|get <pp>
    ^ i|we hereby? cancel|withdraw_from|rescind
    ^ im|i_am|we_are|were cancelling|canceling|withdrawing_from
    and|or <want> a|an|my|the|to|it|order|#
    ^ can|could|may i|we please ...
    ^ can|could|may i|we have|get|be|do ... please
    would you mind <gerund>
    ^ mind <gerund>
    ^ ask|asking for a|an|my|the
    ^ i|we have_to|must|gotta|got_to|ll_have_to|will_have_to <soft>? <verb>|<nounverb>
    ^ have_to|must|gotta|got_to <verb>|<nounverb>
    ^ ive|weve|ill|well got_to|gotta|have_to <soft>? <verb>|<nounverb>
    ^ ill|i_will|we_will take|have a|the|my !look
    ^ my|the|this|that|order|# ... needs|need to be <pp>
    # is_to be <pp>
    # is_to go|come
    please have #|the|my|it|this|them|order ... <pp>
    i|we ask|request|demand|require to_be <pp>
    ^ would love|like|appreciate|prefer a|an|my|to|the|full
    ^ im|i_am wanting|needing to|a|my
    ^ full|partial|complete? <wanted> requested|wanted|needed|required
    ^ get me|us|my
    please <soft>? <verb>|<nounverb>
    ^ <you> must|have_to|need_to|had_better|better|gotta|got_to <soft>? <verb>|<nounverb>
    ^ need|wish|want|demand|would_like|like a|an|my|the|to|#|<wanted>
    ^ need|wish|want|would_like to? <verb>|<nounverb>`,
  hopes: `^ can|could|may|might i|we have|get|be_given my|it|them|this|that|these|those
    ^ can|could i|we have|get the|my money
    ^ could|may|might i|we have|get|be_given a|an|another|some|the <wanted>
    ^ would it be ok|okay|alright|all_right|fine|possible to|if
    ^ is it ok|okay|alright|all_right|fine|possible to ... please`,
  relatives: 'which who whose whom',
  commands: `^ <verb> !i|of|el|la|los|il|lo|le|is|was|were|has|will|from_the_start
    ^ <nounverb> <object>
    ^ <nounverb> #
    ^ full|partial refund $
    ^ full|partial refund on|for|of
    ^ refund only|both|everything
    ^ # cancel $
    ^ #? the|my? money back
    ^ <wanted> request|claim
    ^ request|claim for a|an|my|the? <wanted>
    ^ ... please <verb>|<nounverb>`,
  abilities: `please can|could|would|will <you> !tell|explain|say
    ^ can|could|would|will|are <you> be? able_to <soft>? <verb>|<nounverb>
    ^ can|could|would|cna|coud <you> <soft>? <soft>? <soft>? <verb>|<nounverb>
    can|could|would <you> please`,
  definite: `send_another another_one new_one new_ones a_replacement my the it its this that these those me us our all both everything them mine i we one him her`,
  pointing: 'it that this them these those one ones same so too',
  unwished: `note !my
    be_aware|know|remember|wait|hold|hang|excuse|forgive|understand|find_attached|bear|stay|stand_by|accept_my
    moment|second|minute|sec please?
    come on
    ^ please? help please? $`,
  deeds: `sent refund reimb money cancel change resend send ship replac addres iban account bank return exchan credit pay deliver
    update book order_ transf delet clos mail repla`,
  consequences: 'so therefore hence thus',
  kinds: `refund reimb money credit pay return transf
    sent send resend ship deliver replac repla exchan addres mail change update book
    iban account bank addres change update transf pay money
    cancel return delet clos order_`,
  undoings: 'cancel cancl withdraw',
  unneeded: `no_longer|dont|doesnt|didnt|do_not|never need|needs|like|likes|liked|fit|fits|suit|suits the|my|this|that|these|those !one
    no_longer|dont|do_not want|need|like any_of_it|any_of_them|any_of_this|any_of_that|#
    no use|need for
    dont|do_not|no_longer want|need it|them now|any_longer|any_more|anymore
    it|they|thats is|are? not|no_longer required|needed|wanted
    ^ not|no_longer needed|wanted|required`,
  turnedDown: `dont|do_not|no_longer|never want|need|require a|an|any|your|another !one|of`,
  presuming: `^ when|where|who|whos
    ^ how long|soon|many_days
    ^ and? confirm the|my? cancellation|refund|change to_me|by
    ^ just|and|please? tell|let me|us know? where|when|how_long
    ^ do|will i|we get|receive an|a|any? email|mail|confirmation|receipt|message
    ^ will it|they still? get|arrive|come|reach|make_it
    ^ should|must|do i|we have_to|need_to? bring|send|return|keep|throw|bin|post the|my? broken|old|damaged|box|packaging`,
  dictated: 'please type types write writes enter say paste copy following words tell tells ask',
  spoken: 'said says told tells claims claimed',
  givingBack: 'refund reimb money cancel cancl return credit',
  later: `tomorrow|later|someday|eventually
    next week|month|year|time`,
  secondThoughts: 'changed|change my mind',
}
