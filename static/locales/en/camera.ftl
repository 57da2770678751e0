# The second camera's page, on the agent's phone.

camera-title = Second camera
camera-start-title = Show from a second angle
camera-start-lead = This phone becomes a second camera of the consultation. The buyer sees its picture beside the one from the desk.
camera-no-sound = Picture only: the microphone of this phone stays off.
camera-begin = Start the camera
camera-picture = What this phone shows
camera-leave = Stop showing
camera-connecting = Connecting to the consultation…
camera-seen-at-desk = Seen at the desk. Connecting to the buyer…
camera-seen-by-buyer = The buyer sees this picture.
camera-seen-by-both = The buyer and the desk see this picture.
camera-offline = The connection is interrupted. It comes back by itself as soon as the network does.
camera-over-no-link = No invitation here
camera-after-no-link = Open the tool “Second camera” in the consultation at the desk, and scan the code that it shows.
camera-over-refused = This code cannot be used
camera-over-removed = This camera is out of the consultation
camera-after-removed = Its picture is no longer sent, and the camera is off. A new code at the desk brings it back.
camera-over-ended = The consultation is over
camera-after-ended = The camera is off. You can close this page.
camera-over-elsewhere = Open in another tab
camera-after-elsewhere = This camera goes on in the other tab. You can close this page.
