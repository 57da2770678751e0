# The room: its tools, the close look, freezing and drawing, and the stills that are kept.

tools = Tools
room-peer = the other side
tool-close = Close
tool-close-look = Close look
tool-freeze = Freeze and draw
tool-stills = Stills

# --- stills

still-label = Name
still-label-daylight = Daylight
still-label-lamp = Lamp
still-label-flash = Flash
still-unnamed = A still
still-kind-close-look = Close look, { $time }
still-kind-frozen = Frozen frame, { $time }
still-kind-drawn = Drawing, { $time }
still-kind-file = Picture, { $time }
still-open = Show “{ $label }” large
still-rename = Rename “{ $label }”
still-beside = Show “{ $label }” beside the other one
still-erase = Erase “{ $label }”
still-erase-sure = Erase “{ $label }” for both of you, for good?
still-erase-now = Erase
still-erase-not = Keep it
stills-none = No stills yet. Take a close look, freeze the picture, or add one from a file: both of you find them here, also after the end.
stills-again = Try again
chooser-open = Add a picture from a file
chooser-drop = or drop it on this page
chooser-size = { $size } MB
chooser-send = Keep with the consultation
chooser-again = Try again
chooser-other = Another file
chooser-away = Put away
chooser-progress = How much of the picture has been sent
chooser-kept = Kept with the consultation. The other side sees it, too.

# --- looking closely

viewer-help = { $label }. Plus and minus keys enlarge, arrow keys move, 0 shows the whole picture.
zoom-in = Enlarge
zoom-out = Make smaller
zoom-whole = Show the whole picture

# --- the close look

close-look-lead-buyer = A photo from the other camera at full resolution: see the weave, the seam, the label.
close-look-lead-agent = Shows the buyer a photo from your camera at full resolution. The buyer can ask for one, too.
close-look-which = The photo is taken by the camera at the desk, not by the second one.
close-look-ask = Ask for a close look
close-look-show = Take and send one
close-look-asked = { $name } is taking a photo for you …
close-look-taking = Taking a photo. Hold still …
close-look-taking-wanted = { $name } asks for a close look. Taking a photo, hold still …
close-look-sending = Sending it to { $name }. The live picture goes first …
close-look-receiving = Receiving it. The live picture goes first …
close-look-keeping = Checked, and being kept with the consultation …
close-look-kept = Kept with the consultation.
close-look-keep = Keep it again
close-look-progress = How much of the photo has arrived
close-look-cancel = Cancel
close-look-trouble-camera-off = The other camera is off, so there is no photo.
close-look-trouble-camera-failed = The camera gave no photo. Please try again.
close-look-trouble-no-connection = There is no connection to the other side just now. Please try again in a moment.
close-look-trouble-damaged = The photo did not arrive whole. Please ask again.
close-look-trouble-unknown = That did not work. Please try again.

# --- freezing and drawing

freeze-lead = Freezes the picture for you and { $name }: point at it, draw and write on it, and keep it.
freeze-which = The picture that is large here is frozen, also when it is the second camera’s.
freeze-now = Freeze the picture
freeze-again = Freeze anew
freeze-sending = Sending the frame to { $name } …
freeze-trouble-no-picture = There is no picture to freeze: no camera is on.
freeze-trouble-damaged = The frame did not arrive at the other side. Please freeze anew.
freeze-trouble-not-kept = It could not be kept. Please try again.
freeze-trouble-unknown = That did not work. Please try again.
board-help = Frozen picture. Arrow keys move the cross, Enter begins and ends a line, T writes, Backspace takes your last mark back.
board-write = Write
board-words = Words on the picture
board-put = Put there
board-undo = Undo
board-save = Keep
board-saved = Kept with the consultation.
board-away = Put away
board-you = You
