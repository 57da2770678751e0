/** @import { Order } from "./live-order.js" */
import { html } from "lit";
import { icon } from "../components/icons.js";

/**
 * The heading of a column; a button where one can sort by it. Sorting begins with the greatest value, a second press
 * turns it round.
 * @param {{ id: string, text: string, order: Order, sort?: (order: Order) => void }} heading
 */
export function sortHeading({ id, text, order, sort }) {
  if (!sort) return html`<th scope="col" role="columnheader">${text}</th>`;
  const chosen = order.by === id;
  const direction = order.descending ? "descending" : "ascending";
  const press = () => sort({ by: id, descending: chosen ? !order.descending : true });
  return html`<th scope="col" role="columnheader" aria-sort=${chosen ? direction : "none"}>
    <button type="button" class="sort" data-sort=${id} @click=${press}>${text}
      ${icon("chevron", chosen ? `sort__icon sort__icon--${direction}` : "sort__icon")}</button>
  </th>`;
}
