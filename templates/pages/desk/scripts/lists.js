// A panel that opens over a list closes when one goes elsewhere.
(() => {
  const panels = 'details.limit, details.views, details.person';
  document.addEventListener('click', (event) => {
    for (const open of document.querySelectorAll(`:is(${panels})[open]`)) if (!open.contains(event.target)) open.open = false;
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    for (const open of document.querySelectorAll(`:is(${panels})[open]`)) {
      open.open = false;
      open.querySelector('summary')?.focus();
    }
  });
})();
