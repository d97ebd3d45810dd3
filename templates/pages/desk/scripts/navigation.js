// On a phone the navigation is one line that scrolls sideways: it opens where one is.
(() => {
  const navigation = document.querySelector('.navigation');
  const current = navigation?.querySelector('[aria-current]');
  if (!current || navigation.scrollWidth <= navigation.clientWidth) return;
  const [whole, own] = [navigation.getBoundingClientRect(), current.getBoundingClientRect()];
  navigation.scrollLeft += own.left + own.width / 2 - (whole.left + whole.width / 2);
})();
