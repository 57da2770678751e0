"""Learning from outcomes how likely a size is to be small, to fit and to be large: the judge behind `sizing evaluate`.

Nothing here is needed to serve; NumPy and scikit-learn are loaded by those who import its modules.
"""
