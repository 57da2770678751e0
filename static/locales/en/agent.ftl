### The agent console, and signing in to it and to the monitor.

agent-title = Agent console
agent-title-ringing = ({ $count }) { $name } is waiting
agent-console = Agent console
agent-side = Consultation, history and callbacks

## Purposes, as the staff names them

agent-purpose-showing = Showing
agent-purpose-try_on = Try-on
agent-purpose-sizing = Sizing
agent-purpose-usage = Usage
agent-purpose-inspection = Inspection

## Signing in

agent-sign-in-title = Sign in to the agent console
agent-username = User name
agent-password = Password
agent-sign-in = Sign in
agent-sign-out = Sign out
agent-to-monitor = Monitor
agent-sign-in-sign-in-failed = User name or password is wrong. Check both and try again.
agent-sign-in-link-expired = This sign-in link was used before or is too old. Ask for a new one, or sign in with your password.
agent-sign-in-rate-limited = Too many tries. Please wait a moment.
agent-sign-in-again-in = { $seconds ->
    [one] You can try again in { $seconds } second.
   *[other] You can try again in { $seconds } seconds.
}
agent-sign-in-network = The service cannot be reached. Check your connection and try again.
agent-sign-in-service-unavailable = The service is not available at the moment. Try again in a minute.
agent-sign-in-signed-off = Your sign-in has run out. Please sign in again.
agent-sign-in-sign-out-failed = You left the console, but the service could not be reached to sign you out. Sign in and out again when it is back.
agent-sign-in-unknown = Signing in did not work ({ $code }). Try again in a moment.

## On duty

agent-on-duty = On duty
agent-on-duty-hint = Turn on to be rung by buyers
agent-on-duty-fixed = Can be changed when the consultation is wrapped up
agent-on-duty-offline = Can be changed when the connection is back
agent-status-away = Away
agent-status-available = Available
agent-status-offered = Ringing
agent-status-busy = In consultation
agent-status-wrap_up = Wrap-up
agent-waiting = { $count ->
    [0] Nobody waiting
    [one] { $count } waiting
   *[other] { $count } waiting
}
agent-camera-ready = Camera ready
agent-camera-none = Camera off
agent-microphone-ready = Microphone ready
agent-microphone-none = Microphone off
agent-duty-away = You are away
agent-duty-away-hint = Check your camera and microphone, then turn on “On duty”. Buyers are offered to you one at a time.
agent-duty-available = You are available
agent-duty-available-hint = Leave this page open. It rings here when a buyer is offered to you.

## Camera and microphone, before a consultation

agent-check-title = Camera and microphone
agent-check-hint = The preview is what buyers will see: not mirrored, so that labels can be read.
agent-choose-devices = Choose devices
agent-preview = Preview of your camera
agent-preview-off = The camera is off
agent-camera-on = Buyers will see you.
agent-camera-off = The camera is off. Turn it on to check the picture.
agent-camera-still-available = You can still be on duty: buyers then hear you and read what you write.
agent-camera-turn-on = Turn on
agent-camera-turn-off = Turn off
agent-microphone-turn-on = Turn on
agent-microphone-turn-off = Turn off
agent-microphone-off = The microphone is off. Turn it on to check it.
agent-microphone-speak = Say something: the bar should move.
agent-microphone-heard = You can be heard.

## An offer

agent-buyer-unnamed = The buyer
agent-offer-title = { $name } is waiting
agent-offer-announcement = New offer: { $name }, { $purpose }, { $product }.
agent-accept = Accept
agent-decline = Decline
agent-offer-keys = Keys: A or Enter accepts, D or Esc declines.
agent-time-left = { $seconds ->
    [one] { $seconds } second left to answer
   *[other] { $seconds } seconds left to answer
}
agent-fact-language = Language
agent-fact-country = Country
agent-fact-local-time = Time there
agent-fact-waited = Waited
agent-returning = Returning buyer
agent-language-differs = You do not share the buyer’s language

## In a consultation

agent-current = Consultation
agent-controls = Controls of the consultation
agent-camera = Camera
agent-switch-camera = Other camera
agent-devices = Devices
agent-end = End
agent-swap = Swap pictures
agent-timer = Time in consultation:
agent-connect-time = First picture after { $time }
agent-connect-time-explained = Time from your “Accept” to your first frame on the buyer’s screen
agent-unread = { $count ->
    [one] { $count } unread message
   *[other] { $count } unread messages
}
agent-sizes = Sizes: { $sizes }
agent-size = Size
agent-size-chart = Size chart
agent-size-chart-unit = { $system } · body measurements in cm
agent-dimension-chest = Chest
agent-dimension-waist = Waist
agent-dimension-hip = Hip
agent-dimension-height = Height
agent-dimension-foot_length = Foot length
agent-dimension-unknown = { $name }
agent-description = Description
agent-product-page = Product page
agent-buyer-away = { $name } has lost the connection. The place is kept for a moment.
agent-media-reconnecting = The picture is interrupted. It is being reconnected.
agent-media-failed = The picture could not be reconnected yet. A new connection is being made; the chat still works.

## After it

agent-wrap-up-title = Wrap-up
agent-summary = Summary for the buyer
agent-wrap-up-summary = { $product } · { $length } · { $reason }
agent-ended-agent_ended = You ended it
agent-ended-buyer_ended = { $name } ended it
agent-ended-buyer_lost = { $name } lost the connection
agent-ended-agent_lost = Your connection was lost
agent-ended-unknown = It has ended
agent-outcome = Outcome
agent-outcome-choose = Choose …
agent-outcome-solved = Solved
agent-outcome-follow_up = Follow-up needed
agent-outcome-bought = Bought
agent-outcome-not_for_me = Not for the buyer
agent-outcome-technical_problem = Technical problem
agent-outcome-abuse = Abuse
agent-outcome-missing = No outcome noted
agent-size-advised = Size advised
agent-size-none = None
agent-size-other = Other …
agent-size-text = Which size?
agent-note = Note
agent-note-hint = For your colleagues. The buyer does not see it.
agent-available-again = Available again after saving
agent-save = Save
agent-saving = Saving …

## History and callbacks

agent-history = History
agent-history-empty = Your past consultations will be listed here.
agent-history-more = Show earlier ones
agent-history-size = Size { $size }
agent-history-stars = { $stars ->
    [one] Rated { $stars } star of 5
   *[other] Rated { $stars } stars of 5
}
agent-history-latency = Latency p50 { $p50 }, p95 { $p95 }
agent-history-latency-bounded = Latency p50 { $p50 }, p95 { $p95 } (± { $bound })
agent-history-within = { $share } within target
agent-history-unmeasured = Latency was not measured
agent-history-timeline = Timeline
agent-callbacks = Callbacks
agent-callbacks-open = { $count ->
    [one] { $count } open request
   *[other] { $count } open requests
}
agent-callbacks-empty = Nobody is waiting to hear from you.
agent-callback-there = For the buyer: { $time } ({ $zone })
agent-callback-contact = Contact:
agent-callback-done = Mark as done
agent-callback-done-named = Mark as done: { $contact }

## Notices

agent-resume = Resume
agent-notices = Notices
agent-notice-offer-missed = An offer was not answered in time, so you were set to away and the buyer went to somebody else. Turn on “On duty” when you are back.
agent-notice-offer-withdrawn = The buyer is no longer waiting for you: the offer was withdrawn.
agent-notice-buyer-left = The buyer has left. Note what came of the consultation.
agent-notice-save-failed = The wrap-up was not stored. Please save again.
agent-notice-unknown = Something changed ({ $code }).
agent-offline = The connection to the service is lost. It is being restored; until then you cannot be rung.
agent-offline-consultation = The connection to the service is lost, and is being restored. Your consultation goes on: picture and sound do not need it.
agent-service-down = The service cannot pair people at the moment. You keep your place and are rung when it is back.
agent-service-down-consultation = The service has a problem, and is recovering. Your consultation goes on.
agent-superseded-title = The console is open in another tab
agent-superseded = You can be on duty in one tab at a time, and the other one has taken over.
agent-superseded-here = Continue here

## What supervisors keep for the shop

agent-size-charts = Size charts
agent-size-outcomes = What became of sizes

## The shop's rules for returns

agent-return-rules = Return rules
agent-return-rules-hint = One rule a row. The most specific one counts, and the law of the buyer’s country comes on top.
agent-rule-column-category = of products; empty: all
agent-rule-column-country = two letters, or EU for all its members; empty: all
agent-rule-column-window_days = calendar days after delivery; 0: nothing is taken back
agent-rule-column-who_pays = for sending it back: buyer or shop
agent-rule-column-exclusions = with spaces between: made-to-order, perishable, opened-hygiene, opened-media, periodicals, mixed, personal-use, reduced
agent-rule-column-condition = tried, unused or unopened
agent-return-rules-table = Rules as a table (CSV)
agent-return-rules-download = Download
agent-return-rules-save = Save rules
agent-return-rules-saved = Saved. They hold at once.

# $row: counted from 1, without the heading; $column: its name; $value: what stands there
agent-rule-fault-cell-missing = Row { $row }: { $column } has to be given.
agent-rule-fault-cell-invalid = Row { $row }: { $column } cannot be “{ $value }”.
agent-rule-fault-rule-twice = Row { $row }: an earlier row is for the same category and country.
agent-rule-fault-column-missing = The first line has to name the column { $column }.
agent-rule-fault-column-unknown = Row { $row }: there is no column “{ $column }” (“{ $value }”).
agent-rule-fault-unknown = Row { $row }: { $column } is wrong ({ $code }).

## The shop's printed colour card

agent-measured-card = Colour card
agent-measured-card-why = No two printers give the same colours: with the values of your own print, as an instrument reads them, its errors no longer remain in what buyers see.
agent-measured-card-hint = One row a patch, counted 1 to 24 row by row: patch, l, a, b (CIELAB, D50, 2°) or patch, red, green, blue (sRGB, 0 to 255). You can paste it from a spreadsheet, with its first line.
agent-measured-card-measured = These values were measured.
agent-measured-card-meant = Nobody has measured the card yet: these are the values that it is meant to have.
agent-measured-card-table = Patches as a table (CSV)
agent-measured-card-download = Download
agent-measured-card-reset = Back to the values meant
agent-measured-card-save = Save values
agent-measured-card-saved = Saved. The card is read with them from now on.
agent-measured-card-reset-done = The card counts as it is meant to be again.
agent-card-fault-cell-missing = { agent-rule-fault-cell-missing }
agent-card-fault-cell-invalid = { agent-rule-fault-cell-invalid }
agent-card-fault-column-missing = { agent-rule-fault-column-missing }
agent-card-fault-column-unknown = { agent-rule-fault-column-unknown }
agent-card-fault-patch-twice = Row { $row }: an earlier row is for patch { $value }, too.
agent-card-fault-patch-missing = There is no row for patch { $value }.
agent-card-fault-patch-far = Row { $row }: this is far from the { $column } that it is meant to be. Are the rows in order?
agent-card-fault-unknown = { agent-rule-fault-unknown }
