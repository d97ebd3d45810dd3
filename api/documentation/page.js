// Nothing is asked of any other server: no validator, no configuration from the address.
window.SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#documentation',
  validatorUrl: null,
  queryConfigEnabled: false,
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  docExpansion: 'list',
  displayRequestDuration: true,
});
