# Texts that every page shares.

interface-language = Language of this page
close = Close
loading = Loading…
try-again = Try again
understood = OK
number = { $number }
milliseconds = { $ms } ms

## Purposes of a consultation

purpose-showing = See it up close
purpose-try_on = See it tried on
purpose-sizing = Find my size
purpose-usage = Learn how to use it
purpose-inspection = Check something I bought

## Devices

device-microphone = Microphone
microphone-short = Mic
device-camera = Camera
device-speaker = Speaker
device-none-microphone = No microphone in use
device-none-camera = No camera in use
device-none-speaker = Chosen by the system
# $number: place in the list, for a device whose name the browser keeps back
device-unnamed = Device { $number }
devices = Devices
devices-title = Camera, microphone and speaker
microphone-level = Loudness of your microphone
camera-switch = Flip
end = End
controls = Controls

## Latency badge

latency-label = Picture delay:
latency-explained-here = How late the picture is, from camera to screen, with the possible error
latency-explained-there = How late the other side sees you, from camera to screen, with the possible error
# $ms: delay, $bound: possible error either way, both in milliseconds
latency-measured = { $ms } ms ± { $bound }
latency-estimated = about { $ms } ms ± { $bound }
latency-unbounded = about { $ms } ms
# $latency: one of the three above
latency-there = seen after { $latency }
latency-missing = – ms
latency-level-good = good
latency-level-fair = a little late
latency-level-poor = late
latency-level-unknown = not measured yet

## Stage

# $name: the other person
remote-video = Picture of { $name }
local-video = Your own picture
picture-coming = The picture is coming…
peer-camera-off = { $name } has no picture on right now

## Chat

chat-log = Messages
chat-empty = You can write here at any time.
chat-input = Write a message
chat-send = Send
chat-you = You
chat-from = { $name }
chat-pending = Sending…

## Problems in a consultation. $device: microphone, camera, speaker or other

problem-denied =
    { $device ->
        [camera] The browser may not use the camera. Allow it next to the address, or go on without it.
       *[other] The browser may not use the microphone. Allow it next to the address, or go on without it.
    }
problem-absent =
    { $device ->
        [camera] No camera was found. You can go on without one.
        [speaker] That speaker is gone. The system’s own is used.
       *[other] No microphone was found. You can write instead.
    }
problem-in-use =
    { $device ->
        [camera] Another program is using the camera. Close it there, then try again.
       *[other] Another program is using the microphone. Close it there, then try again.
    }
problem-insecure = Camera and microphone need a secure address (https).
problem-unsupported =
    { $device ->
        [speaker] This browser does not let you choose the speaker.
       *[other] This browser cannot use camera and microphone.
    }
problem-failed =
    { $device ->
        [camera] The camera could not be started. Try again, or choose another one.
        [speaker] The speaker could not be changed.
       *[other] The microphone could not be started. Try again, or choose another one.
    }
problem-interrupted =
    { $device ->
        [camera] The camera was interrupted.
       *[other] The microphone was interrupted, perhaps by a phone call.
    }
problem-tap-to-play = The browser waits for your click before it plays sound.
# $text: the message that was not sent
problem-undeliverable = This message could not be sent: { $text }
# $code: what went wrong, for support
problem-unknown = Something did not work ({ $code }).

## Refusals by the server

error-bad-frame = Something went wrong on this page. Please reload it.
error-unknown-type = This page is out of date. Please reload it.
error-invalid-message = That could not be accepted. Please check what you entered.
error-not-text = Something went wrong on this page. Please reload it.
error-hello-required = The connection could not be set up. Please reload the page.
error-token-invalid = This link is not valid.
error-token-expired = This link has expired.
error-unknown-shop = This shop is not known here.
error-unknown-product = This product is not known here.
error-unknown-variant = This product is not sold in this size or colour.
error-unknown-delivery = There is no such webhook.
error-unknown-summary = There is no summary here, or not yet.
error-summary-expired = The link to this summary has expired.
error-mail-not-offered = This service sends no mail.
error-mail-failed = The mail could not be sent. Please try again later.
error-not-signed-in = You are not signed in.
error-not-supervisor = Only supervisors may see this.
error-rate-limited = That was too often. Please wait a moment and try again.
error-not-in-line = You are no longer in line.
error-offer-gone = This consultation is no longer on offer.
error-camera-link-expired = This code is too old, or was never one. Please have a new one shown at the desk.
error-camera-link-used = Another phone has used this code. Please have a new one shown at the desk.
error-not-your-consultation = This consultation belongs to somebody else.
error-consultation-ended = The consultation is over already.
error-service-unavailable = The service cannot be reached right now. Please try again in a moment.
error-internal = Something went wrong on our side. Please try again.
error-network = There is no connection to the internet, or to us. Please check it and try again.
error-sign-in-failed = User name or password is wrong.
error-link-expired = This sign-in link has been used already, or is too old.
error-callback-in-past = Choose a time that is still to come.
error-unknown-time-zone = The time zone of your device is not known here.
error-invalid-body = That could not be accepted. Please check what you entered.
error-invalid-request = That could not be accepted. Please check what you entered.
error-invalid-description = The connection could not be tested from this browser.
error-no-size-chart = There is no size chart for this product.
error-measurements-missing = Enter at least one measurement that the size chart has, or a size you wear elsewhere.
error-measurements-refused = Please check the measurements: one of them cannot be right.
error-unknown-size = There is no such size in this system.
error-size-chart-refused = The size chart has errors.
error-probe-running = Another test of the service is running. Please try again in a moment.
error-origin-refused = This page may not do that. Please open it from its own address.
error-unknown-consultation = This consultation is not known here.
error-unknown-callback = This callback request is not known here.
error-unknown-staff = This person is not known here.
error-unknown-alert = This alert does not fire any more.
error-already-exists = That exists already.
error-invalid-rows = Some cells of the table cannot be taken. Nothing was changed.
error-unknown-still = This picture is not kept any more.
error-unsupported-image = This is not a photo that can be used here. Please take a JPEG, PNG or WebP.
error-image-too-large = This photo is too large: 16 MB are the most.
error-too-many-pixels = This photo has too many pixels: 50 megapixels are the most.
error-corrupt-image = This photo is damaged or incomplete. Please take it again.
error-too-many-stills = No more pictures can be kept with this consultation.
error-picture-unusable = This cannot be read from this picture.
error-image-blurred = The picture is blurred. Hold the camera still, let it focus, and take it again.
error-sheet-not-found = No marker sheet was found. It has to be whole in view, flat, in focus and not covered.
error-several-sheets = There is more than one marker sheet in the picture. Leave only one.
error-sheet-too-small = The marker sheet is too small in the picture. Come closer.
error-sheet-bent = The marker sheet does not lie flat. Smooth it out and take the picture again.
error-points-unusable = Choose two different points on the picture.
error-too-far-from-sheet = The points are too far from the marker sheet to be measured. Lay it nearer to them.
error-card-not-found = No colour card or chart was found. It has to be whole in view, flat, in focus and not covered.
error-several-cards = There is more than one colour card in the picture. Leave only one.
error-card-too-small = The colour card is too small in the picture. Hold it closer.
error-card-unreadable = Too few patches of the colour card can be read. It needs more and even light, without shine.
error-unknown = Something went wrong ({ $code }). Please try again.

complain = Picture or sound is bad
complain-noted = Noted, thanks
