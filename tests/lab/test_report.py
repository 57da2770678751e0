import msgspec

from tests.lab.beside import Share
from tests.lab.figures import Figures
from tests.lab.report import text_table

ALONE = Figures(
    within_share=1.0, p50_ms=120, p95_ms=180, max_ms=240, frozen_s=0.0, frames_per_second=30, bitrate_kbps=900,
    height=480, ssim=0.9, concealed_share=0.0, accept_to_first_frame_ms=100, error_p50_ms=None, coverage=None,
    bound_p50_ms=None, back_s=None,
)  # fmt: skip
SHARED = msgspec.structs.replace(
    ALONE, share=Share(call_kbps=600, beside_kbps=1300, fair_kbps=1000, link_share=0.3)
)  # fmt: skip


def test_a_call_that_had_the_link_to_itself_has_no_columns_about_sharing_it() -> None:
    table = text_table({("clean", "on"): [ALONE]})
    assert "within target" in table
    assert "share of the link" not in table


def test_where_one_had_not_the_others_leave_those_columns_empty() -> None:
    head, _, alone, beside = text_table({("clean", "on"): [ALONE], ("beside-download", "on"): [SHARED]}).splitlines()
    names = [cell.strip() for cell in head.split("|")]
    for name, value in (("share of the link", "0.30"), ("beside it kbit/s", "1300"), ("fair kbit/s", "1000")):
        column = names.index(name)
        assert alone.split("|")[column].strip() == "–"
        assert beside.split("|")[column].strip() == value


def test_of_several_repeats_the_median_is_shown_with_the_least_and_the_most() -> None:
    runs = [msgspec.structs.replace(ALONE, p95_ms=ms) for ms in (170, 200, 180)]
    assert "| 180 (170–200) |" in text_table({("clean", "on"): runs})
