### The shop's size charts, and what became of sizes, as supervisors keep them at the console.

## Size charts

agent-charts-hint = A product’s own chart counts before its brand’s, and that before its category’s. What your listing of products brings along is not shown here; a chart stored here takes its place.
agent-charts-none = No size chart is stored here yet.
agent-charts-all = All size charts
# $count: how many sizes, $first and $last of them, $system: such as EU
agent-charts-sizes = { $count ->
    [one] { $system } { $first } ({ $count } size)
   *[other] { $system } { $first } to { $last } ({ $count } sizes)
}
agent-charts-changed = Changed { $when }
agent-chart-new = New size chart
agent-chart-unsaved = Not saved
agent-chart-of-product = Product { $key }
agent-chart-of-brand = Brand { $key }
agent-chart-of-category = Category { $key }
agent-chart-scope = For
agent-chart-scope-product = A product
agent-chart-scope-brand = A brand
agent-chart-scope-category = A category
agent-chart-key-product = SKU of the product
agent-chart-key-brand = Name of the brand
agent-chart-key-category = Name of the category
agent-chart-begin = Begin with the chart it has now
agent-chart-system = Size system (such as EU)
agent-chart-group = Made for
agent-chart-group-women = Women
agent-chart-group-men = Men
agent-chart-group-children = Children
agent-chart-group-unisex = Anybody
agent-chart-garment = Kind of garment
agent-chart-garment-top = Top
agent-chart-garment-bottom = Trousers, skirt
agent-chart-garment-dress = Dress
agent-chart-garment-shoes = Shoes
agent-chart-open = Not said
agent-chart-bodies = Bodies that the sizes fit, in cm
agent-chart-bodies-hint = Smallest size first, from and to for each measure of the body. Enter and the arrow keys go from size to size; cells copied from a spreadsheet can be pasted.
agent-chart-pieces = The garment itself, in cm
agent-chart-pieces-hint = Girths of the whole piece, not of one side. Beside them stands the ease: how much larger the piece is than the bodies of its size.
agent-chart-row = Row { $row }
# $dimension: a measure of the body, $size: name of the size
agent-chart-least = { $dimension } of { $size }, from
agent-chart-most = { $dimension } of { $size }, to
agent-chart-piece = { $dimension } of the garment in { $size }
agent-chart-ease = ease { $cm }
agent-chart-ease-range = ease { $least } to { $most }
agent-chart-add-size = Add a size
agent-chart-insert = Insert a size below { $size }
agent-chart-remove-size = Remove { $size }
agent-chart-add-dimensions = Add measure
agent-chart-add-pieces = Add garment measure
agent-chart-remove-dimension = Remove { $dimension }
agent-chart-import = Import CSV or JSON
agent-chart-import-hint = The first line of a CSV table names its columns: size, then for each measure two (chest_least, chest_most) or one (chest with “86-90”), and garment_chest for the piece itself. It takes the place of the cells above; nothing is stored before you save.
agent-chart-file = From a file
agent-chart-pasted = Or paste it here
agent-chart-take = Take into the chart
agent-chart-export = Download as { $kind }
agent-chart-replaced = Something was taken out of the chart.
agent-chart-undo = Undo
agent-chart-save = Save chart
agent-chart-saved = Saved. It counts at once.
agent-chart-delete = Delete chart
agent-chart-delete-sure = Delete the size chart of { $key } for good?
agent-chart-keep = Keep it
agent-chart-convert = Convert these to centimetres

# $key: what the chart is for
agent-chart-failure-taken = There is a size chart of { $key } already. Open that one, or name something else.
agent-chart-failure-size-chart-refused = Some cells cannot be right: see below each size. Nothing is stored yet, and nothing you typed is lost.
agent-chart-failure-network = There is no connection. What you typed is still here; please save again.
agent-chart-failure-service-unavailable = The service cannot be reached. What you typed is still here; please save again in a moment.
agent-chart-failure-no-size-chart = This size chart is not stored any more.
agent-chart-failure-unknown = It could not be stored ({ $code }). What you typed is still here.

# $dimension: a measure of the body, $size and $other: names of sizes, $cm: a length
agent-chart-fault-measure = { $dimension }: { $words }
agent-chart-fault-no-number = { $dimension }: “{ $cell }” is no number.
agent-chart-fault-no-size = This size has no name.
agent-chart-fault-size-twice = Size { $size } stands here twice.
agent-chart-fault-range-missing = { $dimension }: say from where to where.
agent-chart-fault-range-reversed = { $dimension }: the first number is larger than the second.
agent-chart-fault-order = { $dimension }: size { $size } is not larger than size { $other } before it. The smallest size comes first.
agent-chart-fault-overlap = { $dimension }: this overlaps with size { $other } by { $cm } cm.
agent-chart-fault-gap = { $dimension }: between size { $other } and this one { $cm } cm are missing.
agent-chart-fault-garment-implausible = { $dimension }: the garment cannot measure that.
agent-chart-fault-dimension-unknown = { $dimension } is no measure of this chart.
agent-chart-fault-dimension-twice = One measure stands in the chart twice.
agent-chart-fault-no-dimension = Add at least one measure of the body.
agent-chart-fault-no-row = Add at least one size.
agent-chart-fault-too-many-rows = That is more sizes than a chart can have.
agent-chart-fault-no-size-column = The first line has to name the column “size”.
agent-chart-fault-column-unknown = There is no measure “{ $column }”.
agent-chart-fault-column-twice = The column “{ $column }” stands there twice.
agent-chart-fault-no-chart = This is no size chart in JSON.
agent-chart-fault-unknown = Something is wrong here ({ $code }).

## What became of sizes

agent-outcomes-hint = Tell what buyers kept and what came back for its size: the advice then takes into account how a product runs. One garment a row; a row with an id that was told before takes its place. Nothing says who the buyer was.
agent-outcome-column-id = your own, such as of the order’s line
agent-outcome-column-sku = of the product
agent-outcome-column-outcome = kept, too-small or too-big
agent-outcome-column-size = that was taken; may be empty
agent-outcome-column-date = such as 2026-11-25; may be empty
agent-outcomes-file = CSV or JSON from a file
agent-outcomes-text = Or paste it here
agent-outcomes-send = Send outcomes
# $new and $replaced: how many
agent-outcomes-taken = Taken: { $new } new, { $replaced } in place of earlier ones. They count in a moment.
agent-outcomes-learned = How products run
agent-outcomes-refresh = Refresh
agent-outcomes-none = No outcome has been told yet.
agent-outcomes-product = Product
agent-outcomes-kept = Kept
agent-outcomes-too-small = Too small
agent-outcomes-too-big = Too big
agent-outcomes-runs = Runs
agent-outcomes-runs-small = Runs small
agent-outcomes-runs-large = Runs large
agent-outcomes-runs-unclear = No clear sign
agent-outcomes-learning = Being learned …
# $sizes, $least, $most: in sizes; positive runs small
agent-outcomes-interval = { $sizes } sizes, likely { $least } to { $most }
agent-outcomes-explained = What came back most for its size stands first. Positive numbers run small: so many sizes larger than expected are needed. The true one lies in the range 19 times in 20; few outcomes count less, and products of the same category help each other.

# $row: counted from 1, without the heading; $column: its name; $value: what stands there
agent-outcome-fault-cell-missing = Row { $row }: { $column } has to be given.
agent-outcome-fault-cell-invalid = Row { $row }: { $column } cannot be “{ $value }”.
agent-outcome-fault-column-missing = The first line has to name the column { $column }.
agent-outcome-fault-column-unknown = Row { $row }: there is no column “{ $column }” (“{ $value }”).
agent-outcome-fault-id-twice = Row { $row }: an earlier row has the id “{ $value }” too.
agent-outcome-fault-unknown-sku = Row { $row }: the shop has no product “{ $value }”.
agent-outcome-fault-date-in-future = Row { $row }: { $value } is still to come.
agent-outcome-fault-unknown = Row { $row }: { $column } is wrong ({ $code }).
