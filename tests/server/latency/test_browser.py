"""Of a User-Agent only name and major version are kept."""

import pytest

from server.latency import browser_of

APPLE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
ANDROID = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "


@pytest.mark.parametrize(
    ("user_agent", "browser"),
    [
        (ANDROID + "Chrome/142.0.0.0 Mobile Safari/537.36", "Chrome 142"),
        (ANDROID + "Chrome/142.0.0.0 Safari/537.36 Edg/142.0.3595.65", "Edge 142"),
        (ANDROID + "SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36", "Samsung Internet 28"),
        (ANDROID + "Chrome/140.0.0.0 Safari/537.36 OPR/125.0.0.0", "Opera 125"),
        (APPLE + "Version/18.6 Mobile/15E148 Safari/604.1", "Safari 18"),
        (APPLE + "CriOS/142.0.7444.46 Mobile/15E148 Safari/604.1", "Chrome 142"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox 145"),
        (
            "Mozilla/5.0 (X11) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36",
            "Chrome 156",
        ),
        ("Python/3.11 aiohttp/3.14", "other"),
        ("Chrome/99999999999999", "other"),
        ("", ""),
    ],
)
def test_name_and_major_version(user_agent: str, browser: str) -> None:
    assert browser_of(user_agent) == browser
