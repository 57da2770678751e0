### The supervisors' monitor. Signing in has its texts in agent.ftl.

monitor-title = Latency monitor
monitor-to-console = Agent console
monitor-sign-in-title = Sign in to the monitor
monitor-forbidden-title = Only supervisors may see the monitor
monitor-forbidden = You are signed in as { $name }, who is an agent. Ask your supervisor for the role, or sign in with another account.
monitor-other-account = Use another account
monitor-unreachable = The service cannot be reached. Trying again …

## Numbers

monitor-figures = Figures of the last five minutes
monitor-live = Live consultations
monitor-waiting = Buyers waiting
monitor-on-duty = Agents on duty
monitor-within = Within { $target } ms · 5 min
monitor-recent = 5 min
monitor-within-short = Within target
monitor-hour = Last hour: { $value }
monitor-p50-explained = Half of the frames were faster
monitor-p95-explained = 95 % of the frames were faster
monitor-p99-explained = 99 % of the frames were faster

## Alerts

monitor-alerts = Alerts
monitor-alerts-none = Nothing needs you now.
monitor-alert-late = { $agent }, { $product }: the picture is { $ms } ms late, above the target of { $target } ms.
monitor-alert-unmeasured = { $agent }, { $product }: the latency is not being measured.
monitor-alert-redis = The waiting room (Redis) cannot be reached. Running consultations go on; nobody new can be paired.
monitor-alert-nobody = { $count ->
    [one] { $count } buyer is waiting, and nobody is on duty.
   *[other] { $count } buyers are waiting, and nobody is on duty.
}
monitor-alert-offline = The connection to the service is lost. The figures below are from before.

## Chart

monitor-chart-title = Latency towards buyers, last hour
monitor-chart-target = Target { $target } ms
monitor-chart-missing = Not measured
monitor-chart-empty = Nothing was measured in the last hour.
monitor-chart-table = Show as a table
monitor-chart-label = Chart of the latency by minute over the last hour: p50, p95 and p99. The highest p95 is { $worst } ms; the target is { $target } ms. The numbers are in the table below.
monitor-minute = Minute

## Stages

monitor-stages-title = Where the time goes
monitor-stages-recent = Mean of a frame, last 5 minutes
monitor-stages-hour = Mean of a frame, last hour
monitor-stage-capture_encode = Capture and encode
monitor-stage-network = Network
monitor-stage-jitter_buffer = Jitter buffer
monitor-stage-decode_render = Decode and render
monitor-stages-total = Sum (of { $target } ms)

## Live consultations

monitor-live-title = Live now
monitor-live-empty = No consultation is live.
monitor-live-scroll = Table of live consultations, can be scrolled sideways
monitor-column-agent = Agent
monitor-column-product = Product
monitor-column-purpose = Purpose
monitor-column-to-buyer = To the buyer
monitor-column-to-agent = To the agent
monitor-column-within = Within target
monitor-column-loss = Loss
monitor-column-picture = Picture
monitor-column-path = Path
monitor-column-buyer = Buyer
monitor-column-duration = Duration
monitor-column-first-frame = First picture
monitor-picture-off = Picture off
monitor-unmeasured = Not measured
monitor-fps = { $fps } fps
monitor-path-direct = Direct
monitor-path-relay = Relay
monitor-path-unknown = —
