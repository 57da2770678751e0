/** Line icons of 24 units, drawn in the colour of the text. They are decoration: the control beside them is named. */
import { html, svg } from "lit";

const shapes = {
  mic: svg`<rect x="9" y="2.5" width="6" height="11.5" rx="3"/><path d="M5 11.5a7 7 0 0 0 14 0M12 18.5V22"/>`,
  "mic-off": svg`<path d="M9 9.2V5.5a3 3 0 0 1 6-.3v5.3M15 15a3 3 0 0 1-6-1v-1M5 11.5a7 7 0 0 0 10.6 6M19 11.5a7 7 0 0 1-.7 3M12 18.5V22M3.5 3.5l17 17"/>`,
  camera: svg`<rect x="2.5" y="6" width="12.5" height="12" rx="2.5"/><path d="m15 11 6.5-3.8v9.6L15 13"/>`,
  "camera-off": svg`<path d="M10.5 6H12.5a2.5 2.5 0 0 1 2.5 2.5V11l6.5-3.8v9.6l-1.3-.8M15 15.5A2.5 2.5 0 0 1 12.5 18H5a2.5 2.5 0 0 1-2.5-2.5v-7A2.5 2.5 0 0 1 5 6M3.5 3.5l17 17"/>`,
  flip: svg`<path d="M20 11a8 8 0 0 0-14.2-4.2L4 9M4 4v5h5M4 13a8 8 0 0 0 14.2 4.2L20 15M20 20v-5h-5"/>`,
  settings: svg`<path d="M4 7h9M19 7h1M4 17h1M11 17h9"/><circle cx="16" cy="7" r="2.6"/><circle cx="8" cy="17" r="2.6"/>`,
  speaker: svg`<path d="M4 9.5v5h3.5L12 19V5L7.5 9.5zM16 9a4.5 4.5 0 0 1 0 6M18.8 6a9 9 0 0 1 0 12"/>`,
  end: svg`<path d="M3 14.5c-.6-2 .2-3.6 2-4.7a14 14 0 0 1 14 0c1.8 1.1 2.6 2.7 2 4.7-.2.7-.9 1-1.6.8l-2.8-.9c-.6-.2-1-.8-1-1.4v-1.6a11 11 0 0 0-7.2 0V13c0 .6-.4 1.2-1 1.4l-2.8.9c-.7.2-1.4-.1-1.6-.8z"/>`,
  send: svg`<path d="M4.5 12 3 4.5 21 12 3 19.5 4.5 12zm0 0H12"/>`,
  chat: svg`<path d="M4 5.5A1.5 1.5 0 0 1 5.5 4h13A1.5 1.5 0 0 1 20 5.5v9a1.5 1.5 0 0 1-1.5 1.5H10l-5 4v-4.2a1.5 1.5 0 0 1-1-1.3z"/>`,
  check: svg`<path d="m5 12.5 4.5 4.5L19 7.5"/>`,
  triangle: svg`<path d="M12 4.5 21 19.5H3zM12 10.5v4M12 17v.01"/>`,
  stop: svg`<path d="M8.5 3h7L21 8.5v7L15.5 21h-7L3 15.5v-7zM12 8v5M12 16v.01"/>`,
  clock: svg`<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>`,
  globe: svg`<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c5 5.5 5 12.5 0 18M12 3c-5 5.5-5 12.5 0 18"/>`,
  star: svg`<path d="m12 3.2 2.7 5.6 6.1.8-4.5 4.2 1.1 6.1-5.4-3-5.4 3 1.1-6.1L3.2 9.6l6.1-.8z"/>`,
  info: svg`<circle cx="12" cy="12" r="9"/><path d="M12 11v5M12 7.8v.01"/>`,
  close: svg`<path d="m6 6 12 12M18 6 6 18"/>`,
  chevron: svg`<path d="m6 15 6-6 6 6"/>`,
  back: svg`<path d="M19 12H5M11 6l-6 6 6 6"/>`,
  wifi: svg`<path d="M2.5 9a14 14 0 0 1 19 0M5.7 12.5a9.4 9.4 0 0 1 12.6 0M8.8 16a4.8 4.8 0 0 1 6.4 0M12 19.5v.01"/>`,
  phone: svg`<path d="M6 3.5h3l1.5 4.5-2 1.5a12 12 0 0 0 6 6l1.5-2 4.5 1.5v3a2 2 0 0 1-2.2 2A17 17 0 0 1 4 5.7a2 2 0 0 1 2-2.2z"/>`,
  eye: svg`<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z"/><circle cx="12" cy="12" r="3"/>`,
  ruler: svg`<path d="m3 16.5 13.5-13.5 4.5 4.5L7.5 21zM7 12.5l2 2M10.5 9l2.5 2.5M14 5.5l2 2"/>`,
  shield: svg`<path d="M12 3 4.5 6v5.5c0 4.5 3 8 7.5 9.5 4.5-1.5 7.5-5 7.5-9.5V6zM8.8 12l2.3 2.3 4.2-4.6"/>`,
  parcel: svg`<path d="M4 8.5v10A1.5 1.5 0 0 0 5.5 20h13a1.5 1.5 0 0 0 1.5-1.5v-10M4 8.5 6.5 4h11L20 8.5zM12 4v4.5M15.5 16H9a2 2 0 0 1 0-4h5M12.3 10.2 14 12l-1.7 1.8"/>`,
  play: svg`<path d="M7 4.5v15l12.5-7.5z"/>`,
  pause: svg`<path d="M8.5 5v14M15.5 5v14"/>`,
  flag: svg`<path d="M5.5 21V4c4-2 8 2 13 0v9.5c-5 2-9-2-13 0"/>`,
  loupe: svg`<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5M10.5 8v5M8 10.5h5"/>`,
  pen: svg`<path d="m4 20 1-4.5L16.5 4l3.5 3.5L8.5 19zM14 6.5 17.5 10"/>`,
  stills: svg`<rect x="3" y="7" width="14" height="12" rx="2"/><path d="M7 7V5a1.5 1.5 0 0 1 1.5-1.5h11A1.5 1.5 0 0 1 21 5v9a1.5 1.5 0 0 1-1.5 1.5H17M3.5 17l4-4.5 3.5 4 2-2 4 4"/>`,
  plus: svg`<path d="M12 5v14M5 12h14"/>`,
  minus: svg`<path d="M5 12h14"/>`,
  undo: svg`<path d="M8 5 4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11h-4"/>`,
  words: svg`<path d="M5 6.5V5h14v1.5M12 5v14M9.5 19h5"/>`,
  columns: svg`<rect x="3" y="5" width="18" height="14" rx="2"/><path d="M12 5v14"/>`,
  bag: svg`<path d="M5.5 8h13l1 12.5h-15zM8.5 8V7a3.5 3.5 0 0 1 7 0v1"/>`,
  search: svg`<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>`,
  print: svg`<path d="M7 8.5V3.5h10v5M7 17.5H4v-7A2 2 0 0 1 6 8.5h12a2 2 0 0 1 2 2v7h-3M7 14.5h10v6H7z"/>`,
  hanger: svg`<path d="M9.5 6.5A2.5 2.5 0 1 1 13 8.8c-.7.3-1 .8-1 1.5M12 10.3l-8.5 5.9c-1 .7-.5 2.3.8 2.3h15.4c1.3 0 1.8-1.6.8-2.3z"/>`,
  "second-camera": svg`<rect x="11" y="8" width="10" height="13.5" rx="2"/><circle cx="16" cy="13" r="2.2"/><path d="M16 18.5v.01M3 5.5h8.5A1.5 1.5 0 0 1 13 7M3 5.5v8h7.5M5 16.5h5"/>`,
  torch: svg`<path d="M7.5 3h9v3.5l-2 3.5v9.5a1.5 1.5 0 0 1-1.5 1.5h-2A1.5 1.5 0 0 1 9.5 19.5V10l-2-3.5zM7.5 6.5h9M12 13v2"/>`,
  bin: svg`<path d="M4.5 6.5h15M9 6.5v-2a1 1 0 0 1 1-1h4a1 1 0 0 1 1 1v2M6.5 6.5l1 13a1.5 1.5 0 0 0 1.5 1.5h6a1.5 1.5 0 0 0 1.5-1.5l1-13M10 10.5v6M14 10.5v6"/>`,
  expand: svg`<path d="M9 4H4v5M15 4h5v5M9 20H4v-5M15 20h5v-5"/>`,
};

/** @typedef {keyof typeof shapes} IconName */

/**
 * @param {IconName} name
 * @param {string} [className] further classes, such as `icon--mirrored` for arrows that follow the text direction
 */
export function icon(name, className = "") {
  return html`<svg class="icon ${className}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.9"
    stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${shapes[name]}</svg>`;
}
