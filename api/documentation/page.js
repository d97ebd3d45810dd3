// Dark where the reader's system is.
const dark = window.matchMedia('(prefers-color-scheme: dark)');
const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', follow);
follow();

// Nothing is asked of any other server: no validator, no configuration from the address, and what is tried goes to the server
// that this page came from, under whatever name it was reached.
window.SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#documentation',
  validatorUrl: null,
  queryConfigEnabled: false,
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  docExpansion: 'list',
  displayRequestDuration: true,
  requestInterceptor: (request) => {
    const { pathname, search } = new URL(request.url, window.location.href);
    return Object.assign(request, { url: `${window.location.origin}${pathname}${search}` });
  },
});
