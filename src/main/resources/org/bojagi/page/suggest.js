// Words under the search field at every keystroke: a combobox with a list (WAI-ARIA Authoring Practices, "Combobox",
// ARIA 1.2). Escape is none of its keys: it closes everything, with a list open as without. Alt and the arrow up, Tab or
// a click elsewhere close the list. What is typed goes to this computer's own reader, in the body of a request.
(() => {
  'use strict';

  const QUIET_MILLIS = 700;        // before a screen reader is told how many there are
  const field = document.querySelector('#q');
  const form = field && field.closest('form[data-suggest]');
  if (!form) return;

  const list = document.createElement('ul');
  list.id = 'q-list';
  list.className = 'suggestions';
  list.hidden = true;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', form.dataset.suggest);
  const status = document.createElement('span');
  status.className = 'unseen';
  status.setAttribute('role', 'status');
  form.append(list, status);
  field.setAttribute('role', 'combobox');
  field.setAttribute('aria-autocomplete', 'list');
  field.setAttribute('aria-haspopup', 'listbox');
  field.setAttribute('aria-controls', list.id);
  field.setAttribute('aria-expanded', 'false');

  let active = -1;
  let wanted = '';                 // what stands in the field; null: nothing is wanted any more
  let asking = false;
  let telling = 0;

  function close() {
    wanted = null;
    list.hidden = true;
    activate(-1);
    field.setAttribute('aria-expanded', 'false');
    clearTimeout(telling);
    status.textContent = '';
  }

  function activate(index) {
    active = index;
    [...list.children].forEach((option, i) => option.setAttribute('aria-selected', String(i === index)));
    if (index < 0) {
      field.removeAttribute('aria-activedescendant');
    } else {
      field.setAttribute('aria-activedescendant', list.children[index].id);
      list.children[index].scrollIntoView({block: 'nearest'});
    }
  }

  // One request at a time; when it is answered, what stands in the field by then is asked for. A syllable that an input
  // method has not finished counts like any other.
  async function ask() {
    wanted = field.value;
    if (asking) return;
    asking = true;
    try {
      for (let asked = null; wanted !== null && asked !== wanted;) {
        asked = wanted;
        const found = asked.trim() ? await suggestions(asked) : [];
        if (found && wanted !== null && document.activeElement === field) show(found);
      }
    } catch {
      close();
    } finally {
      asking = false;
    }
  }

  async function suggestions(typed) {
    const answer = await fetch('/suggest', {method: 'POST', body: new URLSearchParams({q: typed})});
    return answer.status === 200 ? answer.json() : null;
  }

  function show(found) {
    list.replaceChildren(...found.map(option));
    list.hidden = found.length === 0;
    field.setAttribute('aria-expanded', String(!list.hidden));
    activate(-1);
    clearTimeout(telling);
    telling = setTimeout(() => {
      status.textContent = list.hidden ? '' : form.dataset.suggested.replace('{0}', found.length);
    }, QUIET_MILLIS);
  }

  function option(each, index) {
    const item = document.createElement('li');
    item.id = list.id + '-' + index;
    item.setAttribute('role', 'option');
    const text = words(each.text, 'text');
    text.dir = 'auto';
    item.append(text);
    if (each.found) {
      const becomes = words(' ' + form.dataset.becomes + ' ', 'unseen');
      const arrow = words(' → ');
      arrow.setAttribute('aria-hidden', 'true');
      const bridge = words(each.typed, 'bridge');
      bridge.append(arrow, becomes, words(each.found));
      item.append(' ', bridge);
    }
    item.append(' ', words(each.kind, 'kind'));
    item.dataset.text = each.text;
    item.addEventListener('click', () => choose(item));
    return item;
  }

  function words(text, kind) {
    const span = document.createElement('span');
    span.textContent = text;
    if (kind) span.className = kind;
    return span;
  }

  function choose(item) {
    const text = item.dataset.text;
    close();
    field.value = text;
    form.requestSubmit();
  }

  // A field that loses the focus closes its list: pressing a mouse button on a word must not take it away first.
  list.addEventListener('mousedown', (event) => event.preventDefault());
  field.addEventListener('input', ask);
  field.addEventListener('blur', close);
  form.addEventListener('submit', close);
  field.addEventListener('keydown', (event) => {
    // Keys that an input method takes for itself come again, or change the text.
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step && event.altKey && step < 0) {
      close();
    } else if (step && list.hidden) {
      if (step > 0) ask();
    } else if (step) {
      const count = list.children.length;
      activate(active < 0 ? (step > 0 ? 0 : count - 1) : (active + step + count) % count);
    } else if (event.key === 'Enter' && active >= 0) {
      choose(list.children[active]);
    } else {
      return;
    }
    event.preventDefault();
  });
  // On a slow computer somebody has typed before this was there to hear it.
  if (document.activeElement === field && field.value !== field.defaultValue) ask();
})();
