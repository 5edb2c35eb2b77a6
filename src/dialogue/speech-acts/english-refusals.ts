import type { ActLanguage } from './act-language.ts'

/** How English denies, refuses and calls off. */
export const ENGLISH_REFUSALS = {
  negations: `not no never none nothing nobody neither nor nope nah without cannot cant dont doesnt didnt isnt arent wasnt werent
    wont wouldnt shouldnt couldnt mustnt neednt havent hasnt hadnt aint shant dnt donot dotn dont't nto nott noot nevr neber
    nver wihtout cnat wnot dosnt doesn't didn dont nowhere can_t won_t doesn_t ain_t shan_t refrain avoid refuse decline reject oppose against unnecessary
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
  places: 'to at on onto into',
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
    it|they|these|those|the|my|our|which|order|# !time|moment|day|hour ... has|have|had not <mildly>? arrived|come|turned_up|shown_up|been_delivered|reached|worked|fitted
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
    ^ and? i|we ... not to keep|be_keeping it|them|the|this|these|any
    ^ also does|do not like it|them $
    its|theyre|thats|just|simply|really|it_is not <mildly>? ... enough $
    ^ not what|as i|we|you|was|it ...!<requested> $
    ^ <linked>? my|the|our ...!<requested> not <mildly>? <decent> $
    ^ <linked>? the|my? old|previous|other|former|registered|saved|current account|card|bank|address|one|flat|iban|details ... is|are|does|do|has|was not|no_longer <mildly>? valid|exist|existing|current|active|in_use|mine|my|open|working|work|there any_more|anymore|any_longer|account? $
    ^ <linked>? the|my account|card|address|iban|bank|details you|i|that have|has|see|used|know|paid|gave ... is|does|do|are not <mildly>? valid|exist|existing|current|active|in_use|mine|open|working|work any_more|anymore|any_longer? $
    ^ <linked>? i|we no_longer bank|live ...!<requested> $
    ^ <linked>? not to|at|on|onto|into|the|my the|my|our|old|other? account|card|address|place|one|flat|house|home|office|work|bank i|we|you|on_file|on_record|used|from|that|in ... $
    ^ <linked>? not to|at|on|onto|into|the|my the|my|our? old|other|previous? account|card|address|place|one|flat|house|home|office|work|bank $
    ^ <linked>? i|we <soft>? do|did|can|could not <mildly>? consider|find|use|eat|drink|wear|fit|stand it|them ...!<requested> $
    ^ <linked>? my|our|the ...!<requested> do|does|did|can|could|would|will not <mildly>? like|use|wear|drink|eat|tolerate|match|suit|leave|stand ...!<requested> $
    ^ <linked>? i|we <soft>? can|could|may|do|did|dare|are|am|have not to? <mildly>? <usable>|have|allowed_to|dare|able_to|trust|consider|find|feel ...!<requested> $
    ^ <linked>? # is|are not <mildly>? for me|us|my|right_for_me|what_i|what_we|like_in|as_in|as_on ...!<requested> $
    ^ <linked>? # i|we have not <mildly>? opened|used|worn|touched|unpacked|lit ...!<requested> $
    is|are|was|were|look|looks|looked not <mildly>? like|as in|on the|your|my picture|pictures|photo|photos|website|description ...!<requested> $
    ^ <linked>? not another|a_new|a_different|a_second one|lamp|set|pair|copy? $
    not|never <mildly>? used|opened|worn|touched|unpacked|lit it|them|any_of_it|any_of_them|any_of_the_things|yet? $
    ^ <linked>? have not <mildly>? used|opened|worn|touched|unpacked|lit ...!<requested> $
    ^ <linked>? i|we have|got nothing|none ...!<requested> $
    ^ <linked>? there is|was|were nothing|no|none !left|to|more|owed|due ...!<requested> $
    ^ <linked>? in|at|on my|our|the mailbox|letterbox|door|house|box|parcel is|was nothing ...!<requested> $
    ^ <linked>? without asking|telling me|us|anyone ...!<requested> $
    ordered ... without asking|telling me|us|anyone $
    not the quality|size|colour|color|thing|one|kind|look ...!<requested> $
    ^ <linked>? i|we <soft>? do not want to <usable> ...!<requested> $
    ^ <linked>? nobody|no_one|noone ... likes|uses|wants|needs|needed|wanted|liked the|my|a|it|them|those|these|candles|candle|in_the_end? ...!<requested> $
    ^ <linked>? not my|our order|orders|parcel|package|stuff|things|blanket|lamp|style|taste|colour|color $
    ^ <linked>? thats|that_is|this_is|these_are|those_are|its|it_is not mine|ours|what_i|what_we|the_right ...!<requested> $
    ^ <linked>? not <hue> $
    ^ <linked>? i|we do|am|are not|no_longer work|bank|with with|at the|my|our? previous|old|former? bank|account any_longer|anymore|any_more? $
    ^ <linked>? i|we am|are|bank no_longer with|at my|our|the old|previous|former bank|account|address $
    ^ my|the|our? old|previous|former bank|account|card|address|flat|iban not|no_longer in_use|valid|active|open $
    ^ <linked>? that|this account|card|address|bank|iban is|does no_longer|not ours|mine|valid|active|open|in_use|exist any_longer|anymore|any_more? $
    ^ <linked>? the|my|our ...!<requested> account|card|address|bank ... exists|works no_longer|not $
    ^ <linked>? there will|is|was|are not be? anyone|anybody|someone ...!<requested> $
    ^ <linked>? there is|was|are nobody|no_one|noone ...!<requested> $
    ^ <linked>? at|in the|my|our ... there is|was nobody|no_one|noone ...!<requested> $
    ^ not my|the? home|old|private|former|previous address $
    ^ and|but? not to|at|on|onto|into|in? the|my|our? home|shop|office|house|flat|dorm|ancient|old|other|former|private one|account|acc|card|address|bank? $
    ^ and|but? not my|the|our old|previous|former|other|private account|acc|card|bank|iban|address $
    ^ not to|on|onto|into|at the account|card|address|one i|on|we|you file|used|paid|have ... $
    ^ <linked>? the|my|our ... account|card|iban ... should|must|shall not be credited|used|charged $
    ^ <linked>? the|my|your|our ... do|does|can not get_through|get_in ...!<requested> $
    ^ <linked>? the|your courier|couriers|driver|drivers|postman can|will|do|does never|not <mildly>? find|finds ...!<requested> $
    ^ <linked>? your courier|driver|postman never finds ...!<requested> $
    ^ i|we do not want that? the|my|our parcel|parcels|box|package|delivery ... left|standing|stands|lying|lies|dumped|coming ...
    ^ <linked>? i|we? do not like ...!<requested>|to|being|having|idea $
    ^ <linked>? i|we? do|did not mean|want to? buy|order|buying a|the|my|any ...!<requested> at_all? $
    ^ <linked>? you|u have? sent|delivered|shipped|packed me|us? ... in_place_of|instead_of ... $
    ^ <linked>? i|we do not consider it|them|this safe|good|fit|worth|acceptable ...
    ^ <linked>? i|we never updated|changed|corrected it|that|the_address|my_address ...!<requested> $
    that|which|what i|we never asked|ordered|wanted|bought for? $
    ^ <linked>? i|we dare not to? use|light|touch|open|wear it|them $
    ^ no like ...!<requested>|to $
    ^ <linked>? i|we are|was|were|am not going_to <usable> ...!<requested> $
    ^ <linked>? the|my? delivery|shipping? <detail> of|on|for|in my|the|order? order? # is not correct|right|current|valid|good $
    ^ <linked>? the|my? old|previous|former account|card|address|bank ... is|does|can not ...!<requested> any_more|anymore|any_longer $
    ^ #? parcel|package|order? #? i|we did|have|could not receive|received|get|got till_date|yet|so_far|until_now? $
    ^ <linked>? # has not <mildly>? been shipped|dispatched|sent_out|packed|delivered ...!<requested> $
    ^ i|we do not want that? the|my|our|any? parcel|parcels|boxes|packages|deliveries ... left|standing|stands|lying|lies|dumped|coming ...!<requested> $
    ^ <linked>? do not call|phone|ring|contact|email|text me|us about_it|about_this|again|anymore|any_more? please? $
    ^ <linked>? no_one|nobody|noone rang|came|called|knocked|answered|opened ...!<requested> $
    ^ <linked>? # has not <mildly>? been? left|been|shipped|dispatched your|the|sent|shipped|dispatched|packed? warehouse|house|store? $
    ^ <linked>? the|my order|parcel|package|clock has not <mildly>? been? left|shipped|dispatched|sent your|the? warehouse|house|store? yet? $
    ^ <linked>? i|we was|were|am|are not aware|used_to ...!<requested> $
    ^ <linked>? i|we did not know before|that|about ...!<requested> $
    ^ <linked>? ... age one|you do|does not learn ...!<requested> $
    ^ <linked>? they|these|those|it is|are just|simply|really? not my|our style|taste|thing|colour|color|cup_of_tea|size $
    they_are just|simply|really? not my|our style|taste|thing|colour|color|cup_of_tea|size $
    ^ <linked>? i|we am|are not keeping|having that|this|these|those|such in my|our home|house|flat $
    ^ <linked>? i|we am|are not with * now|anymore|any_more|any_longer $
    ^ <linked>? not at|with|in the|any|our|my neighbour|neighbours|neighbor|neighbors|garage|hallway|mailbox|letterbox $
    ^ <linked>? not even the|one|a ...!<requested> $
    ^ and|but? not in|to my|our|the old|previous|former house|flat|home|place|address|one $
    ^ <linked>? i|we <soft>? will|would be? not be|live ...!<requested>|refunded $
    it|they|lamp|table|brass|wool is|are ... not the? wiring|brass|walnut|wool|cotton|wood|oak $
    ^ <linked>? i|we do|did not dare to <usable> it|them $
    so hot|loud|bright|heavy i|we|you do|can|could not <mildly>? dare_to|touch|use|sleep|lift <usable>? it|them? $
    which is|was|are|were really|just|simply? not ...!<requested> $
    ^ <linked>? id|i_would rather not try ...!<requested> $
    ^ <linked>? i|we was|were not aware that|of ...
    ^ * not fit|work|match|suit|burn ...!<requested> $
    ^ <linked>? i|we are|am not going back to that|the|this flat|house|place|address $
    ^ <linked>? i|we am|are|was|were really? not <mildly>? happy|satisfied|pleased with order? # $
    ^ and|but? not yours|your_fault|mine|ours $
    ^ <linked>? * is|are <hue> not <hue> $
    ^ <linked>? * was|were not in it|the_box|the_parcel|included $
    ^ not * safe|proof|resistant ...!<requested> $
    ^ still|yet no refund|money|replacement|answer|reply|parcel|news|confirmation|sign ...
    ^ <linked>? i|we am|are|was|were not <mildly>? satisfy|satisfied|happy|pleased with product|products|order|item|items|quality|purchase $
    ^ not in <hue> ...
    order? # is|was|has not <mildly>? been? shipped|dispatched|sent|packed|out|gone_out|left yet? $
    ^ <linked>? id|i_would rather not risk|chance it|that $
    ^ <linked>? no other|further details|changes|change|detail ...
    ^ <linked>? nothing else changes|to_change|has_changed $
    ^ not worth it|the_money|the_price|a_penny $
    ^ <linked>? i|we am|are|will not keeping|keep the|this|these|any stuff|things|lot|order|lamp|blanket|table|candles ...
    not|never <mildly>? used|opened|worn any|either $
    ^ not happy|satisfied|impressed with either|them|it|any_of_it|any|both $
    driver|courier|postman|driver_who was|were told|asked not to ...
    ^ not the one|address|account in|on|from your|the system|file|profile|account|records $`,
  tellings: `<is_or_does> not *
    <is_or_does> never|nothing|nobody|no_one|none|hardly|barely
    never <is_or_does>|<past>|<pp>|came|worked|arrived|fitted
    no_longer <function>|fits|works|exists|needed
    nobody|no_one|noone`,
  vague: `^ <linked>? i|we|you|u|it|that|this|there|what|thats|its|so|he_said|she_said
    ^ <linked>? i|we|you|it|that|this|there
    ^ not|never|no|do|please|just
    ^ <verb>|<nounverb>
    <wh> ... <is_or_does>
    it|that|this $`,
  ofWishes: '<requested>',
  contractions: `isnt:is_not arent:are_not wasnt:was_not werent:were_not doesnt:does_not dont:do_not didnt:did_not wont:will_not
    wouldnt:would_not cant:can_not cannot:can_not couldnt:could_not hasnt:has_not havent:have_not hadnt:had_not theyre:they_are
    aint:is_not ive:i_have weve:we_have theyve:they_have youve:you_have im:i_am theres:there_is nobodys:nobody_is`,
  wishes: `<want>
    want|wants|wanted|wish|like|prefer|ask|asked|asking|need|needs|needed|mean|meant|interest|interested|reason|necessary|required|intend|agree
    no|never|not ... <verb>|<nounverb>
    dont|donot|dnt|do_not ... <verb>|<nounverb>|charge|contact|bother|bill|spam|worry`,
  refusals: `isnt|not|no|wasnt|arent ...!what|the_one|exactly necessary|needed|required|need
    should|must|may|shall|can never|not !find ... <verb>|<nounverb>|be
    want|like|love|prefer|going|rather|happy|glad to? keep
    id|i rather|better keep
    i|we keep !the_money|our_money|the_rest|the_other|the_others|everything_else|all_else
    im|am keeping !the_rest|the_other|the_others|everything_else|all_else
    ^ ...!not|dont|wont|never|cant|cannot ...!not|dont|wont|never|cant|cannot keep the|my|your|order|# ... !updated
    is|was|be the last thing !on
    reverse|revert|undo|return|give_back|pay_back|send_back|delay|postpone|hold|freeze the|my|this|that refund|reimbursement|cancellation|replacement|exchange|address_change
    put|place|keep|leave ... <wanted>|<noun> ... on hold|ice
    refund|reimbursement|replacement|return|cancellation|exchange ... be stopped|declined|denied|rejected|withheld|halted|blocked|paused|refused|suspended|postponed|delayed
    hang|hold fire
    wait|slow_down|ease_off with ... <wanted>|<noun>|<gerund>
    sit on ... <wanted>|<noun>
    defer|shelve|stall|stay ... <wanted>|<noun>
    ignore|disregard|forget|scrap|withdraw|retract|undo|revoke|drop|skip|leave|pause|suspend ... <noun>
    forget|ditch !to
    leave ... alone|as_it_is|as_is|as_they_are|unchanged|untouched
    leave my|the|our|this|that address|account|iban|bank|details|bank_details|bank_account
    let ... run|stand|go_ahead|continue
    take|taking back my|our|the|that|this ... request|question|claim|message|refund|cancellation
    stop|halt|block|cease <gerund>|trying|attempting
    stop|halt|block|cease the|my|this|that|any|all <noun>
    cancel|cancelling|canceling|call_off|calling_off|abort|revoke|drop the|my|this|that|any|our ... refund|request|reimbursement|return|replacement|transfer|cancellation|exchange|address_change
    id|i_would hate
    it_would|itd|that_would be wrong|bad|silly|a_mistake|a_shame
    changed my mind about !order|#|the_order|the_whole_order|this_order|my_order|the_purchase
    ^ its|it_is|thats|this_is not a|an|the|my <wanted>
    i|im|i_am take|taking it|that|this|everything|all back
    ^ dont|do_not do it|that|this|anything
    finger* off
    ^ please? leave the|my|our|this|that|everything|it|order|# ...!with|at|by|on|behind|in|to $`,
  cancellations: `^ cancel $
    ^ cancel that|it|this|everything|all|them $
    ^ stop|abort|halt|quit|undo|wait_stop|stop_stop $
    ^ stop|abort|undo|drop it|that|this $
    never mind
    nevermind|nvm
    ^ no? forget it|that|this|about_it|about_that
    scratch|strike that
    ^ ignore|disregard that|this|it|my_last|my_previous|my_earlier|the_last|the_previous|all_that|everything !message|mail|email|request
    ^ leave it|that $
    changed my mind !about
    just|only kidding|joking|a_joke|a_test|testing
    ^ it|this|that was|is just? a? joke|joking|kidding|test
    its|just a? joke|joking|kidding|test
    but|now|actually|then|so i|ill|id|im|lets just? keep|keeping
    i|ill|id keep it|them|this|that $
    jk|kidding`,
} satisfies Partial<ActLanguage>
