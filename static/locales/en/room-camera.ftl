# The room: light, zoom and focus of the agent's camera.

tool-camera = Light, zoom, focus
camera-off-agent = Your camera is off. Turn it on to set its light, zoom and focus.
camera-off-buyer = The camera of { $name } is off, so there is nothing to set.
camera-has-none-agent = Neither light, zoom nor focus of this camera can be set from here.
camera-has-none-buyer = Neither light, zoom nor focus of { $name }’s camera can be set from here.
camera-torch = Light
camera-zoom = Zoom
camera-times = { $times }×
camera-focus = Focus distance
camera-focus-auto = automatic
camera-focus-self = Autofocus
camera-focus-middle = Focus the middle
camera-focus-point = Or tap the picture where it shall be sharp.
camera-lock = Only I set my camera
camera-locked = At the moment the camera is set by { $name } alone.
camera-trouble-locked = The camera is set by the other side alone at the moment.
camera-trouble-impossible = This camera cannot do that any more. It may have been changed.
camera-trouble-failed = The camera did not take that. Please try again.
camera-trouble-too-often = That was too fast for the camera. Please try again.
camera-trouble-no-answer = The other side did not answer. Please try again.
camera-trouble-no-connection = There is no connection to the other side just now. Please try again in a moment.
camera-trouble-unknown = That did not work. Please try again.
camera-note-torch-on = The light of your camera was turned on by { $name }.
camera-note-torch-off = The light of your camera was turned off by { $name }.
camera-note-zoom = The zoom of your camera was set by { $name }.
camera-note-focus = The focus of your camera was set by { $name }.
