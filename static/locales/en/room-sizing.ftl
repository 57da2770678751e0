# Which size to take: measuring, sizes worn elsewhere, the answer and its reasons.

tool-sizing = Find a size
size-lead = Enter what you know: one measurement is enough, more make it surer.
size-unit = Unit
size-unit-cm = cm
size-unit-in = inches
size-fit = How it should sit
size-fit-close = Close
size-fit-regular = Regular
size-fit-loose = Loose
size-or = or
size-known-system = A size you wear elsewhere
size-known-none = None
size-known-size = Your size there
size-known-group = Whose sizes
size-group-women = Women’s
size-group-men = Men’s
size-group-children = Children’s
size-group-unisex = For all
size-group-unknown = For all
size-system-EU = Europe (DE, NL, Nordics)
size-system-FR = France, Spain
size-system-IT = Italy
size-system-UK = United Kingdom
size-system-US = United States
size-system-JP = Japan
size-system-CN = China
size-system-INT = Letters (S, M, L)
size-system-MONDO = Mondopoint (mm)
# $system: a code such as EU
size-system-unknown = { $system }
# $source: name of a standard, such as BS 3666:1982
size-source = By { $source }
# $systems: codes such as UK, $group: women, men, children or unisex
size-unknown-systems =
    { $group ->
        [women] We do not know women’s sizes of { $systems } for this. Please measure instead.
        [men] We do not know men’s sizes of { $systems } for this. Please measure instead.
        [children] We do not know children’s sizes of { $systems } for this. Please measure instead.
       *[other] We do not know the sizes of { $systems } for this. Please measure instead.
    }
size-consent = Keep these measurements with this shop for my next visit
size-kept = Your measurements are kept with this shop.
size-erase = Erase them
size-ask = Show my size

## Dimensions. $group: women, men, children or unisex

size-dimension-head = Head
size-dimension-neck = Neck
size-dimension-chest =
    { $group ->
        [women] Bust
       *[other] Chest
    }
size-dimension-underbust = Under the bust
size-dimension-waist = Waist
size-dimension-hip = Hips
size-dimension-height = Height
size-dimension-inside_leg = Inside leg
size-dimension-arm_length = Arm length
size-dimension-hand = Hand
size-dimension-foot_length = Foot length
# $name: a code
size-dimension-unknown = { $name }

size-how-head = Lay the tape round the head above the ears, where it is widest.
size-how-neck = Lay the tape round the neck just below the Adam’s apple, with room for one finger.
size-how-chest =
    { $group ->
        [women] Lay the tape level round the fullest part of the bust and under the arms. Breathe normally; do not pull it tight.
       *[other] Lay the tape level round the fullest part of the chest, under the arms and over the shoulder blades. Breathe normally.
    }
size-how-underbust = Lay the tape level and snug round the body, just below the bust.
size-how-waist = Lay the tape round the narrowest part between the lowest rib and the hip bone. Stand relaxed; do not draw the belly in.
size-how-hip = Stand with the feet together and lay the tape level round the fullest part of the seat.
size-how-height = Stand without shoes, back to a wall, and measure from the crown to the floor.
size-how-inside_leg = Measure along the inside of the leg, from the crotch straight down to the floor, without shoes.
size-how-arm_length = Bend the arm a little and measure from the shoulder bone over the elbow to the wrist bone.
size-how-hand = Lay the tape round the hand over the knuckles, without the thumb.
size-how-foot_length = Stand on a sheet of paper with the heel against a wall. Mark the longest toe and measure from the wall. Measure both feet and take the longer.
size-how-unknown = Measure level, without pulling the tape tight.

## The answer

size-yours = Your size
size-nearest = Nearest size
# $word: how sure, $share: a percentage
size-sure = { $word } ({ $share })
size-sure-high = Very likely right
size-sure-good = Likely right
size-sure-fair = Probably right
size-sure-low = Hard to say
size-runner-up = Otherwise { $size } ({ $share })
size-outside-smaller = Even the smallest size is made for a larger body.
size-outside-larger = Even the largest size is made for a smaller body.
size-why-title = Why
# $unit: cm or in
size-table = Bodies that the sizes are made for, in { $unit }
size-table-size = Size ({ $system })
size-table-chance = Likely
size-share = Write it to { $name }
size-shared = Written into the chat
size-shared-line = My size should be { $size }, otherwise { $other }.
size-shared-line-only = My size should be { $size }.

## Reasons. $range: from–to with the unit, $body: a measure with the unit, $measured: dimension and measure, or the dimension alone

size-measured = { $dimension } { $body }
size-why-measure = { $measured }: size { $size } is made for { $range }.
size-why-measure-below = { $measured }: size { $size } is made for more, { $range }.
size-why-measure-above = { $measured }: size { $size } is made for less, { $range }.
size-why-label = { $system } { $size }: { $dimension } { $range }. Makers differ, so this counts less than a tape.
size-why-label-unusable = { $system } { $size } says nothing of what this product is sized by.
size-why-measures-apart = { $larger }: size { $larger_size }, { $smaller }: size { $smaller_size }. The answer weighs both.
size-why-label-apart = The size you wear elsewhere and your measurements point to different sizes. Perhaps measure again.
size-why-same-for-all = { $measured }: all sizes are cut for { $range }, which suits you.
size-why-too-long = { $measured }: all sizes are cut for { $range }, so it will sit shorter on you.
size-why-too-short = { $measured }: all sizes are cut for { $range }, so it will sit longer on you.
size-why-wish-close = You like it close: { $room } less room.
size-why-wish-loose = You like it loose: { $room } more room.
size-why-runs-small =
    { $outcomes ->
        [one] This product runs small, by about { $sizes } sizes, says one buyer before you.
       *[other] This product runs small, by about { $sizes } sizes, say { $outcomes } buyers before you.
    }
size-why-runs-large =
    { $outcomes ->
        [one] This product runs large, by about { $sizes } sizes, says one buyer before you.
       *[other] This product runs large, by about { $sizes } sizes, say { $outcomes } buyers before you.
    }
size-why-ease = The piece itself measures { $garment }: { $ease } of room over { $dimension } { $body }.
size-why-outside-smaller = Even { $size }, the smallest size, is made for a larger body.
size-why-outside-larger = Even { $size }, the largest size, is made for a smaller body.
size-why-close-race = { $other } is nearly as likely to be right as { $size }. Ask to see both.
size-why-unknown = It follows from what you entered.

## What is wrong with an entry. $value: what was entered, $unit and $likely: units

size-fault-no-number = Please enter a number.
size-fault-wrong-unit = { $value } { $unit } cannot be right. Is it { $value } { $likely }?
size-fault-implausible = { $value } { $unit } cannot be right: { $range } is possible.
size-fault-unknown-dimension = This is not used here.
size-fault-unknown-size = { $system } has no size { $size } here. The nearest: { $nearest }.
# $known: codes of systems
size-fault-unknown-system = We do not know such sizes of this system. Known are: { $known }.
size-fault-unknown = Please check this entry.
