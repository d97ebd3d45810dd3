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
