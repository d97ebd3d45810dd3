// Keys for whoever works through a list all day. They are told apart by what they write, not by where they lie, so that AZERTY has them
// too; they are silent in fields, with Ctrl, Alt or the command key, and where the person has switched them off.
(() => {
  const on = () => document.documentElement.dataset.keys === 'on';
  const inField = (target) =>
    target instanceof Element &&
    target.closest('input:not([type="checkbox"]), select, textarea, [contenteditable], dialog') !== null;

  const rows = () => [...document.querySelectorAll('[data-row]')];
  const currentRow = () => document.querySelector('[data-row].current') ?? document.activeElement?.closest('[data-row]') ?? null;

  const moveTo = (row) => {
    for (const other of document.querySelectorAll('[data-row].current')) other.classList.remove('current');
    row.classList.add('current');
    (row.querySelector('[data-open]') ?? row.querySelector('a'))?.focus();
    row.scrollIntoView({ block: 'nearest' });
  };

  const move = (step) => {
    const all = rows();
    if (all.length === 0) return false;
    const place = all.indexOf(currentRow());
    moveTo(all[place < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, place + step))]);
    return true;
  };

  const follow = (selector) => {
    const link = (currentRow() ?? document).querySelector(selector);
    link?.click();
    return link !== null;
  };

  const tick = () => {
    const box = currentRow()?.querySelector('[data-select]');
    box?.click();
    return Boolean(box);
  };

  const assign = () => {
    const field = document.querySelector('[data-assign]');
    if (field === null) return follow('[data-assign-link]');
    const box = currentRow()?.querySelector('[data-select]');
    if (document.querySelector('[data-select]:checked') === null && box) box.click();
    field.focus();
    return true;
  };

  const note = () => {
    const field = document.querySelector('[data-note]');
    if (field !== null) {
      field.focus();
      return true;
    }
    const row = currentRow()?.querySelector('[data-open]');
    if (row) location.href = `${row.getAttribute('href')}#notes`;
    return Boolean(row);
  };

  const search = () => {
    const field = document.querySelector('[data-search]') ?? document.querySelector('#search');
    const folded = field?.closest('details');
    if (folded) folded.open = true;
    field?.focus();
    field?.select();
    return field !== null;
  };

  const help = () => {
    const dialog = document.querySelector('#keys-help');
    dialog?.showModal();
    return dialog !== null;
  };

  const acts = {
    j: () => move(1),
    k: () => move(-1),
    x: tick,
    a: assign,
    e: () => follow('[data-decide]'),
    n: note,
    s: search,
    '?': help,
  };
  const places = { d: '/desk', p: '/desk/post', r: '/desk/register' };

  let waiting = 0;
  document.addEventListener('keydown', (event) => {
    if (!on() || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (inField(event.target)) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (Date.now() - waiting < 1500 && places[key]) {
      waiting = 0;
      event.preventDefault();
      location.href = places[key];
      return;
    }
    waiting = key === 'g' ? Date.now() : 0;
    if (key === 'Enter' && document.activeElement === document.body && follow('[data-row].current [data-open]'))
      event.preventDefault();
    else if (acts[key]?.()) event.preventDefault();
  });

  document.addEventListener('focusin', (event) => {
    const row = event.target instanceof Element ? event.target.closest('[data-row]') : null;
    if (row === null) return;
    for (const other of document.querySelectorAll('[data-row].current')) if (other !== row) other.classList.remove('current');
    row.classList.add('current');
  });
})();
