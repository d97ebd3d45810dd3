import { test } from '@jest/globals';
import { startApi, registered } from './api-server.ts';
test('x', async () => {
  const api = await startApi();
  const ref = await registered(api);
  console.log((await api.get(`/api/complaints/${ref}`)).text, api.url);
  console.log((await api.get(`/api/complaints?sort=nextDue`)).text);
  console.log(await api.post(`/api/complaints/${ref}/decisions`, {decision:'acknowledge-now'}, {Prefer:'wait=1'}));
  console.log(api.logged());
  if (process.env['STAY']) await new Promise((r) => setTimeout(r, Number(process.env['STAY'])));
  await api.close();
}, 600000);
