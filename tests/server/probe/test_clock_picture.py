"""The clock in the picture: what is drawn is read, through a poor codec too, and what cannot be read is not guessed."""

from collections.abc import Iterator

import av
import pytest
from av import VideoFrame
from hypothesis import given, settings
from hypothesis import strategies as st

from server.probe.camera import VIDEO_CLOCK
from server.probe.clock_picture import HEIGHT, TICKS_PER_MS, WIDTH, WRAP_TICKS, draw, read

NOW_MS = 1_800_000_000_000.0
LATEST_MS = NOW_MS + (WRAP_TICKS - 1) / TICKS_PER_MS

times = st.integers(0, WRAP_TICKS - 1).map(lambda ticks: NOW_MS + ticks / TICKS_PER_MS)


@given(times, st.integers(0, 10_000))
def test_what_is_drawn_is_read_to_a_tenth_of_a_millisecond(ms: float, count: int) -> None:
    assert read(draw(ms, count), ms + 400) == pytest.approx(ms, abs=0.051)


def through_vp8(frames: list[VideoFrame], bitrate_bps: int) -> Iterator[VideoFrame]:
    encoder = av.CodecContext.create("libvpx", "w")
    encoder.width, encoder.height, encoder.pix_fmt = WIDTH, HEIGHT, "yuv420p"
    encoder.bit_rate = bitrate_bps
    encoder.time_base = VIDEO_CLOCK
    encoder.options = {"deadline": "realtime", "cpu-used": "-6", "lag-in-frames": "0", "error-resilient": "1"}
    decoder = av.CodecContext.create("vp8", "r")
    for index, frame in enumerate(frames):
        frame.pts, frame.time_base = index * 6000, VIDEO_CLOCK
        for packet in encoder.encode(frame):
            yield from decoder.decode(av.Packet(bytes(packet)))


@settings(deadline=None, max_examples=25)
@given(st.lists(times, min_size=5, max_size=5))
def test_the_clock_outlives_vp8_at_a_low_bitrate(drawn: list[float]) -> None:
    frames = [draw(ms, index) for index, ms in enumerate(drawn)]

    seen = [read(frame, LATEST_MS) for frame in through_vp8(frames, bitrate_bps=40_000)]

    assert seen == pytest.approx(drawn, abs=0.051)


@given(times, times)
def test_half_of_one_picture_over_another_is_refused_or_one_of_the_two(upper: float, lower: float) -> None:
    frame, other = draw(upper, 0), draw(lower, 0)
    luma = bytes(frame.planes[0])
    half = frame.planes[0].line_size * (WIDTH // 16) * 2
    frame.planes[0].update(luma[:half] + bytes(other.planes[0])[half:])

    seen = read(frame, LATEST_MS)

    assert seen is None or seen == pytest.approx(upper, abs=0.051)


def test_a_picture_without_a_clock_has_no_time() -> None:
    for level in (0, 16, 128, 235, 255):
        frame = VideoFrame(WIDTH, HEIGHT, "yuv420p")
        for plane in frame.planes:
            plane.update(bytes([level]) * plane.buffer_size)
        assert read(frame, NOW_MS) is None


def test_a_picture_that_an_encoder_made_smaller_is_still_read() -> None:
    smaller = draw(NOW_MS, 3).reformat(width=160, height=120)
    assert read(smaller, NOW_MS + 250) == pytest.approx(NOW_MS, abs=0.051)
