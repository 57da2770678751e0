# The buyer's page.

page-name = Live consultation

## Titles of the browser tab

title-waiting = Place { $position } in line
title-ringing = Asking { $name }…
title-active = With { $name }

## Before the line

start-title = See it live, before you buy
start-lead = Somebody who knows this product shows you the real thing by video and answers your questions.
promise-camera = Your camera is off. It stays off unless you turn it on yourself.
promise-microphone = A microphone is optional: you can just watch and type.
promise-direct = Picture and sound go encrypted between you two. Nothing is recorded.
purpose-label = What would you like?
purpose-hint-showing = Colour, material and details, from every side.
purpose-hint-try_on = See how it falls and moves when somebody wears it.
purpose-hint-sizing = Compare your measurements with the real piece.
purpose-hint-usage = Setting up, using and cleaning, step by step.
purpose-hint-inspection = Show what arrived, and find out what to do.
language-label = Language of the consultation
start-button = Go live
start-joining = One moment…

find-size = Find your size
find-size-lead = By your measurements, or a size you wear elsewhere

check-title = Quick check
check-optional = Optional: you can start at any time.
check-connection = Connection
check-connection-checking = Being checked…
check-connection-good = Connected to us.
check-connection-slow = Connected to us, slowly.
check-connection-poor = Not connected. We keep trying.
line-title = Your line
line-idle = The way that live video takes. Try it: three seconds.
line-testing = Testing…
line-good = Good: the picture will be there in time.
line-fair = Fair: the picture may come late at times.
line-poor = Poor: the picture will come late, or stand still. Another network may be better.
line-relay-unreached = Your network blocks our relay. If it blocks the direct way too, no picture comes through.
line-test = Test
line-test-again = Again
error-line-blocked = No live video comes through your network. Another one, such as mobile data, may do.
check-sound = Sound
check-sound-hint = Play two notes to hear whether it works.
check-sound-played = Heard nothing? Turn up the volume.
check-sound-play = Play
check-microphone = Microphone
check-microphone-hint = Off. You will only be heard if you turn it on.
check-microphone-speak = On. Say something to see the bar move.
check-microphone-heard = We can hear you. It is on when the consultation begins.
check-microphone-on = Turn on
check-microphone-off = Turn off

## In line

waiting-title = You are in line
waiting-checking = Finding your place…
waiting-place = Place
waiting-agents =
    { $agents ->
        [one] One person who can help you is on duty.
       *[other] { $agents } people who can help you are on duty.
    }
waiting-estimate =
    { $minutes ->
        [one] About 1 minute to go
       *[other] About { $minutes } minutes to go
    }
waiting-estimate-soon = Less than a minute to go
waiting-estimate-unknown = The wait cannot be estimated yet
waiting-nobody-title = Nobody can come right now
waiting-nobody = You keep your place if you would like to wait.
waiting-relaxed = To keep your wait short, we now also ask people who speak another language.
waiting-keep-open = Keep this page open. You will hear a sound when it is your turn.
waiting-leave = Leave the line
purpose-short = You would like
language-short = Language

## Being called back

callback-title = We can call you back instead
callback-instead = Rather be called back?
callback-lead = Choose a time that suits you, and we will get in touch.
callback-when = When
callback-when-error = Choose a time that is still to come.
callback-zone = In your time zone: { $zone }
callback-contact = How can we reach you?
callback-contact-hint = An e-mail address or a phone number with country code
callback-contact-error = Enter an e-mail address or a phone number.
callback-note = Anything we should know? (optional)
callback-send = Ask for a callback
callback-saved-title = We will get in touch
# $time: the chosen moment, $contact: what the buyer entered
callback-saved = { $time }, at { $contact }.

## While it rings

ringing-title = { $name } is being asked
ringing-lead = It will only be a moment.

## In the consultation

active-title = Consultation with { $name }
tap-to-play = Tap to see and hear
resume = Resume
chat-unfold = Larger messages
media-reconnecting = The connection is shaky. Picture and sound are coming back…
media-failed = Picture and sound do not get through. You can go on by writing; we keep trying.
peer-away = { $name } has lost the connection. Please hold on, it usually comes back.
picture-late = The picture is arriving late right now.
# $language: name of the language the buyer asked for
language-differs = { $name } does not speak { $language }. Writing short sentences helps.
disconnected-call = The service is out of reach for a moment. Picture and sound go on.
disconnected-line = The connection is interrupted. You keep your place; we are reconnecting…
disconnected-start = The service cannot be reached right now. We keep trying…

## Why something changed

notice-agent-lost = The connection to your consultant was lost. You are back at the head of the line.
notice-offer-missed = That person could not come. We are asking the next one; you keep your place.
notice-left = You have left the line.
notice-lapsed = You were away for too long, so your place was given up. You can start again.
notice-unknown = Something has changed.

## Afterwards

ended-title = Thank you for coming
ended-buyer_ended = You ended the consultation.
ended-agent_ended = { $name } ended the consultation.
ended-buyer_lost = Your connection was lost, and the consultation ended.
ended-agent_lost = The connection to { $name } was lost.
ended-unknown = The consultation is over.
ended-summary = Summary of this consultation
start-again = Start again

rating-question = How was it?
rating-choose = Choose one to five stars.
rating-stars =
    { $stars ->
        [one] 1 star
       *[other] { $stars } stars
    }
rating-word-1 = Poor
rating-word-2 = Not so good
rating-word-3 = All right
rating-word-4 = Good
rating-word-5 = Excellent
rating-missing = Please choose a number of stars first.
rating-comment = Would you like to tell us more? (optional)
rating-send = Send rating
rating-thanks = Thank you for your rating.

## Closing the panel

leave-active-title = End the consultation?
leave-active = You are still connected.
leave-active-confirm = End it
leave-waiting-title = Leave the line?
leave-waiting = You would give up your place.
leave-waiting-confirm = Leave
leave-stay = Stay

## Elsewhere

superseded-title = You went on in another tab
superseded-lead = Only one tab at a time can hold your consultation.
superseded-here = Go on here

## When it cannot begin

failure-title-unsupported = This browser cannot do it
failure-unsupported = A live picture needs features that this browser does not have. Please use a current Chrome, Edge, Firefox or Safari.
failure-title-link-expired = This link has expired
failure-link-expired = Links are only valid for a short time. Go back to the shop and open the consultation again.
failure-title-link-invalid = This link does not work
failure-link-invalid = Perhaps a part of it got lost. Go back to the shop and open the consultation again.
failure-title-link-missing = Please come from the shop
failure-link-missing = A consultation is opened from the page of a product. Go back to the shop and press the button there.
failure-title-unknown-shop = We do not know this shop
failure-unknown-shop = Please check the address, or go back to the shop’s own page.
failure-title-unknown-product = We do not know this product
failure-unknown-product = Perhaps it is no longer sold. Go back to the shop and choose another one.
failure-title-service-unavailable = We cannot be reached right now
failure-service-unavailable = Something on our side is not working. Please try again in a moment.
failure-title-network = No connection
failure-network = Please check your connection to the internet, then try again.
failure-title-rate-limited = One moment, please
failure-rate-limited = That was too often in a short time. Please wait a moment, then try again.
failure-title-unknown = That did not work
# $code: what went wrong, for support
failure-unknown = Please try again in a moment. ({ $code })
