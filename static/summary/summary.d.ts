// As server/summary/document.py and server/summary/routes.py give them.

import type { CartItem, ChatLine, GarmentMeasure, Purpose } from "../modules/messages.js";
import type { Policy } from "../room/return-policy.d.ts";
import type { Reason } from "../room/size-words.js";

export interface Goods {
  sku: string;
  title: string;
  category: string;
  price: string | null;
  image: string | null;
  url: string | null;
}

export interface Advice {
  size: string;
  runner_up: string | null;
  probability: number | null;
  group: string;
  why: Reason[];
}

export interface Measurement {
  name: GarmentMeasure["name"];
  cm: number;
  error_cm: number | null;
}

export interface Still {
  id: string;
  label: string;
  width: number;
  height: number;
}

export interface Summary {
  consultation: string;
  shop: string;
  shop_name: string;
  buyer: string;
  agent_name: string;
  started_ms: number;
  ended_ms: number;
  purpose: Purpose;
  language: string;
  product: Goods;
  shown: Goods[];
  cart: CartItem[];
  size_advised: string | null;
  advice: Advice | null;
  measurements: Measurement[];
  stills: Still[];
  policy: Policy | null;
  chat: ChatLine[];
}

export interface SummaryAnswer {
  summary: Summary;
  expires_ms: number;
  mail: boolean;
}
