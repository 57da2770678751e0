"""What is deployed for Prometheus and Grafana speaks of metrics that there are, and its rules do what they say."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from server.latency import Metrics
from server.probe import ProbeGauges
from signaling.messages import LatencyWindow

DEPLOY = Path(__file__).parent.parent.parent / "deploy"
PROMETHEUS = DEPLOY / "prometheus"
DASHBOARD = DEPLOY / "grafana" / "video-consult.json"
FILES = [PROMETHEUS / "rules.yml", PROMETHEUS / "alerts.yml", PROMETHEUS / "tests.yml", DASHBOARD]


def told() -> set[str]:
    """Every name that /metrics has once consultations, and probes, are going on."""
    metrics = Metrics()
    ProbeGauges(metrics.registry)
    metrics.add("to_buyer", LatencyWindow(kind="measured", buckets=[1] * 32, within_ms=2000, bound_ms=10))
    names = set()
    for family in metrics.registry.collect():
        names |= {sample.name for sample in family.samples} or {family.name}
    return names


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_metric_that_is_named_is_told(file: Path) -> None:
    named = set(re.findall(r"\bconsult_\w+", file.read_text()))
    assert named, "nothing was looked at"
    assert named <= told()


def test_every_rule_that_the_dashboard_and_the_alerts_use_is_recorded() -> None:
    recorded = set(re.findall(r"record: (\S+)", (PROMETHEUS / "rules.yml").read_text()))
    for file in (PROMETHEUS / "alerts.yml", DASHBOARD):
        used = set(re.findall(r"\bconsult:[\w:]+", file.read_text()))
        assert used
        assert used <= recorded


def test_the_rules_do_what_their_tests_say() -> None:
    subprocess.run(["promtool", "check", "config", "prometheus.yml"], cwd=PROMETHEUS, check=True)
    subprocess.run(["promtool", "test", "rules", "tests.yml"], cwd=PROMETHEUS, check=True)


def test_every_alert_has_a_test() -> None:
    alerts = set(re.findall(r"alert: (\w+)", (PROMETHEUS / "alerts.yml").read_text()))
    tested = set(re.findall(r"alertname: (\w+)", (PROMETHEUS / "tests.yml").read_text()))
    assert alerts == tested


def test_every_panel_asks_the_provisioned_source() -> None:
    source = (DEPLOY / "grafana" / "provisioning" / "datasources" / "prometheus.yml").read_text()
    panels = json.loads(DASHBOARD.read_text())["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    for panel in panels:
        assert panel["targets"], panel["title"]
        assert f"uid: {panel['datasource']['uid']}\n" in source
