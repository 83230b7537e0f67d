// Elements from plain values; text is always text, never markup.
import { word } from './words.js';

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === 'onclick') made.addEventListener('click', value);
    else if (value === true) made.setAttribute(key, '');
    else if (value !== false && value != null) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child != null));
  return made;
}

/** A table, or the word for nothing. Columns: {name, value, number}. */
export function table(label, columns, rows) {
  if (rows.length === 0) return element('p', { class: 'soft' }, word('none'));
  const head = element('tr', {}, ...columns.map((column) =>
    element('th', { scope: 'col', class: column.number ? 'number' : null }, word(column.name))));
  const body = rows.map((row) => element('tr', {}, ...columns.map((column) => {
    const value = column.value(row);
    return element('td', { 'data-name': word(column.name), class: column.number ? 'number' : column.class },
      ...(Array.isArray(value) ? value : [value ?? '']));
  })));
  return element('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': label },
    element('table', { class: 'cards' }, element('thead', {}, head), element('tbody', {}, ...body)));
}

/** Puts new content in a region, and leaves it as it is where nothing changed, so that focus and selection stay. */
export function fill(id, ...children) {
  const place = document.querySelector(`#${id} .body`);
  const next = element('div', { class: 'body' }, ...children);
  if (place.innerHTML !== next.innerHTML) {
    const focused = place.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    place.replaceChildren(...next.childNodes);
    if (focused) place.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }
}

/** Asks for some fields before something is done; null when it is not. */
export function askFor(title, yes, fields) {
  const dialog = document.getElementById('ask');
  document.getElementById('ask-title').textContent = title;
  document.getElementById('ask-yes').textContent = yes;
  const inputs = fields.map((field) => element('input',
    { name: field.name, type: field.type ?? 'text', required: field.required, step: field.type ? '1' : null, value: field.value }));
  document.getElementById('ask-fields').replaceChildren(...fields.map((field, i) =>
    element('label', {}, word(field.name), inputs[i])));
  return new Promise((done) => {
    const form = document.getElementById('ask-form');
    form.onsubmit = () => {
      dialog.onclose = null;
      done(Object.fromEntries(inputs.map((input) => [input.name, input.value])));
    };
    dialog.onclose = () => done(null);
    document.getElementById('ask-no').onclick = () => dialog.close();
    dialog.showModal();
  });
}
