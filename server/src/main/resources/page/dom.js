// Makes elements. Whatever comes from the API becomes text or an attribute, never markup.

/** An element: properties that begin with "on" listen, others are attributes; null and false leave one out. */
export function el(tag, properties, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (name.startsWith('on')) {
      made.addEventListener(name.slice(2), value);
    } else if (value === true) {
      made.setAttribute(name, '');
    } else if (value !== null && value !== undefined && value !== false) {
      made.setAttribute(name, value);
    }
  }
  add(made, children);
  return made;
}

function add(parent, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) {
      parent.append(child instanceof Node ? child : String(child));
    }
  }
}

/** Replaces what is inside of an element, but only if it would look different; what has the focus keeps it,
 *  and what is open stays open, where it has a data-key. */
export function fill(parent, ...children) {
  const next = document.createElement(parent.tagName);
  add(next, children);
  reopen(next, parent);
  if (sameContent(parent, next)) {
    return;
  }
  const focused = parent.contains(document.activeElement) ? document.activeElement : null;
  const key = focused?.dataset.key;
  parent.replaceChildren(...next.childNodes);
  if (key) {
    parent.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
  }
}

function reopen(next, parent) {
  for (const each of parent.querySelectorAll('details[open][data-key]')) {
    next.querySelector(`details[data-key="${CSS.escape(each.dataset.key)}"]`)?.setAttribute('open', '');
  }
}

function sameContent(one, other) {
  return one.childNodes.length === other.childNodes.length
    && [...one.childNodes].every((child, at) => child.isEqualNode(other.childNodes[at]));
}

/** Sets a text where it differs. */
export function say(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}
