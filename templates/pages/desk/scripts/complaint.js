// On a phone the panels beside the course of a complaint begin folded; everywhere they can be folded by hand.
(() => {
  if (!matchMedia('(max-width: 760px)').matches) return;
  for (const panel of document.querySelectorAll('.complaint-side > details:not(:first-of-type)')) panel.open = false;
})();

// What was sent has been applied: the page is read anew, unless somebody is writing on it.
document.addEventListener('settled', () => {
  const writing = [...document.querySelectorAll('textarea, input[type="file"]')].some((field) => field.value.trim() !== '');
  if (!writing) setTimeout(() => location.reload(), 600);
});

// With scripts there is a button that copies what stands in a field.
for (const button of document.querySelectorAll('[data-copy]')) {
  button.hidden = !navigator.clipboard;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    button.querySelector('span').textContent = button.dataset.copied;
  });
}
