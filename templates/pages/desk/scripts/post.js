// One tick for all letters; without this script each is ticked by itself.
(() => {
  const all = document.querySelector('[data-select-all]');
  const boxes = [...document.querySelectorAll('input[name="letter"]')];
  if (!all || boxes.length < 2) return;
  all.hidden = false;
  const show = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  };
  all.addEventListener('change', () => {
    for (const box of boxes) box.checked = all.checked;
  });
  for (const box of boxes) box.addEventListener('change', show);
  show();
})();
