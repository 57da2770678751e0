### The supervisors' monitor. Signing in has its texts in agent.ftl.

monitor-title = Latency monitor
monitor-to-console = Agent console
monitor-sign-in-title = Sign in to the monitor
monitor-forbidden-title = Only supervisors may see the monitor
monitor-forbidden = You are signed in as { $name }, who is an agent. Ask your supervisor for the role, or sign in with another account.
monitor-other-account = Use another account
monitor-unreachable = The service cannot be reached. Trying again …
monitor-ways = Where to go from here
monitor-to-overview = Overview
monitor-cancel = Cancel
monitor-unknown = Unknown
monitor-time = Time
monitor-n = Number

## Numbers

monitor-figures = Figures of the last five minutes
monitor-live = Live consultations
monitor-waiting = Buyers waiting
monitor-on-duty = Agents on duty
monitor-within = Within { $target } ms · 5 min
monitor-recent = 5 min
monitor-within-short = Within target
monitor-hour = Last hour: { $value }
monitor-today = Today: { $value }
monitor-missing-share = Not measured: { $value }
monitor-p50-explained = Half of the frames were faster
monitor-p95-explained = 95 % of the frames were faster
monitor-p99-explained = 99 % of the frames were faster

## Units and ways. $times, $rate: numbers, already written out

monitor-floor = { $times } × floor
monitor-kbps = { $rate } kbit/s
monitor-mbps = { $rate } Mbit/s
monitor-burn-times = { $times }×
monitor-fps = { $fps } fps
# From the buyer's country to the agent's place
monitor-way = { $from } → { $to }
monitor-path-direct = Direct
monitor-path-relay = Relay
monitor-path-unknown = Way unknown

## Alerts

monitor-alerts = Alerts
monitor-alerts-now = Alerts of this moment
monitor-alerts-none = Nothing needs you now.
monitor-alert-late = { $agent }, { $product }: the picture is { $ms } ms late, above the target of { $target } ms.
monitor-alert-late-many = { $count } consultations have a picture that is later than the target of { $target } ms.
monitor-alert-unmeasured = { $agent }, { $product }: the latency is not being measured.
monitor-alert-unmeasured-many = In { $count } consultations the latency is not being measured.
monitor-alert-redis = The waiting room (Redis) cannot be reached. Running consultations go on; nobody new can be paired.
monitor-alert-nobody = { $count ->
    [one] { $count } buyer is waiting, and nobody is on duty.
   *[other] { $count } buyers are waiting, and nobody is on duty.
}
monitor-alert-offline = The connection to the service is lost. The figures below are from before.

## The error budget and its alerts

monitor-budget-title = Error budget
monitor-budget-objective = { $objective } of the seconds within { $target } ms, over { $days } days
monitor-budget-unknown = The service has not told the budget yet.
monitor-budget-left = { $share } left
monitor-budget-over = Overspent by { $share }
monitor-budget-nothing-due = No picture was due yet.
# Lengths of time, already written out
monitor-budget-time = { $spent } of { $all } spent, { $missing } of them not measured
monitor-burn-explained = How many times as fast as it may last the budget is being spent
monitor-burn-due = of { $due }
monitor-burn-fast-burn = The error budget is burning fast: at this rate it is gone within days.
monitor-burn-slow-burn = The error budget is burning: at this rate it will not last.
monitor-burn-steady-burn = The error budget has been spent faster than it may for days.
monitor-burn-unknown = The error budget is being spent too fast ({ $code }).
monitor-burn-numbers = { $long } over { $longWindow } and { $short } over { $shortWindow }; { $threshold } is too much. Since { $since }.
monitor-acknowledge = Acknowledge
monitor-acknowledge-reason = What you know about it (may be empty)
monitor-silence = Silence
monitor-silence-reason = Why it may be silent
monitor-silence-for = For how long
monitor-unsilence = End the silence
monitor-alert-acknowledged = Acknowledged by { $by }.
monitor-alert-silenced = Silenced by { $by } until { $until }.
monitor-alerts-past = Past alerts
monitor-alerts-past-none = None has fired lately.
monitor-alert-time = { $since } – { $until }

## Trends

monitor-trends = Over time
monitor-range = How far back
monitor-range-hour = Last hour
monitor-range-day = Last 24 hours
monitor-range-month = Last 30 days
monitor-chart-title = Latency towards buyers
monitor-chart-target = Target { $target } ms
monitor-chart-missing = Not measured
monitor-chart-empty = Nothing was measured in this time.
monitor-chart-table = Show as a table
monitor-chart-label = Chart of the latency over time: p50, p95 and p99. The highest p95 is { $worst } ms; the target is { $target } ms. The numbers are in the table below.
monitor-stages-title = Where the time goes
monitor-stages-mean = Mean of a frame
monitor-stage-capture_encode = Capture and encode
monitor-stage-network = Network
monitor-stage-jitter_buffer = Jitter buffer
monitor-stage-decode_render = Decode and render
monitor-stages-total = Sum (of { $target } ms)
monitor-heat-title = How many frames took how long
monitor-heat-within = within { $target } ms
monitor-heat-late = later
monitor-heat-scale = few → many frames
monitor-heat-label = Heat map of the latency over time; a line marks the target of { $target } ms. The counts are in the table below.
monitor-heat-table = Frames by latency, as a table
monitor-heat-good = Up to { $good } ms
monitor-heat-fair = { $good } to { $target } ms
monitor-heat-above = Above { $target } ms
monitor-set-up-title = Set-up time
monitor-set-up-what = What
monitor-set-up-connect = Ringing → connected
monitor-set-up-first_frame = Accepted → first picture
monitor-freezes-title = Freezes
monitor-freezes-count = Times
monitor-freezes-time = Stood still
monitor-freezes-share = Share of the time

## Routes

monitor-routes-title = By route
monitor-routes-by = Group by
monitor-routes-empty = No consultation was held in this time.
monitor-routes-scroll = Table of routes, can be scrolled sideways
monitor-routes-n = Consultations
monitor-routes-due = Picture due
monitor-routes-within = Within { $target } ms
monitor-routes-p50 = p50
monitor-routes-p95 = p95
monitor-routes-over-floor = Against physics
monitor-routes-floor = Floor
monitor-routes-freezes = Freezes
monitor-routes-missing = Not measured
monitor-by-route = Buyer → agent
monitor-by-country = Buyer’s country
monitor-by-region = Agent’s region
monitor-by-path = Direct or relay
monitor-by-browser = Browser
monitor-by-codec = Codec

## Probes

monitor-probes-title = Probes
monitor-synthetic = Synthetic
monitor-probes-explained = Test consultations of the service with itself. They count in none of the figures above.
monitor-probes-empty = No probe has run.
monitor-probe-within = Within target
monitor-probe-late = Too late
monitor-probe-failed = Failed
monitor-probe-error = It did not come about: { $error }
monitor-probe-figures = p50 { $p50 }, p95 { $p95 }, ± { $bound }; set up in { $setup }

## Live consultations

monitor-live-title = Live now
monitor-live-empty = No consultation is live.
monitor-live-scroll = Table of live consultations, can be scrolled sideways
monitor-live-found = { $found } of { $all } shown
monitor-live-pages = Pages of live consultations
monitor-worst-first = Worst first
monitor-filter = Find
monitor-filter-hint = Agent, product, country …
monitor-page = { $page } / { $pages }
monitor-page-before = Back
monitor-page-after = Next
monitor-column-agent = Consultation
monitor-column-buyer = Buyer
monitor-column-to-buyer = To the buyer
monitor-column-to-agent = To the agent
monitor-column-within = Within target
monitor-column-picture = Picture
monitor-column-line = Line
monitor-column-voice = Voice
monitor-column-first-frame = First picture
monitor-column-duration = Duration
monitor-picture-off = Picture off
monitor-unmeasured = Not measured
monitor-size = { $width }×{ $height }, { $fps } fps
monitor-line = { $rtt } · { $loss } loss
monitor-freezes = { $count ->
    [one] { $count } freeze
   *[other] { $count } freezes
}
monitor-complaints = { $count ->
    [one] { $count } complaint
   *[other] { $count } complaints
}
monitor-past-title = Past consultations

## One consultation

monitor-consultation-title = Consultation
monitor-is-live = Live
monitor-windows-deleted = The figures of this consultation have been deleted by age. What happened in it is still known.
monitor-fact-within = Within target
monitor-fact-missing = Not measured
monitor-fact-freezes = Freezes
# $time: a length of time, already written out
monitor-fact-frozen = { $count } ({ $time })
monitor-fact-floor = Floor by physics
monitor-fact-duration = Duration
monitor-fact-started = Began
monitor-fact-stars = Rating
monitor-direction = Whose picture
monitor-direction-to_buyer = To the buyer
monitor-direction-to_agent = To the agent
monitor-replay = Replay
monitor-replay-play = Play
monitor-replay-pause = Pause
monitor-replay-moment = Moment
monitor-replay-at = { $at } of { $length }
monitor-replay-speed = Speed
monitor-replay-times = { $times }×
monitor-timeline-charts = Figures over time
monitor-timeline-latency = Latency
monitor-timeline-stages = Stages
monitor-timeline-bitrate = Bitrate
monitor-timeline-resolution = Picture
monitor-timeline-loss = Loss
monitor-timeline-rtt = Round trip and voice
monitor-quantity-newest = newest frame
monitor-quantity-p95 = p95
monitor-quantity-capture_encode = capture, encode
monitor-quantity-network = network
monitor-quantity-jitter_buffer = jitter buffer
monitor-quantity-decode_render = decode, render
monitor-quantity-bitrate = bitrate
monitor-quantity-codec = codec
monitor-quantity-size = size
monitor-quantity-fps = rate
monitor-quantity-loss = packets lost
monitor-quantity-concealed = sound made up
monitor-quantity-rtt = round trip
monitor-quantity-voice = voice, mouth to ear
monitor-quantity-path = way
monitor-events-title = What happened
monitor-events-empty = Nothing was reported.
# A moment before the beginning
monitor-event-before = −{ $at }
monitor-by-whom-buyer = Buyer:
monitor-by-whom-agent = Agent:
monitor-by-whom-service = Service:
