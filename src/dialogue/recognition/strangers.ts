/**
 * What people also ask whoever has a box to write in. Whatever an agent does, it isn't this; so it learns what resembling
 * none of its procedures looks like even where it has few of them.
 */
export const STRANGERS: readonly string[] = `
what is the weather like tomorrow
tell me a joke
who won the match last night
play some music
set an alarm for seven in the morning
what is the capital of australia
translate good morning into french
how tall is the eiffel tower
give me a recipe for pancakes
write a poem about the sea
what time is it in tokyo
what is two hundred divided by eight
book me a flight to rome
find a restaurant near me
what should i watch tonight
read me the news
is the stock market up today
what is the meaning of life
can you help me with my homework
write a function that sorts a list
my head hurts what should i do
when is the next train
do you believe in god
add milk to my shopping list
recommend a good book
who is the president
i am bored
i love you
what is your favourite colour
where were you born
what does this word mean
pick a number between one and ten
is it going to rain
i had a long day
my cat is asleep on my keyboard
i passed my exam
how many planets are there
who wrote this famous novel
what year did the war end
how far away is the moon
how do i get a stain out of a shirt
which language do they speak in brazil
how many people live in china
what is the tallest mountain in the world
who invented the telephone
how do vaccines work
what do pandas eat
how do i learn to play the guitar
which team has won the most titles
what are good names for a dog
how do i tie a tie
is coffee bad for you
how do i grow tomatoes
what is the fastest animal
when do the shops close on sunday
how old is the universe
who is the richest person on earth
can you draw me a horse
how do i lose weight
what should i give my mother for her birthday
explain how a computer works
what is my horoscope for today
how do i write a good letter of application
which films are on at the cinema
what does my neighbour do for a living
how did the dinosaurs die
are there any good jobs around here
how do i fix a flat tyre
what is the best phone to buy
is there life on other planets
how long do you boil an egg
what is the plot of that film
how do i meet new people
who is your boss
what are the rules of chess
why is the sky blue
wie wird das wetter morgen
erzähl mir einen witz
wer hat das spiel gestern gewonnen
stell einen wecker auf sieben uhr
übersetze guten morgen ins französische
gib mir ein rezept für pfannkuchen
wie spät ist es in tokio
buche mir einen flug nach rom
wo kann man hier gut essen
lies mir die nachrichten vor
was ist der sinn des lebens
hilf mir bei den hausaufgaben
mir tut der kopf weh
wann fährt der nächste zug
empfiehl mir ein gutes buch
mir ist langweilig
was ist deine lieblingsfarbe
ich hatte einen langen tag
wie viele einwohner hat berlin
wer hat das telefon erfunden
warum ist der himmel blau
wie lange kocht man ein ei
wie lerne ich gitarre spielen
was kostet ein haus auf dem land
welcher film läuft im kino
wie weit ist es bis zum mond
wann haben die läden am sonntag auf
was soll ich meiner mutter schenken
wie bekomme ich einen fleck aus dem hemd
wer ist der reichste mensch der welt
ist kaffee ungesund
wie viele kalorien hat ein apfel
was macht mein nachbar beruflich
`
  .trim()
  .split('\n')
