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
`
  .trim()
  .split('\n')
