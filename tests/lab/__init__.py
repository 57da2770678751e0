"""The lab: real pages in real browsers over an emulated link, measured against a clock in the picture."""
