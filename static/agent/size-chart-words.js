/** What the service says of a size chart, in words. */
/** @import { Fault } from "../modules/api.js" */
import { formatNumber, t, textFor } from "../modules/i18n.js";
import { dimensionName, faultText } from "../room/size-words.js";

/** Faults of a single measure, for which the size advisor has the words already. */
const OF_A_MEASURE = new Set(["wrong-unit", "implausible"]);

/**
 * @param {Fault} fault
 * @param {string} group for whom the garments are
 */
export function chartFaultText(fault, group) {
  const { code, values = {} } = fault;
  const dimension = values.dimension ? dimensionName(`${values.dimension}`, group) : "";
  if (OF_A_MEASURE.has(code)) {
    return t("agent-chart-fault-measure", { dimension, words: faultText(fault, group) });
  }
  const cm = typeof values.cm === "number" ? formatNumber(values.cm) : "";
  return textFor("agent-chart-fault", code, { ...values, dimension, cm });
}
