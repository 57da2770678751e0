# The room: measuring on a still, and true colours.

tool-measure = Measure
measure-how = Lay the printed marker sheet flat beside the garment, freeze the picture from straight above, and set two points.
measure-print = Print the sheet ({ $paper })
measure-no-still = There is no picture to measure on yet. Freeze one, or take a close look.
measure-still = Picture
measure-kind-close-look = Close look
measure-kind-frozen = Frozen picture
measure-kind-drawn = Drawing
measure-kind-file = Picture from a file
measure-kind-unknown = Picture
measure-picture = Picture to measure on
measure-keys = Tap both ends, or press Enter and move the point with the arrow keys (with Shift ten steps at once); Enter goes to the other point.
measure-point-missing = Point { $number } is not set.
measure-point-at = Point { $number }: { $x } across, { $y } down.
measure-name = What it is
measure-name-none = Not kept
measure-name-chest = Chest
measure-name-length = Length
measure-name-sleeve = Sleeve
measure-name-waist = Waist
measure-name-inseam = Inseam
measure-name-unknown = Length
measure-ruler = Printed 20 cm are (cm)
measure-now = Measure
measure-length = { $cm } cm ± { $error } cm ({ $inches } in)
measure-kept = The garment

tool-colour = True colours
colour-how = Hold the printed colour card, or a 24-patch chart, beside the product, in the same light, and read it: which of them it is, is found. The buyer then sees the colours put right.
colour-print = Print the card ({ $paper })
colour-read = Read the card or chart
colour-end = Show as it comes
colour-no-picture = Your camera shows nothing. Turn it on first.
colour-left = Colour error { $left } instead of { $before } ΔE (at most { $most }).
colour-patches = { $reference ->
    [chart] A 24-patch chart was found: { $patches } of 24 patches were read.
   *[card] The printed card was found: { $patches } of 24 patches were read.
}
colour-printers-error = A printed card has its printer’s own errors. A bought chart’s are smaller.
colour-corrected = { $reference ->
    [chart] Colours put right by a chart; remaining error { $left } ΔE.
   *[card] Colours put right by the card; remaining error { $left } ΔE.
}
colour-as-it-comes = The picture is shown as the camera gives it.
colour-toggle = True colours
colour-impossible = This browser cannot put the colours right.
colour-light-changed = The light has changed since: colours may be off.
colour-light-changed-agent = The light has changed since: read the card again.
colour-warning-clipped = Some patches are over- or underexposed.
colour-warning-too-dark = It is too dark.
colour-warning-glare = The card shines: tilt it.
colour-warning-uneven-light = The card is lit unevenly.
colour-warning-poor-fit = The colours could not be put right well: use another lamp.
colour-warning-unknown = The card could not be read well.

# --- the true colours of a still

true-still = True colours
true-still-label = { $label }: colour corrected
true-still-coming = Putting the colours right …
true-still-by-still = { $reference ->
    [chart] Colour corrected by the chart on it: an error of { $left } ΔE remains there (before: { $before }).
   *[card] Colour corrected by the card on it: an error of { $left } ΔE remains there (before: { $before }).
}
true-still-by-picture = Colour corrected as the live picture is now, with a remaining error of { $left } ΔE there. In other light, or from another camera, it is off.
true-still-error-card-not-found = There is no colour card on this picture, and the live picture is not corrected by one.
true-still-error-unknown = { $why }
