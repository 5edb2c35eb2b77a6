import type { ActLanguage } from './act-language.ts'

/** How English denies, refuses and calls off. */
export const ENGLISH_REFUSALS = {
  negations: `not no never none nothing nobody neither nor nope nah without cannot cant dont doesnt didnt isnt arent wasnt werent
    wont wouldnt shouldnt couldnt mustnt neednt havent hasnt hadnt aint shant dnt donot dotn dont't nto nott noot nevr neber
    nver wihtout cnat wnot dosnt doesn't didn dont t nowhere refrain avoid refuse decline reject oppose against unnecessary
    needless do_not prevent abstain forbid prohibit instead_of rather_than in_lieu_of in_place_of as_opposed_to no_longer hardly barely scarcely unwanted unwilling
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
  corrections: '',
  beforeNot: `be is are am was were do does did has have had can could will would should shall must may might im its hes shes
    youre were theyre id ive really still just simply also certainly definitely rather prefer better lets why or and but if
    thats theres asked told perhaps probably maybe absolutely whether ought need dare here lamp its actually clearly`,
  afterNot: `happy satisfied good working ok okay acceptable impressed what as only sure quite to that very bad my_fault great
    amused pleased a_fan even`,
  complaints: `you|u|they|it|he|she|nobody|no_one|noone|someone|which|who ... havent|hasnt|didnt|hadnt|wasnt|werent|never|not_yet !want|need
    it|this|that|they|its ... isnt|doesnt|dont|wont|cant|not
    ^ order? # isnt|wasnt|doesnt|didnt|is_no !to|need|have|for|required|necessary|wanted
    ^ i|we? cant|cannot|couldnt !let|have|allow|accept|agree|want|you
    ^ and? i|we dont|didnt|do_not|did_not <mildly>? like it|them|the|how|this|its
    ^ and? i|we dont|do_not|wont|cannot|cant want|like|wish|intend? to? keep it|them|the|this|any|#
    ^ not <mildly>? good|great|nice|ok|okay|happy|impressed|amused|funny $
    ^ and? i|we dont|do_not|didnt|did_not|no_longer|cant use|have|live|own|access|see|hear|smell !to
    nobody|noone|no_one ... home|at_home|likes|uses|needs|needed|answers|answered
    ^ nothing|none in|of|here|there|inside|works|worked|fits|arrived
    nothing here|there|inside $
    account|card|iban|bank|address ... no_longer|not|doesnt|isnt exist|exists|valid|active|open|mine|works
    nothing like|as|what|of_the_sort
    no|free_of extra? charge|cost|fee
    never|not|havent|hasnt|didnt|hadnt ...!it|this|that received|arrived|come|came|got|gotten|shown|showed|heard|work*|happened|seen`,
  failings: `it|they|these|those|the|my|our|which|one|# ... do|does|did|will|can|could|would not <mildly>? <function>
    is|are|was|were not <mildly>? <decent>
    it|they|these|those|this|the|my|our|which|# ... is|are|was|were|ist not <mildly>? as_described|as_promised|as_pictured|as_shown|as_advertised|as_expected|like_the|what_i|what_we|what_was ordered|expected|bought|pictured|paid|hoped|described|thought|shown|promised|photo|picture|description|had_expected|had_pictured|had_ordered|had_hoped
    it|they|these|those|this|the|my|our|which|# ... is|are|was|were not <mildly>? as_described|as_promised|as_pictured|as_shown|as_advertised|as_expected
    ^ not <mildly>? as_described|as_promised|as_pictured|as_shown|as_advertised|as_expected|dishwasher* $
    ^ i|we|im|were am|are|will_be? not|no_longer at_home|home|in_the old|flat|house|office|town|city|country|there|next
    ^ i|we|im|were am|are|will_be? not|no_longer at_home
    i|we|im|were am|are|was|were? not <mildly>? happy|satisfied|pleased|impressed|content|convinced !to|about|<wanted>
    ^ not <mildly>? happy|satisfied|pleased|impressed with|by the|it|them|my|your|this|quality
    is|are|was|were not <mildly>? ... enough !<wanted>
    is|are|was|were not the same|right|correct? size|colour|color|material|quality|product|item|model|one
    its|theyre|thats not <mildly>? <decent>|as_described|as_promised|as_pictured|as_shown|as_advertised|as_expected|like_the|what_i|what_we|what_was
    doesnt|dont|didnt|wont|cant <mildly>? <function>
    i|we do|did not <mildly>? like it|them|the|how|this|its|my
    not <mildly>? received|delivered|arrived
    not <mildly>? the one|ones|thing|things|item|items i|we ordered|bought|paid|chose|expected|wanted|had
    ^ not joking|kidding|my_doing|my_fault|our_fault $
    ^ not <mildly>? good|great|nice|ok|okay|happy|impressed|amused|funny $
    ^ and? i|we do|did not use|have|live|own|access|see|hear|smell !to
    ^ and? i|we do|will not want|like|wish|intend? to? keep it|them|the|this|any|#
    it|they|these|those|the|my|our|which|order|# ... has|have|had not <mildly>? arrived|come|turned_up|shown_up|been_delivered|reached|worked|fitted
    i|we have|had not <mildly>? received|got|gotten it|them|anything|any|a|an|the|my|this|order|#|parcel|package
    i|we did not <mildly>? receive|get it|them|anything|any|the|my|this|order|#|parcel|package
    ^ im|i_am|were|we_are not <mildly>? angry|mad|cross|blaming|joking|kidding
    it|they|the|my|our|gift|present ... was|were not <mildly>? liked
    quality ... is|was not <mildly>? up_to|good|great
    ^ i|we|one ... do|does not <mildly>? see|hear|type|write|learn <mildly>? well|fast|easily
    ^ order? # must|should|shall not go|come|be_sent|be_delivered|be_shipped to my|our|the old|former|previous flat|house|home|place|address|office $
    ^ the|my old|previous|other|former address|card|account|bank|one|flat|iban ... is|does not <mildly>? valid|exist|current|active|in_use
    ^ and|but? not to|at|on? the|my? old|former|previous home|place|flat|address|house|account|card|one|bank? $
    ^ and|but? not to|at|on|onto my|the credit? card|paypal|account|bank|bank_account $
    ^ and|but? not to|at|on my|our home|house|flat|place|office|work? $
    ^ not the|my card|paypal|account|bank anymore|any_more $
    ^ not a|another? voucher|vouchers|gift_card|store_credit|credit_note|coupon|discount $
    ^ old|previous|former address|card|account|bank|one|flat|iban ... is|does not <mildly>? valid|exist|current|active|in_use
    ^ and? i|we ... not to keep|be_keeping it|them|the|this|these|any`,
  wishes: `<want>
    want|wants|wanted|wish|like|prefer|ask|asked|asking|need|needs|needed|mean|meant|interest|interested|reason|necessary|required|intend|agree
    no|never|not ... <verb>|<nounverb>
    dont|donot|dnt|do_not ... <verb>|<nounverb>|charge|contact|bother|bill|spam|worry`,
  refusals: `isnt|not|no|wasnt|arent ...!what|the_one|exactly necessary|needed|required|need
    should|must|may|shall|can never|not ... <verb>|<nounverb>|be
    want|like|love|prefer|going|rather|happy|glad to? keep
    id|i rather|better keep
    i|we keep !the_rest|the_other|the_others|everything_else|all_else
    im|am keeping !the_rest|the_other|the_others|everything_else|all_else
    ^ ...!not|dont|wont|never|cant|cannot ...!not|dont|wont|never|cant|cannot keep the|my|your|order|# ... !updated
    is|was|be the last thing
    reverse|revert|undo|return|give_back|pay_back|send_back|delay|postpone|hold|freeze the|my|this|that refund|reimbursement|cancellation|replacement|exchange|address_change
    ignore|disregard|forget|scrap|withdraw|retract|undo|revoke|drop|skip|leave|pause|suspend ... <noun>
    forget|ditch !to
    leave ... alone|as_it_is|as_is|as_they_are
    take|taking back my|our|the|that|this ... request|question|claim|message|refund|cancellation
    stop|halt|block|cease <gerund>|trying|attempting
    stop|halt|block|cease the|my|this|that|any|all <noun>
    cancel|cancelling|canceling|call_off|calling_off|abort|revoke|drop the|my|this|that|any|our ... refund|request|reimbursement|return|replacement|transfer|cancellation|exchange|address_change
    id|i_would hate
    it_would|itd|that_would be wrong|bad|silly|a_mistake|a_shame
    changed my mind about !order|#
    finger* off`,
  cancellations: `^ cancel $
    ^ cancel that|it|this|everything|all|them $
    ^ stop|abort|halt|quit|undo|wait_stop|stop_stop $
    ^ stop|abort|undo|drop it|that|this $
    never mind
    nevermind|nvm
    ^ no? forget it|that|this|about_it|about_that
    scratch|strike that
    ^ ignore|disregard that|this|it|my_last|my_previous|my_earlier|the_last|the_previous|all_that|everything
    ^ leave it|that $
    changed my mind !about
    just|only kidding|joking|a_joke|a_test|testing
    ^ it|this|that was|is just? a? joke|joking|kidding|test
    its|just a? joke|joking|kidding|test
    but|now|actually|then|so i|ill|id|im|lets just? keep|keeping
    i|ill|id keep it|them|this|that $
    jk|kidding`,
} satisfies Partial<ActLanguage>
