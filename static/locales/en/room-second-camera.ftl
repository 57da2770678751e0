# The second camera, in the room.

tool-second-camera = Second camera
second-lead = Your phone can join as a second camera: a second angle, a shelf, a detail by the window. It needs no account and sends no sound.
second-invite = Show the code
second-invite-again = Show a new code
second-qr = QR code with the link for the phone
second-scan = Scan it with the phone’s camera, or open the address on it, and start the camera there.
second-local = This address leads to this very computer. A phone needs the service under an address of its own, with https.
second-good-until = For one phone, until { $time }.
second-shows = The phone shows its picture to the buyer and to you.
second-limits = The second picture gives way to the first when the link is narrow. Its colours are as they come; how late it is stands on it while it is large, and counts in no record.
second-remove = Take it out
second-video = Picture of the second camera
second-coming = The second camera is connecting…
second-there = A second camera shows along.
second-large = The second camera is large; colours not corrected
# $ms: delay, $bound: possible error either way, both in milliseconds
second-large-age = Second camera: { $ms } ms ± { $bound }, colours not corrected
second-show-first = Make the first camera large
second-show-second = Make the second camera large
