"""The words that two people compare by telephone (``words``): common ones, easy to tell apart.

Frozen: another word here, and two versions of the program show different words for one thing.
"""

from typing import Final

_LINES: Final = """
    acorn adapt agenda airport album alley almond amber anchor animal ankle anvil apple apron
    arcade armchair arrow artist atlas attic august autumn avenue award axle bacon badge bagel
    baker ballad bamboo banana bandage banjo banner barber barley barn basil basket bathtub
    battery beach beaver bedroom beetle berry bicycle birthday biscuit blanket blossom bobcat
    border bottle boulder bowling bracket branch breakfast bridge bronze broom bubble bucket
    budget buffalo builder bumper bundle burger butter cabbage cabin cactus calendar camel canal
    candle canoe canvas captain caramel carbon carpet carrot castle catalog cavern cedar celery
    cement center chalk chapel charcoal cheese cherry chess chicken chimney cider cinema circle
    citrus clay climate clock clover coconut coffee collar comet compass concert cookie copper
    coral cotton cougar cousin coyote cradle crayon cricket crystal cucumber cupboard curtain
    cushion cyclone daisy dancer dawn december deer denim dentist desert diamond diesel dinner
    diploma doctor dolphin domino donkey dragon drawer dream driver drum dustpan eagle earring
    easel echo editor eggplant elbow elephant elevator emerald empire engine envelope equator
    evening fabric factory falcon family farmer faucet feather fence festival fifteen finger
    fireplace fisherman flamingo flannel flute folder football forest fossil fountain freezer
    friday frosting fruit funnel furnace galaxy gallon garage garden garlic gentle giant giraffe
    glacier glove goblet golden goose gorilla granite grape grocery guitar habitat hallway
    hamburger hammer harbor harvest hazel helmet heron hickory highway hockey holiday honey
    horizon hospital hotel hunter hurdle husky iceberg igloo insect invoice island ivory jacket
    jaguar january jasmine jelly jewel jigsaw journal judge jungle kangaroo kayak kettle
    keyboard kidney kingdom kitchen kiwi koala ladder ladybug lagoon lantern laptop laundry
    lawyer lemon leopard letter library lilac linen lizard lobster locker lumber lunch lyric
    machine magnet mailbox mammoth mandolin mango maple marble market mattress meadow medal
    melody mercury meteor midnight million mineral minute mirror monday morning motor muffin
    museum mushroom mustard mystery napkin needle nephew nickel northern notebook november nurse
    nutmeg oatmeal ocean october office olive onion opera orange orchard organ ostrich otter
    outdoor oxygen oyster paddle painter palace pancake panther papaya paper parade passport
    pasture peacock peanut pebble pelican pencil pepper perfume piano pickle picnic pigeon
    pillow pilot pineapple pirate planet plaster pocket polar pony popcorn postcard potato
    powder prairie pretzel prize pudding pumpkin puppet purple puzzle pyramid quarry question
    quilt rabbit radar radish railroad rainbow raisin raspberry rattle raven recipe reindeer
    ribbon robin rodeo rooster rowboat rubber rugby saffron sailor salad salmon sandal saturday
    sausage scarf school scissors scooter seagull season september shadow shampoo shelf sheriff
    shovel shutter silver skater sketch skyline sleeve slipper snowball soccer sofa soldier
    sparrow spider spinach sponge spring squirrel stadium staple statue steeple stencil stove
    student submarine sugar summer sunflower swallow sweater swimmer tablet target taxi teacher
    teapot telescope temple tennis theater thimble thunder thursday ticket tiger timber toaster
    tomato tornado tortoise towel tractor traffic trailer treasure triangle trombone trumpet
    tuesday tulip turkey turtle tuxedo twenty twilight umbrella uncle uniform upstairs urban
    vacuum vanilla velvet violet visitor volcano voyage vulture waffle wagon waiter walnut
    walrus warehouse waterfall wedding wednesday western whale whisper window winter wolf wooden
    workshop wrench yellow zebra zigzag zipper
"""

WORDS: Final = tuple(_LINES.split())
"""512 of them, in order of the alphabet; no two begin with the same four letters."""
