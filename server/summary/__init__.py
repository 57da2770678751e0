"""What is left of a consultation for its two people: the summary, by link, by mail, and by webhook to the shop."""

from server.summary.document import Advice, Measurement, Still
from server.summary.links import summary_path
from server.summary.mail import Mailer
from server.summary.parts import About, Parts
from server.summary.summaries import Summaries

__all__ = ["About", "Advice", "Mailer", "Measurement", "Parts", "Still", "Summaries", "summary_path"]
