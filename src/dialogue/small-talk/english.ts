import type { TalkWords } from './talk-words.ts'

export const ENGLISH_TALK: TalkWords = {
  code: 'en',
  said: {
    greeting: `
      hi|hello|hey|hiya|howdy|yo|heya|helo|hullo|greetings|hallo there|everyone|everybody|all|again|team|folks|guys|you|bot|support?
      good morning|afternoon|evening|day there|everyone|all|team|to_you|to_you_all?
      = morning|afternoon|evening|everyone
      gday mate?
      welcome_back
      dear sir_or_madam|all|team|support
      nice|good|pleased to meet_you`,
    'how-are-you': `
      how are|r you|u|ya|things doing|today|feeling? today?
      hows it going
      hows your day going?
      how have you been
      how_do_you_do
      whats_up|sup|wassup
      and|what_about? you|yourself
      i_hope_you_are|i_hope_youre|hope_youre|hope_you_are|hope_this_finds_you well|good|fine|ok`,
    thanks: `
      many|big|so|ok|okay|great|cool|perfect? thanks|thank_you|thx|thanx|tnx|ty|tysm|cheers|thankyou|thank_u so|very? much? a_lot|a_bunch|a_million|a_ton|again|anyway|mate|then|all? for_your_help|for_the_help|for_helping|for_that|for_everything|for_your_time|for_your_reply|for_the_quick_reply|for_the_info|for_the_information?
      many thanks
      much appreciated
      i_really? appreciate it|that|your_help
      thanks_in_advance
      youre_a_star|lifesaver
      you_saved_my_day`,
    goodbye: `
      bye bye? for_now|then|now|everyone|all|folks?
      goodbye|cya|cu|farewell|ciao|bye_bye|cheerio|adios
      good_bye|good_night
      see|c you|ya|u later|soon|around|tomorrow|then|again|next_time?
      have|enjoy a? nice|good|great|lovely|wonderful? day|one|evening|weekend|rest_of_your_day
      take_care|ttyl|gtg|g2g|got_to_go|i_have_to_go|talk_to_you_later|talk_later|so_long|until_next_time|later
      that|that_was|thats|that_is|that_will_be|thatll_be|this_is all|it|everything for_now|for_today|from_me|i_need|i_needed|i_wanted|thanks|then?
      nothing_else|no_more_questions|im_done|i_am_done|all_done
      kind|best|warm? regards
      yours sincerely|faithfully|truly`,
    'who-are-you': `
      who|what are|r you|u exactly|really|anyway|then?
      whos_this|who_is_this|who_is_there|whos_there|who_am_i_talking_to|who_am_i_speaking_to|who_am_i_chatting_with|who_am_i_speaking_with|whom_am_i_speaking_to
      whats|what_is your name
      do_you_have a_name
      what_should|what_can i_call_you
      what are you called
      what kind|sort of thing|bot|assistant|program|machine are_you
      who made|built|makes|runs|programmed|wrote you
      tell_me about_yourself|who_you_are`,
    'a-person': `
      are|r you|u|we|they talking? a|an? real|actual|live|human? bot|robot|person|human|machine|computer|program|ai|human_being|chatbot|man|woman|real|automated|chatgpt|gpt or|not? a|an? real|human? bot|robot|person|human|machine|computer|program|ai?
      is|am this|i talking_to|speaking_to|speaking_with|chatting_with|talking_with|writing_with|writing_to? a|an? real|actual|live|human? bot|robot|person|human|machine|computer|program|ai|human_being|chatbot|somebody|someone|automated or|not? a|an? real|human? bot|robot|person|human|machine|computer|program|ai?
      you_are|youre|this_is|its a|an? real|just_a? bot|robot|machine|computer|ai|chatbot right|arent_you|isnt_it?
      bot|human|ai|robot or_human|or_bot|or_not
      are_you real|human|alive|chatgpt`,
    'what-can-you-do': `
      what can|could|do|else|all you|u|i|this|it can? actually|really|even|exactly|all? do|ask|help|offer|say|tell_you|type|write here|you|for_me|with|for_us|me_with?
      what_else can you do|help_with
      what_can i_do|i_ask|i_ask_you|i_say here|you?
      how_can|could you|u help me?
      what_can_you help|help_me with?
      what are your|the options|commands|features|abilities|possibilities|functions
      what_are_you able_to|capable_of|good_for|for|there_for do?
      how does this|it|that|the_chat|the_bot|all_this work|function here?
      how do i use this|it|you
      help me|please|needed?
      i_have|ive|ive_got|i_got|weve_got|we_have|there_is|theres|having|im_having a|an|another|some|one quick|small|little|big|general|simple? problem|question|issue|trouble|request|query|concern here|please|for_you|again?
      i_need|i_could_use|can_you_give_me|need|can_i_get|could_i_get|id_like some|your|a_little? help|assistance
      can|could|would you help me out?
      menu|options|commands|start|begin|info|faq
      show me? what_you_can_do|the? menu|options|commands
      what_now|now_what|what_next`,
    pardon: `
      i|sorry? dont|do_not|didnt understand|get_it|follow|get_that|understand_that|know_what_to_do|know_what_to_say
      what do|did you mean|say
      what|pardon|huh|sorry_what|excuse_me|eh|come_again|say_again|i_beg_your_pardon|what_was_that`,
    'all-right': `
      ok|okay|oki|okey|okeydoke|k|kk|alright|right|fine|aha|ah|oh|i_see|understood|noted|roger|gotcha|got_it|sounds_good|makes_sense|fair_enough|good_to_know|will_do|no_problem|no_worries|np|all_right|thats_fine|thats_ok|thats_okay|that_works|its_ok|its_fine|very_well|done|done_that|deal|ready|lol|haha|hahaha|hehe|rofl|lmao|xd|funny
      all good|clear|fine|set|ok now|here?
      i|ive got|have|understand it|that?
      that|it helps|helped|worked|works|makes_sense a_lot|now?
      i|ill am_back|be_back|back|try_that|think_about_it|see`,
    yes: `
      yes|yep|yeah|yup|y|sure|indeed|exactly|true|correct|agreed|of_course|absolutely|definitely|certainly do_it|please_do|go_ahead|of_course?
      do_it|please_do|go_ahead|go_on|confirm|confirmed|i_confirm|continue|proceed|carry_on`,
    'kind-words': `
      cool|great|nice|super|awesome|perfect|wonderful|excellent|amazing|brilliant|wow|lovely|fantastic|yay|hurray|hooray|sweet|neat|good|very_good|not_bad|well_done|good_job|good_bot|great_job|nice_job|nice_work|good_work|nice_one|woohoo|congrats
      so|very|really|how|thats|that_is|that_was? so|very|really? nice|kind|cool|great|good|awesome|funny|helpful|sweet|lovely|amazing of_you?
      you_are|youre|ur|you_re so|very|really|the? best|great|awesome|amazing|helpful|kind|nice|good|wonderful|star|cute|smart|funny
      i like|love you|it|this|that so_much|a_lot?
      i like|love your *
      happy|merry|have_a_merry birthday|christmas|xmas|new_year|easter|holidays|hanukkah|diwali to_you|everyone?
      happy_new_year|seasons_greetings|im_happy|i_am_happy|so_happy`,
    upset: `
      you_are|youre|ur|your|you_guys_are|you_lot_are|you_people_are|you_all_are|this_is|thats|that_is|this_bot_is|it_is|its|this_service_is|your_service_is|this_shop_is|what_a|such_a so|very|just|totally|completely|absolutely|really|all|a|an|pretty|too|no? useless|stupid|dumb|terrible|awful|horrible|rubbish|crap|garbage|worthless|annoying|frustrating|ridiculous|a_joke|a_disgrace|pathetic|incompetent|idiot|idiots|nonsense|bad|the_worst|worst|unacceptable|disappointing|outrageous|bullshit|infuriating|hopeless|joke|disgrace|shame|mess|help|no_help|not_helpful|not_helping|unhelpful|slow|a_shame
      you|u|ya guys|lot|people|all? suck|lie|lied|dont_help|never_help|dont_understand_anything|dont_get_it|dont_understand_me|dont_listen|never_listen|make_me_angry
      ugh|argh|grr|aargh|damn|damn_it|dammit|shit|fuck|fuck_off|fuck_you|fuck_this|wtf|omg|oh_my_god|oh_no|hell|bloody_hell|screw_you|screw_this|crap|seriously|come_on|for_gods_sake|ffs|jesus|sigh|meh|bah|boo|yuck|not_again|for_crying_out_loud|idiot|idiots|stupid|useless|rubbish|stupid_bot|dumb_bot|useless_bot|bad_bot
      im|i_am|i_feel|i_was|were|we_are|makes_me|this_makes_me so|very|really|quite|just|getting|extremely|pretty|feeling? so|really? angry|annoyed|upset|frustrated|mad|furious|disappointed|sad|fed_up|unhappy|pissed|pissed_off|tired|tired_of_this|sick_of_this|losing_patience|stressed|dissatisfied right_now|now|with_you|about_this|today|with_this?
      i hate you|this|it|that so_much?
      i_cant believe_this|take_this|stand_this anymore|any_more?
      it|this|that doesnt|does_not|isnt|is_not|didnt|wont|never works|work|working|help|helping|helped|helpful at_all|again|for_me?
      nothing works|helps
      not very|so|really? helpful|funny|good|happy|impressed at_all?
      nobody|no_one helps|answers|listens|cares me?
      this_is|thats|its|for? the? second|third|fourth|fifth|tenth|hundredth|umpteenth|2nd|3rd|4th|5th time i|im|ive|i_am|i_have|ive_had_to? ask|asking|asked|write|writing|written|message|messaging|tell|telling|told? you? this|that|now|already?
      ive|i_have already? asked|written|messaged|told_you twice|three_times|3_times|four_times|4_times|many_times|several_times|a_hundred_times|before already|now?
      what_the_hell|what_the_fuck|what_a_mess|what_a_joke|what_a_shame|how_annoying|how_frustrating|are_you_kidding|are_you_kidding_me|are_you_serious|you_must_be_kidding`,
    'one-moment': `
      one|just|just_a|just_one|a|wait? moment|second|sec|minute|min|mo|tick please?
      wait|wait_wait|hang_on|hold_on|hold_on_a_second|hang_on_a_second|brb|be_right_back|gimme_a_sec|give_me_a_moment|give_me_a_second|give_me_a_minute|let_me_check|let_me_see|let_me_think|let_me_look|bear_with_me|not_yet
      im|i_am back|here|ready|still_here now|again?
      are|is you|anyone|anybody|someone|somebody|there still? there|here|around|listening|awake|online
      you there|here
      anyone|anybody|someone|somebody there|here|home|around?
      do|can you hear|read|see me|this
      ping|test|testing|test_test|this_is_a_test|just_a_test|just_testing|test_message|testing_testing|hello_world|check|mic_check|test_1_2_3|test_123|test_1|testing_123|testing_1_2_3`,
    'never-mind': `
      no|nope|nah|n|never_mind|nevermind|nvm|forget_it|forget_that|forget_about_it|leave_it|drop_it|dont_worry|dont_bother|it_doesnt_matter|doesnt_matter|no_matter|its_nothing|nothing|ignore_that|ignore_me|ignore_this|scratch_that|disregard_that|i_changed_my_mind|ive_changed_my_mind`,
    sorry: `
      sorry|oops|ups|whoops|my_bad|my_mistake|my_apologies|apologies|im_sorry|i_am_sorry|sorry_about_that|sorry_for_that|excuse_me
      wrong chat|window|number|person|button|tab|place|one
      not_you|that_wasnt_for_you|that_was_not_for_you|that_was_for_somebody_else|that_was_a_mistake
      i|just? pressed|clicked|sent|typed that|enter|it|this by_accident|by_mistake|too_early|too_soon`,
    chatter: `
      tell_me|tell_us|know|say|do_you_know|have_you_got|can_you_tell_me a|any|another|some|something? good? joke|jokes|story|poem|riddle|funny
      sing me|us? a? song
      nice|lovely|terrible|bad|beautiful|awful|hot|cold weather today|here|isnt_it?
      whats|hows|what_is|how_is the_weather|the_weather_like today|there|tomorrow|like_today?
      what|whats time|the_time is_it|now?
      whats_the_time|what_day_is_it|what_date_is_it
      im|i_am bored|lonely|hungry|tired_today|drunk
      do you love|like|hate me|cats|dogs|music|it_here|people|humans|your_job|your_work
      will_you marry_me
      where do_you_live|are_you_from|are_you
      how_old are_you
      what do_you_think|do_you_like
      are_you single|married|happy|sad|tired|stupid|smart|intelligent|sentient|conscious`,
    unclear: `
      hm|hmm|hmmm|um|umm|uh|er|erm|mmh|mhm|dunno|idk|i_dont_know|whatever|not_sure|im_not_sure|blah|bla|blah_blah|bla_bla|bla_bla_bla|blah_blah_blah|foo|bar|foobar|foo_bar|lorem_ipsum|lorem_ipsum_dolor_sit_amet|null|undefined|nan|none|etc|something|anything|stuff|thing|things|so|well|and|but|or|then|maybe|perhaps`,
    person: `
      a|an|the|real|live|actual? real|live|actual|human? person|human|agent|representative|rep|operator|human_being|adviser|advisor|manager|supervisor|human_agent|live_agent|customer_service|customer_support|support_agent|employee|someone_real|somebody_real|real_one please|now?
      i|can_i|could_i|may_i|let_me|id|we want|would|need|wish|like|must|have|demand|prefer|rather? to? talk|speak|chat|talking|write|be_connected|be_put_through to|with a|an|the|your|some? real|live|actual|human? person|human|agent|representative|rep|operator|human_being|someone|somebody|manager|supervisor|boss|colleague|employee|customer_service|customer_support|people|people_there real|instead|please|who_can_help|in_charge|now|else|from_support|not_a_bot|not_a_machine? real|instead|please|now?
      talk|speak|connect|transfer|forward|pass|put|get|give|bring|send me|us|through|on? to|with|through_to? me? a|an|the|your|some? real|live|actual|human? person|human|agent|representative|rep|operator|human_being|someone|somebody|manager|supervisor|boss|colleague|employee|customer_service|customer_support|people real|instead|please|now|else|on_the_line?
      i|can_i|could_i|may_i|let_me|id|we? want|would|need|wish|like|must|have|prefer|rather? to? ask a|an|the|your|some? real|live|actual|human? person|human|agent|representative|rep|operator|human_being|someone|somebody|manager|supervisor|colleague|employee|customer_service|customer_support|people real|instead|please|now|else?
      pass it|this|that on|along to_a_person|to_a_human|to_someone|to_somebody?
      i dont|do_not|wont want|like|wish|need to talk|speak|chat|write to|with a|an|the|this? bot|robot|machine|computer|program|ai|chatbot anymore|any_more?
      is_there|are_there a|any|some? real|live|human? person|people|human|humans|someone|somebody|anyone|anybody there|here|i_can_talk_to|to_talk_to?`,
  },
  openers: `oh ah well so um uh ok okay hey please sorry now and but just then man dude omg`,
  closers: `please there then now mate dude man too already though lol x xx xo really`,
  joins: `and then so`,
  says: {
    pardon: 'Sorry, that was unclear. Tell me in a few words what you need.',
    greeting: 'Hello. What can I do for you?',
    'how-are-you': 'All is well here, thank you. What can I do for you?',
    thanks: 'You’re welcome.',
    goodbye: 'Goodbye.',
    'who-are-you': 'I’m {title}, a program and not a person.',
    'a-person': 'I’m a program, not a person.',
    'what-can-you-do': 'I answer questions from our documents.',
    'all-right': 'All right.',
    'kind-words': 'Thank you.',
    upset: 'I’m sorry that this is going badly. Tell me in a few words what you need.',
    'one-moment': 'I’m here. Say what you need whenever you are ready.',
    yes: 'Yes to what? Tell me in a few words what you need.',
    'never-mind': 'All right. I’m not starting anything.',
    sorry: 'That’s all right.',
    chatter: 'I’m no good at that. I answer questions from our documents.',
    unclear: 'I didn’t understand that.',
    value: 'What should I do with {values}?',
    recap: 'You wrote before: {values}.',
  },
  can: 'This is what I can do:',
  person: { offer: 'If you’d rather have a person, say so.', button: 'I want to talk to a person' },
  informal: null,
}
