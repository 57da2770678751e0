/** What `/return-policy` answers: the structs of server/policy/policy.py and floors.py; a test compares them. */

export type Payer = "buyer" | "shop";

export interface Guarantee {
  months: number | null;
  source: string;
}

export interface Statutory {
  window_days: number;
  working_days: number | null;
  binding: boolean;
  return_cost: Payer | null;
  exclusions: string[] | null;
  condition: string | null;
  source: string;
  guarantee: Guarantee | null;
  known_on: string;
}

export interface Policy {
  category: string | null;
  country: string | null;
  window_days: number;
  window_starts: "delivery";
  who_pays: Payer;
  exclusions: string[];
  condition: string;
  last_day: string | null;
  stated: string | null;
  raised: string[];
  statutory: Statutory | null;
}
