/** What the monitor is told over HTTP: `server/monitor/views.py` describes it, and a test compares the two. */
import type { BurnAlert, ErrorBudget, ProbeResult, Purpose, Stages } from "../modules/messages.js";

export interface SetUpTimes {
  n: number;
  p50_ms: number | null;
  p95_ms: number | null;
}

export interface Figures {
  frames: number;
  due_s: number;
  within_share: number | null;
  missing_share: number | null;
  p50_ms: number | null;
  p95_ms: number | null;
  p99_ms: number | null;
  freezes: number;
  frozen_s: number;
}

export interface HistoryPoint {
  at_ms: number;
  consultations: number;
  figures: Figures;
  buckets: number[];
  stages: Stages;
  connect: SetUpTimes;
  first_frame: SetUpTimes;
}

export interface History {
  step: "minute" | "hour" | "day";
  from_ms: number;
  to_ms: number;
  points: HistoryPoint[];
  total: HistoryPoint;
}

export interface Overview {
  now_ms: number;
  time_zone: string;
  today: Figures;
  last_hour: Figures;
  last_5_minutes: Figures;
  budget: ErrorBudget;
}

export type Grouping = "route" | "country" | "region" | "path" | "browser" | "codec";

export interface RouteItem {
  consultations: number;
  figures: Figures;
  country: string | null;
  region: string | null;
  path: string | null;
  browser: string | null;
  codec: string | null;
  floor_ms: number | null;
  over_floor: number | null;
}

export interface RouteTable {
  by: Grouping;
  from_ms: number;
  to_ms: number;
  items: RouteItem[];
}

export interface TimelineWindow {
  at_ms: number;
  kind: "measured" | "estimated" | "missing" | "off";
  newest_ms: number | null;
  p50_ms: number | null;
  p95_ms: number | null;
  bound_ms: number | null;
  within_ms: number;
  late_ms: number;
  missing_ms: number;
  capture_encode_ms: number | null;
  network_ms: number | null;
  jitter_buffer_ms: number | null;
  decode_render_ms: number | null;
  path: string;
  codec: string;
  rtt_ms: number | null;
  loss_share: number | null;
  width: number;
  height: number;
  frames_per_second: number;
  bitrate_bps: number;
  freezes: number;
  frozen_ms: number;
  mouth_to_ear_ms: number | null;
  concealed_share: number | null;
}

export interface TimelineEntry {
  at_ms: number;
  by: "buyer" | "agent" | "service";
  kind: string;
  reason: string;
  values: Record<string, number>;
}

export interface Timeline {
  id: string;
  purpose: Purpose;
  product_title: string;
  agent_name: string;
  language: string;
  buyer_country: string | null;
  agent_region: string;
  buyer_browser: string;
  agent_browser: string;
  floor_ms: number | null;
  started_ms: number;
  ended_ms: number | null;
  end_reason: string | null;
  stars: number | null;
  comment: string | null;
  kept: boolean;
  to_buyer: TimelineWindow[];
  to_agent: TimelineWindow[];
  events: TimelineEntry[];
}

export interface AlertList {
  budget: ErrorBudget;
  firing: BurnAlert[];
  past: BurnAlert[];
}

export interface ProbeList {
  items: ProbeResult[];
}
