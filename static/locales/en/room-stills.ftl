# The room: its tools, the close look, freezing and drawing, and the stills that are kept.

tools = Tools
tool-close = Close
tool-close-look = Close look
tool-freeze = Freeze and draw
tool-stills = Stills
