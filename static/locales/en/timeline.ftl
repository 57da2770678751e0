### What happened in a consultation, in words: timeline-KIND, or more exactly timeline-KIND-REASON. Numbers come with the
### event; a text whose numbers are not there gives way to the one of its kind.

timeline-unknown = Something happened that this page has no words for yet.

## The governor, which keeps the latency within the target

timeline-governor = The governor changed how the picture is sent.
timeline-governor-queue = A queue of { $queue_ms } ms grew on the link: the picture was held back for { $pause_ms } ms, and may take { $ceiling_kbps } kbit/s now.
timeline-governor-contested = Something else fills the link’s queue, and braking did not shorten it: the picture holds its own, up to { $ceiling_kbps } kbit/s.
timeline-governor-standing-queue = A queue of { $queue_ms } ms stayed on the link: the picture may take { $ceiling_kbps } kbit/s now.
timeline-governor-probe = The picture has less room than it could use: the link was searched for more.
timeline-governor-picture = The picture was fitted to the link: { $lines } lines, { $frames_per_second } frames a second.
timeline-governor-voice-first = The link carries no moving picture: voice first, with a still every second.
timeline-governor-picture-again = The link carries a moving picture again.
timeline-governor-jitter-buffer = The sound had holes: it is held back { $buffer_ms } ms longer, to be whole.

## The way that pictures and sound take

timeline-route = Pictures and sound took another way.
timeline-route-relay-faster = The way over a relay was measured to be faster, { $to_ms } instead of { $from_ms } ms, and is taken now.
timeline-route-direct-faster = The direct way was measured to be faster, { $to_ms } instead of { $from_ms } ms, and is taken now.
timeline-route-relay-lost = The relay was lost: another way is taken now.
timeline-route-relay-unreached = The relay that was measured to be faster could not be taken: the way stays as it was.
timeline-ice-restart = The way between the two was looked for anew.
timeline-peer-rebuilt = The connection between the two was made anew.
timeline-network-changed = The device went over to another network.
timeline-reconnecting = The connection was lost and is being restored.
timeline-reconnecting-socket = The line to the service was lost; picture and sound go on by themselves.
timeline-connected = The two are connected.
timeline-connected-socket = The line to the service is back.

## People

timeline-camera-switched = Switched to another camera.
timeline-camera-on = Turned the camera on.
timeline-camera-off = Turned the camera off.
timeline-complaint = Said that it was bad.
timeline-rated = { $stars ->
    [one] Gave { $stars } star out of 5.
   *[other] Gave { $stars } stars out of 5.
}

## The course of every consultation

timeline-offered = It was offered to the agent.
timeline-accepted = The agent accepted.
timeline-first-frame = The first picture was on the buyer’s screen, { $elapsed_ms } ms after that.
timeline-ended = It ended.
timeline-ended-buyer_ended = The buyer ended it.
timeline-ended-agent_ended = The agent ended it.
timeline-ended-buyer_lost = The buyer was gone, and it ended.
timeline-ended-agent_lost = The agent was gone, and it ended.
timeline-ended-declined = The agent declined.
timeline-ended-missed = The agent did not answer in time.
timeline-ended-abandoned = The buyer left before it was accepted.
timeline-ended-agent_unreachable = The agent could not be reached.
